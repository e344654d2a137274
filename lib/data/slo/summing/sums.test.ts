import { describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { makePage } from "#lib/testing/engine.ts";
import { makeSli } from "#lib/testing/slo/definitions.ts";
import { makeObjective, violated } from "#lib/testing/slo/rows.ts";
import { putWindows, windowsOf } from "#lib/testing/slo/windows.ts";
import { settleVerdict } from "#lib/usecases/violations/settle.ts";
import { pool, prisma } from "../../db.ts";
import { inTransaction } from "../../sql.ts";
import { foretellBudgets, openViolationIds, readLatestViolations } from "../violations.ts";
import { readSloDays, type SloDayRow, writeSloDays } from "./days.ts";
import {
  claimTouches,
  countDaysOfSums,
  countHoursOfEvents,
  forgetSums,
  readObjectiveSums,
  readWindowSums,
  writeHours,
} from "./objective-sums.ts";
import { readOutageWindows, readWindowRows } from "./window-rows.ts";

withDatabase();
const T = Date.parse("2026-11-24T00:00:00Z");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const sli = async (kind: "ratio" | "latency" = "ratio") =>
  await makeSli(await makePage(), "requests", { kind });
const objective = async () => (await makeObjective(await makePage())).id;

describe("windows of SLIs", () => {
  it("are read oldest first, of each SLI from where it is asked, up to a moment", async () => {
    const [a, b] = [await sli(), await sli()];
    await putWindows(a, windowsOf(T, "gbg"));
    await putWindows(b, windowsOf(T, "gg"));
    const wanted = [
      { sliId: a, from: T + 5 * MINUTE, withCounts: true },
      { sliId: b, from: T, withCounts: false },
      { sliId: "nothing", from: T, withCounts: false },
    ];
    const rows = await readWindowRows(pool(), wanted, T + 10 * MINUTE);
    expect([...rows.keys()]).toEqual([a, b, "nothing"]);
    expect(rows.get(a)).toEqual([{ at: T + 5 * MINUTE, good: 500n, total: 1_000n, counts: [] }]);
    expect(rows.get(b)!.map(({ at }) => at)).toEqual([T, T + 5 * MINUTE]);
    expect(await readWindowRows(pool(), [], T)).toEqual(new Map());
  });

  it("bring their latencies along where they are wanted", async () => {
    const a = await sli("latency");
    await putWindows(a, [{ at: T, good: 2, total: 2, latenciesMs: [50, 90] }]);
    const read = async (withCounts: boolean) =>
      (await readWindowRows(pool(), [{ sliId: a, from: T, withCounts }], T + HOUR)).get(a)![0]!.counts;
    expect((await read(true)).reduce((sum, count) => sum + count, 0n)).toBe(2n);
    expect(await read(false)).toEqual([]);
  });

  it("prove an outage where a tenth of enough events was bad", async () => {
    const a = await sli();
    await putWindows(a, [
      { at: T, good: 90, total: 100 },
      { at: T + 5 * MINUTE, good: 91, total: 100 },
      { at: T + 10 * MINUTE, good: 0, total: 19 },
      { at: T + 15 * MINUTE, good: 0, total: 20 },
    ]);
    const found = await readOutageWindows(pool(), [a, "x"], { from: T, until: T + HOUR, minEvents: 20 });
    expect(found.get(a)).toEqual([T, T + 15 * MINUTE]);
    expect(found.get("x")).toEqual([]);
    expect(await readOutageWindows(pool(), [], { from: T, until: T, minEvents: 20 })).toEqual(new Map());
  });

  it("add up over any stretch, in the order of the question", async () => {
    const a = await sli();
    await putWindows(a, windowsOf(T, "gbgb"));
    const sums = await readWindowSums(pool(), [
      { sliId: a, from: T + 15 * MINUTE, until: T + HOUR },
      { sliId: "x", from: T, until: T + HOUR },
      { sliId: a, from: T, until: T + 10 * MINUTE },
    ]);
    expect(sums).toEqual([
      { good: 500n, total: 1_000n },
      { good: 0n, total: 0n },
      { good: 1_500n, total: 2_000n },
    ]);
    expect(await readWindowSums(pool(), [])).toEqual([]);
  });

  it("tell from where they changed, once, to one worker", async () => {
    const a = await sli();
    await putWindows(a, windowsOf(T + HOUR, "g"));
    await putWindows(a, windowsOf(T, "g"));
    await inTransaction(async (first) => {
      expect(await claimTouches(first, [a])).toEqual(new Map([[a, T]]));
      expect(await claimTouches(pool(), [a])).toEqual(new Map());
    });
    expect(await claimTouches(pool(), [a])).toEqual(new Map());
  });
});

describe("sums of objectives", () => {
  const sum = (objectiveId: string, from: number, until: number, level: "hour" | "day" = "hour") =>
    readObjectiveSums(pool(), level, [{ objectiveId, part: 0, from, until }]);

  it("are counted from hours, and counted again when they change", async () => {
    const [a, id] = [await sli(), await objective()];
    await putWindows(a, [...windowsOf(T, "gb"), ...windowsOf(T + HOUR, "g")]);
    const count = (from: number) =>
      countHoursOfEvents(pool(), [{ objectiveId: id, part: 0, sliId: a, from }]);
    await count(T);
    expect(await sum(id, T, T + 2 * HOUR)).toEqual([{ good: 2_500n, total: 3_000n }]);
    expect(await sum(id, T, T + HOUR)).toEqual([{ good: 1_500n, total: 2_000n }]);
    await putWindows(a, windowsOf(T + HOUR, "b"));
    await count(T + HOUR);
    expect(await sum(id, T, T + 2 * HOUR)).toEqual([{ good: 2_000n, total: 3_000n }]);
    await forgetSums(pool(), [id]);
    expect(await sum(id, T, T + 2 * HOUR)).toEqual([{ good: 0n, total: 0n }]);
  });

  it("make days of UTC, from the day on in which something changed", async () => {
    const id = await objective();
    const hour = (at: number, good: bigint) => ({ objectiveId: id, at, good, total: 12n });
    await writeHours(pool(), [hour(T - HOUR, 1n), hour(T, 2n), hour(T + 23 * HOUR, 3n)]);
    await countDaysOfSums(pool(), [{ objectiveId: id, parts: 1, from: T + 5 * HOUR }]);
    expect(await sum(id, T, T + DAY, "day")).toEqual([{ good: 5n, total: 24n }]);
    expect(await sum(id, T - DAY, T, "day")).toEqual([{ good: 0n, total: 0n }]);
    await writeHours(pool(), [hour(T, 12n)]);
    await countDaysOfSums(pool(), [{ objectiveId: id, parts: 1, from: T - HOUR }]);
    expect(await sum(id, T - DAY, T + DAY, "day")).toEqual([{ good: 16n, total: 36n }]);
  });

  it("are nothing of nothing", async () => {
    await Promise.all([countHoursOfEvents(pool(), []), writeHours(pool(), []), countDaysOfSums(pool(), [])]);
    await forgetSums(pool(), []);
    expect(await readObjectiveSums(pool(), "day", [])).toEqual([]);
  });
});

describe("days of objectives", () => {
  it("are written once, changed where they differ, and read in order", async () => {
    const id = await objective();
    const day = (of: string, good: bigint): SloDayRow => ({
      ...{ objectiveId: id, day: of, good, total: 86_400_000n, excludedMs: 5, unknownMs: 0 },
    });
    await writeSloDays(pool(), [day("2026-11-24", 86_400_000n), day("2026-11-23", 80_000_000n)]);
    await writeSloDays(pool(), [day("2026-11-23", 81_000_000n)]);
    await writeSloDays(pool(), []);
    const days = await readSloDays(pool(), [id, "x"], "2026-11-20", "2026-11-24");
    expect(days.get(id)).toEqual([day("2026-11-23", 81_000_000n), day("2026-11-24", 86_400_000n)]);
    expect(days.get("x")).toEqual([]);
    expect((await readSloDays(pool(), [id], "2026-11-24", "2026-11-24")).get(id)).toHaveLength(1);
  });
});

describe("open violations", () => {
  it("know when their budget ends, as the last round foretold, and are found by objective and scope", async () => {
    const one = await makeObjective(await makePage());
    const opened = await settleVerdict({ objective: one, verdict: violated(T) }, null, T);
    const { id } = opened!.violation;
    await foretellBudgets(pool(), [{ violationId: id, budgetEndsAt: T + HOUR }]);
    const latest = async (scope?: string) =>
      (await readLatestViolations([one.id], prisma(), scope)).get(one.id);
    expect((await latest())!.budgetEndsAt).toBe(T + HOUR);
    expect(await latest("info")).toBeUndefined();
    await foretellBudgets(pool(), [{ violationId: id, budgetEndsAt: null }]);
    await foretellBudgets(pool(), []);
    expect((await latest())!.budgetEndsAt).toBeNull();
    const open = (ids: string[]) => prisma().$transaction((tx) => openViolationIds(tx, ids));
    expect([await open([one.id]), await open([])]).toEqual([[id], []]);
  });
});
