import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { inTx, makeWorld } from "#lib/testing/data/world.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { toldIncident, toldUpdate } from "#lib/testing/fixtures/told-incidents.ts";
import { settleClaims } from "./claims.ts";

withDatabase();

const T = Date.UTC(2026, 10, 23, 3);
const rows = async (sourceId: string) =>
  (await prisma().stateClaim.findMany({ where: { sourceId }, orderBy: { startedAt: "asc" } })).map((row) => ({
    id: row.id,
    said: [row.source, row.state, row.startedAt.getTime() - T, row.endedAt && row.endedAt.getTime() - T],
  }));

async function world() {
  const { page, component, stranger } = await makeWorld();
  const id = `i${component.slice(1)}`;
  const said = (displayAt: number, newState: "major_outage" | "partial_outage") =>
    toldUpdate({
      id: `u${displayAt}`,
      displayAt,
      components: [{ componentId: component, oldState: "operational", newState }],
    });
  const incident = (given: object) => toldIncident({ id, pageId: page, publishedAt: T, ...given });
  const askedFrom = async () => {
    const asked = await prisma().dayRequest.findUnique({ where: { componentId: component } });
    await prisma().dayRequest.deleteMany({ where: { componentId: component } });
    return asked && asked.fromAt.getTime() - T;
  };
  return { id, component, other: stranger.component, said, incident, askedFrom };
}

describe("settleClaims", () => {
  it("writes, closes and removes exactly what differs, and asks for the days from there on", async () => {
    const { id, said, incident, askedFrom } = await world();
    const first = incident({ updates: [said(T, "major_outage")] });
    await inTx((tx) => settleClaims(tx, first));
    const [begun] = await rows(id);
    expect(begun!.said).toEqual(["incident", "major_outage", 0, null]);
    expect(await askedFrom()).toBe(0);
    await inTx((tx) => settleClaims(tx, first));
    expect([await rows(id), await askedFrom()]).toEqual([[begun], null]);
    const second = incident({ updates: [said(T + 9, "partial_outage"), said(T, "major_outage")] });
    await inTx((tx) => settleClaims(tx, second));
    const after = await rows(id);
    expect(after.map((row) => row.said)).toEqual([
      ["incident", "major_outage", 0, 9],
      ["incident", "partial_outage", 9, null],
    ]);
    expect(after[0]!.id).toBe(begun!.id);
    expect(await askedFrom()).toBe(9);
    await inTx((tx) => settleClaims(tx, { ...second, unpublishedAt: T + 20 }));
    expect([await rows(id), await askedFrom()]).toEqual([[], 0]);
  });

  it("leaves the claims of others alone, and calls those of a window maintenance", async () => {
    const { id, component, said, incident } = await world();
    const claim = {
      pageId: "p",
      componentId: component,
      state: "major_outage",
      startedAt: new Date(T),
    } as const;
    await prisma().stateClaim.create({ data: { id: "c1", source: "override", ...claim } });
    await prisma().stateClaim.create({
      data: { id: "c2", source: "incident", sourceId: "another", ...claim },
    });
    const window = {
      kind: "maintenance",
      status: "in_progress",
      maintenance: { scheduledFor: T, scheduledUntil: T + 60, cancelledAt: null, notices: [] },
    };
    const updates = [{ ...said(T, "partial_outage"), status: "in_progress" }];
    await inTx((tx) => settleClaims(tx, incident({ ...window, updates })));
    expect((await rows(id)).map((row) => row.said)).toEqual([["maintenance", "partial_outage", 0, 60]]);
    await inTx((tx) => settleClaims(tx, incident({ updates: [] })));
    expect(await prisma().stateClaim.count({ where: { componentId: component } })).toBe(2);
  });
});
