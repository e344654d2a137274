import { describe, expect, it } from "vitest";
import type { Outcome } from "#lib/domain/status/sample.ts";
import { sample } from "#lib/testing/engine.ts";
import { createImpairmentWatch, type Finished } from "./impairment.ts";

const T = Date.parse("2026-11-22T10:00:00Z");
const SECOND = 1_000;

/** A finished probe: monitor `a` on host `a.example`, at so many seconds. */
function probe(
  monitor: string,
  second: number,
  outcome: Outcome,
  more: Partial<Finished> & { reason?: string } = {},
): Finished {
  const { reason = outcome === "down" ? "connect_timeout" : undefined, ...rest } = more;
  return {
    sample: sample(monitor, T + second * SECOND, outcome, { detail: reason ? { reason } : null }),
    kind: "http",
    host: `${monitor}.example`,
    intervalMs: 30 * SECOND,
    wasUp: true,
    finishedAt: T + second * SECOND,
    ...rest,
  };
}
const NAMES = ["a", "b", "c", "d"];

describe("createImpairmentWatch", () => {
  it("finds our own network broken when all monitors fail for network reasons for an interval", () => {
    const watch = createImpairmentWatch();
    watch.judge(
      NAMES.map((name, i) => probe(name, i, "up")),
      T + 4 * SECOND,
    );
    // A success of less than an interval ago speaks for the network.
    expect(watch.judge([probe("a", 10, "down")], T + 10 * SECOND).isImpaired).toBe(false);
    expect(watch.judge([probe("b", 31, "down")], T + 31 * SECOND).isImpaired).toBe(false);
    const last = [probe("c", 34, "down"), probe("d", 34, "down")];
    const judged = watch.judge(last, T + 34 * SECOND);
    expect(judged.isImpaired).toBe(true);
    // The failures that came before it was certain, not those that are being judged.
    expect(judged.backdated.map(({ monitorId }) => monitorId)).toEqual(["a", "b"]);
  });

  it("backdates once, and ends with the first success", () => {
    const watch = createImpairmentWatch();
    const all = NAMES.map((name, i) => probe(name, i, "down"));
    expect(watch.judge(all, T + 4 * SECOND)).toMatchObject({ isImpaired: true, backdated: [] });
    const again = watch.judge([probe("a", 30, "down")], T + 30 * SECOND);
    expect(again).toMatchObject({ isImpaired: true, backdated: [] });
    expect(watch.judge([probe("b", 31, "up")], T + 31 * SECOND).isImpaired).toBe(false);
  });

  it.each<[string, Finished[]]>([
    [
      "one of them answers",
      [probe("a", 0, "down"), probe("b", 1, "down"), probe("c", 2, "down"), probe("d", 3, "degraded")],
    ],
    [
      "a failure is the target's own",
      [probe("a", 0, "down"), probe("b", 1, "down"), probe("c", 2, "down", { reason: "status" })],
    ],
    ["they are on one host", NAMES.map((name, i) => probe(name, i, "down", { host: "one.example" }))],
    ["they were down before", NAMES.map((name, i) => probe(name, i, "down", { wasUp: false }))],
    ["there are only two", [probe("a", 0, "down"), probe("b", 1, "down")]],
  ])("blames the targets when %s", (_title, finished) => {
    expect(createImpairmentWatch().judge(finished, T + 4 * SECOND).isImpaired).toBe(false);
  });

  it("looks at the time in which the three most frequent monitors have results", () => {
    const watch = createImpairmentWatch();
    // Probed once an hour: its success of ten minutes ago says nothing about now.
    watch.judge([probe("slow", 0, "up", { intervalMs: 3_600 * SECOND })], T);
    const fast = ["a", "b", "c"].map((name, i) => probe(name, 600 + i, "down"));
    expect(watch.judge(fast, T + 603 * SECOND).isImpaired).toBe(true);
  });

  it("forgets monitors that nobody probes any more", () => {
    const watch = createImpairmentWatch();
    watch.judge(
      NAMES.map((name, i) => probe(name, i, "down")),
      T + 4 * SECOND,
    );
    const later = T + 7_200 * SECOND;
    expect(watch.judge([probe("a", 7_200, "down")], later).isImpaired).toBe(false);
  });
});
