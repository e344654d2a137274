import { describe, expect, it } from "vitest";
import { pool, prisma } from "#lib/data/db.ts";
import type { Correction } from "#lib/domain/corrections/correction.ts";
import { HOSTILE_TEXTS, inTx, makeWorld } from "#lib/testing/data/world.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { heldCorrections, insertCorrection, listCorrections, readCorrection, revokeRow } from "./stored.ts";
import { readCorrections, readPublicCorrections } from "./told.ts";

withDatabase();
const T = Date.UTC(2026, 10, 20);
const HOUR = 3_600_000;
let made = 0;

async function world() {
  const { page, component, stranger } = await makeWorld();
  const say = async (fields: Partial<Correction> = {}): Promise<Correction> => {
    const correction: Correction = {
      id: `corr${String(++made).padStart(8, "0")}`,
      pageId: page,
      componentId: component,
      verdict: "up",
      startedAt: T,
      endedAt: T + HOUR,
      reason: "r",
      actorKind: "user",
      actorId: "u",
      createdAt: T + 10 * HOUR + made,
      revokedAt: null,
      ...fields,
    };
    await inTx((tx) => insertCorrection(tx, correction));
    return correction;
  };
  return { page, component, stranger, say };
}

describe("stored corrections", () => {
  it("come back as they went in, whatever the reason holds", async () => {
    const { page, component, say } = await world();
    for (const reason of HOSTILE_TEXTS) {
      const correction = await say({ reason });
      expect(await inTx((tx) => readCorrection(tx, component, correction.id))).toEqual(correction);
    }
    const listed = await listCorrections(page, component, { skip: 0, take: 100 });
    expect(listed.map(({ reason }) => reason)).toEqual([...HOSTILE_TEXTS].reverse());
    expect(await listCorrections(page, component, { skip: 1, take: 1 })).toEqual([listed[1]]);
  });

  it("belong to their component and page alone", async () => {
    const { page, component, stranger, say } = await world();
    const { id } = await say();
    expect(await listCorrections(stranger.page, component, { skip: 0, take: 9 })).toEqual([]);
    expect(await inTx((tx) => readCorrection(tx, stranger.component, id))).toBeNull();
    expect(await listCorrections(page, component, { skip: 0, take: 9 })).toHaveLength(1);
  });

  it("are counted while they hold, and remembered when they do not", async () => {
    const { page, component, say } = await world();
    expect(await inTx((tx) => heldCorrections(tx, component))).toEqual({ count: 0, lastAt: 0 });
    const [first, second] = [await say(), await say()];
    await inTx((tx) => revokeRow(tx, second.id, T + 20 * HOUR));
    expect(await inTx((tx) => heldCorrections(tx, component))).toEqual({
      count: 1,
      lastAt: second.createdAt,
    });
    expect(await inTx((tx) => readCorrection(tx, component, second.id))).toBeNull();
    const listed = await listCorrections(page, component, { skip: 0, take: 9 });
    expect(listed.map(({ id, revokedAt }) => [id, revokedAt])).toEqual([
      [second.id, T + 20 * HOUR],
      [first.id, null],
    ]);
  });

  it("cannot end before they begin, nor say what there is no word for", async () => {
    const { say } = await world();
    await expect(say({ endedAt: T })).rejects.toThrow();
    await expect(say({ verdict: "maybe" as "up" })).rejects.toThrow();
  });
});

describe("corrections for the figures", () => {
  it("reach beyond an instant, in the order in which they were made, without revoked ones", async () => {
    const { component, stranger, say } = await world();
    const early = await say({ startedAt: T - 2 * HOUR, endedAt: T });
    const late = await say({ startedAt: T + HOUR, endedAt: T + 2 * HOUR, verdict: "down" });
    const around = await say({ startedAt: T - 5 * HOUR, endedAt: T + 5 * HOUR, verdict: "excluded" });
    const gone = await say();
    await inTx((tx) => revokeRow(tx, gone.id, T));
    const read = await readCorrections(pool(), [component, stranger.component], T);
    const stretch = ({ verdict, startedAt, endedAt }: Correction) => ({ verdict, startedAt, endedAt });
    expect(read.get(component)).toEqual([stretch(late), stretch(around)]);
    expect(read.get(stranger.component)).toEqual([]);
    const all = await readCorrections(pool(), [component], T - 1);
    expect(all.get(component)).toEqual([early, late, around].map(stretch));
  });

  it("tell readers the latest stretch first, at most so many", async () => {
    const { component, say } = await world();
    const first = await say();
    const second = await say({ startedAt: T + HOUR, endedAt: T + 2 * HOUR });
    const told = await readPublicCorrections(pool(), [component], { fromAt: T, limit: 9 });
    expect(told.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(told[1]).toEqual({
      id: first.id,
      componentId: component,
      verdict: "up",
      startedAt: new Date(T).toISOString(),
      endedAt: new Date(T + HOUR).toISOString(),
      reason: "r",
      createdAt: new Date(first.createdAt).toISOString(),
    });
    expect(await readPublicCorrections(pool(), [component], { fromAt: T, limit: 1 })).toHaveLength(1);
    expect(await readPublicCorrections(pool(), [], { fromAt: T, limit: 9 })).toEqual([]);
    await prisma().correction.deleteMany({ where: { componentId: component } });
  });
});
