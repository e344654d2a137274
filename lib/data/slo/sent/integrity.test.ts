import { describe, expect, it } from "vitest";
import type { IntegrityEvent } from "#lib/domain/slo/sent/integrity.ts";
import { keyOfEvent } from "#lib/domain/slo/sent/integrity-batch.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makePage } from "#lib/testing/engine.ts";
import { makeSli } from "#lib/testing/slo/definitions.ts";
import { pool } from "../../db.ts";
import { readIntegrityEvents, readRestoreTests, storeIntegrityEvents } from "./integrity.ts";

withDatabase();
const T = Date.parse("2026-11-24T10:00:00Z");
const MINUTE = 60_000;
const DAY = 86_400_000;

const event = (fields: Partial<IntegrityEvent> = {}): IntegrityEvent => ({
  ...{ kind: "backup", job: "agents-db", at: T, outcome: "success", clientId: "one" },
  ...{ rtoSeconds: null, rpoSeconds: null, note: null },
  ...fields,
});

async function world() {
  const pageId = await makePage();
  const sli = (key: string, kind: IntegrityEvent["kind"], counts: "failures" | "data_loss") =>
    makeSli(pageId, key, { source: { kind: "integrity", event: kind, counts } }, T - 40 * DAY);
  const slis = {
    backups: await sli("backups", "backup", "failures"),
    restores: await sli("restores", "restore", "failures"),
    losses: await sli("losses", "checksum", "data_loss"),
  };
  const tell = (...events: IntegrityEvent[]) => storeIntegrityEvents(pageId, events, T);
  const windows = async (name: keyof typeof slis) =>
    (
      await pool().query(
        `select extract(epoch from window_at - $2)::int / 60 as minute, good::int, total::int from sli_windows
         where sli_id = $1 order by 1`,
        [slis[name], new Date(T)],
      )
    ).rows.map(({ minute, good, total }) => [minute, good, total]);
  return { pageId, tell, windows };
}

describe("integrity events", () => {
  it("count in the five minutes in which they lie, for the SLIs of their kind", async () => {
    const { tell, windows } = await world();
    await tell(
      event(),
      event({ clientId: "two", at: T + 4 * MINUTE, outcome: "failure" }),
      event({ clientId: "three", at: T + 5 * MINUTE }),
      event({ kind: "restore", outcome: "failure" }),
      event({ kind: "restore_test" }),
    );
    expect(await windows("backups")).toEqual([
      [0, 1, 2],
      [5, 1, 1],
    ]);
    expect(await windows("restores")).toEqual([[0, 0, 1]]);
    expect(await windows("losses")).toEqual([]);
  });

  it("are stored once: told again they change nothing, whatever they say then", async () => {
    const { pageId, tell, windows } = await world();
    expect((await tell(event())).added).toBe(1);
    const { added, stored } = await tell(event({ outcome: "failure" }), event({ clientId: "two" }));
    expect([added, stored.get(keyOfEvent(event()))?.outcome, stored.size]).toEqual([1, "success", 2]);
    expect(await windows("backups")).toEqual([[0, 2, 2]]);
    expect(await readIntegrityEvents(pageId, {}, { skip: 0, take: 10 })).toHaveLength(2);
  });

  it("add up when many are told at once, in any order", async () => {
    const { tell, windows } = await world();
    const all = Array.from({ length: 12 }, (_, i) => event({ clientId: `job ${i}`, at: T + i * 1_000 }));
    await Promise.all(all.map((one) => tell(one, all[0]!)));
    expect(await windows("backups")).toEqual([[0, 12, 12]]);
  });

  it("count losses of every kind as losses, and a check that failed as nothing", async () => {
    const { tell, windows } = await world();
    await tell(
      event({ kind: "checksum" }),
      event({ kind: "checksum", clientId: "broken", outcome: "failure" }),
      event({ kind: "restore", outcome: "data_loss" }),
      event({ kind: "restore", clientId: "fine" }),
    );
    expect(await windows("losses")).toEqual([[0, 1, 2]]);
    expect(await windows("restores")).toEqual([[0, 1, 2]]);
  });

  it("are listed the latest first, by kind, outcome and job, and of one page", async () => {
    const { pageId, tell } = await world();
    const other = await world();
    await tell(
      event({ at: T - DAY, clientId: "old" }),
      event({ outcome: "failure", rtoSeconds: 4_000, note: "n" }),
    );
    await tell(event({ kind: "checksum", job: "code", at: T - 2 * DAY }));
    const list = async (filter: Parameters<typeof readIntegrityEvents>[1], page = pageId) =>
      (await readIntegrityEvents(page, filter, { skip: 0, take: 2 })).map(({ clientId }) => clientId);
    expect(await list({})).toEqual(["one", "old"]);
    expect(await list({ outcome: "success" })).toEqual(["old", "one"]);
    expect(await list({ job: "code", kind: "checksum" })).toEqual(["one"]);
    expect(await list({}, other.pageId)).toEqual([]);
    expect(
      (await readIntegrityEvents(pageId, { outcome: "failure" }, { skip: 0, take: 1 }))[0],
    ).toMatchObject({ ...event({ outcome: "failure", rtoSeconds: 4_000, note: "n" }), createdAt: T, pageId });
  });
});

describe("restore tests", () => {
  it("are expected from the first event or the first SLI of integrity, whichever came first", async () => {
    const { pageId, tell } = await world();
    expect(await readRestoreTests(pool(), pageId)).toEqual({ lastAt: null, expectedFrom: T - 40 * DAY });
    await tell(event({ at: T - 50 * DAY }));
    expect(await readRestoreTests(pool(), pageId)).toEqual({ lastAt: null, expectedFrom: T - 50 * DAY });
    expect(await readRestoreTests(pool(), await makePage())).toEqual({ lastAt: null, expectedFrom: null });
  });

  it("count when they succeeded, the last of them", async () => {
    const { pageId, tell } = await world();
    const test = { kind: "restore_test" as const };
    await tell(event({ ...test, at: T - 20 * DAY }), event({ ...test, clientId: "b", at: T - 30 * DAY }));
    await tell(event({ ...test, clientId: "c", at: T - DAY, outcome: "failure" }));
    expect((await readRestoreTests(pool(), pageId)).lastAt).toBe(T - 20 * DAY);
  });
});
