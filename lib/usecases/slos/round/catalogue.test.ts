import { describe, expect, it } from "vitest";
import { listViolationRows } from "#lib/data/slo/violations.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { type SloPage, tDeveloperPage } from "#lib/testing/slo/page.ts";
import { putWindows, type TestWindow } from "#lib/testing/slo/windows.ts";
import { evaluateSlos } from "./evaluate.ts";

withDatabase();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const T = Date.parse("2026-11-24T10:00:00Z");

/** `count` windows in a row that end at `until`. */
const until = (at: number, count: number, window: Omit<TestWindow, "at">): TestWindow[] =>
  Array.from({ length: count }, (_, i) => ({ at: at - (count - i) * 5 * MINUTE, ...window }));
const events = (good: number, total: number) => ({ good, total });
/** Twenty starts of so many milliseconds, the slowest two as given: the P95 is theirs. */
const latencies = (ms: number, p95: number) => ({
  ...events(20, 20),
  latenciesMs: [...Array<number>(18).fill(ms), p95, p95],
});

async function judged(page: SloPage, now: number) {
  const failures: unknown[] = [];
  await evaluateSlos({ failed: (_, error) => void failures.push(error) }, now);
  expect(failures).toEqual([]);
  const all = await listViolationRows(page.pageId, {}, { skip: 0, take: 200 });
  return all
    .map((one) => `${one.sloKey}/${one.objectiveKey} ${one.severity} ${one.rule}`)
    .sort((a, b) => (a < b ? -1 : 1));
}

describe("the seven SLOs as they come with the page", () => {
  it("open nothing where all is well, and nothing where nothing is known", async () => {
    const page = await tDeveloperPage(T - HOUR);
    expect(await judged(page, T)).toEqual([]);
    for (const sli of ["server-errors", "client-errors", "agent-runs", "agentcore-runs", "data-loss"])
      await putWindows(page.sli(sli), until(T + HOUR, 12, events(100_000, 100_000)));
    await putWindows(page.sli("latency-agents-list"), until(T + HOUR, 12, latencies(20, 90)));
    expect(await judged(page, T + HOUR)).toEqual([]);
  });

  it("say of slow endpoints, slow starts and errors exactly what the contract says", async () => {
    const page = await tDeveloperPage(T - HOUR);
    // GET /api/v1/agents: P95 of 120 ms for three windows in a row; POST: for two.
    await putWindows(page.sli("latency-agents-list"), until(T, 3, latencies(20, 120)));
    await putWindows(page.sli("latency-agents-create"), [
      ...until(T - 10 * MINUTE, 3, latencies(20, 90)),
      ...until(T, 2, latencies(20, 600)),
    ]);
    // A cold start of 1.7 s: below 2 s, above 80 % of it.
    await putWindows(page.sli("cold-start-enterprise"), until(T, 3, latencies(900, 1_700)));
    // 9 % of requests are the clients' errors; 0.6 % are the servers'.
    await putWindows(page.sli("client-errors"), until(T, 1, events(910, 1_000)));
    await putWindows(page.sli("server-errors"), until(T, 1, events(994, 1_000)));
    const found = await judged(page, T);
    const of = (objective: string) => found.filter((one) => one.startsWith(`${objective} `));
    expect(found.filter((one) => one.startsWith("SLO-003/") && !one.includes(" info "))).toEqual([
      expect.stringMatching(/^SLO-003\/\S+ (warning|critical) consecutive:3$/),
    ]);
    expect(found.filter((one) => one.startsWith("SLO-004/"))).toEqual([
      expect.stringMatching(/^SLO-004\/\S*cold\S*enterprise\S* info nearing/),
    ]);
    expect(of("SLO-005/4xx").filter((one) => !one.includes(" info "))).toEqual([
      "SLO-005/4xx warning window:8:1",
    ]);
    expect(of("SLO-005/5xx").filter((one) => !one.includes(" info "))).toEqual([
      "SLO-005/5xx critical window:0.5:1",
    ]);
  });

  it("page once for AgentCore, whichever of the rules sees it first: the worst of three SLIs counts", async () => {
    const page = await tDeveloperPage(T - HOUR);
    const told = async (good: number, minutes: number, at: number) => {
      await putWindows(page.sli("agentcore-runs"), until(at, minutes / 5, events(10_000, 10_000)));
      await putWindows(page.sli("agentcore-responses"), until(at, minutes / 5, events(good, 10_000)));
      return (await judged(page, at)).filter((one) => !one.includes(" info "));
    };
    expect(await told(9_995, 60, T)).toEqual([]);
    const paged = [expect.stringMatching(/^SLO-002\/worst critical /)];
    expect(await told(9_699, 30, T + 30 * MINUTE)).toEqual(paged);
    expect(await told(9_699, 30, T + HOUR)).toEqual(paged);
  });

  it("take one lost byte for critical at once", async () => {
    const page = await tDeveloperPage(T - HOUR);
    await putWindows(page.sli("data-loss"), until(T - 5 * MINUTE, 1, events(30, 30)));
    expect(await judged(page, T - 5 * MINUTE)).toEqual([]);
    await putWindows(page.sli("data-loss"), until(T, 1, events(0, 1)));
    expect(await judged(page, T + MINUTE)).toEqual(["SLO-007/data-loss critical first_bad"]);
  });
});
