import { describe, expect, it } from "vitest";
import { EVIDENCE_DAYS, evidencePercent, evidenceStretch, MAX_EVIDENCE_DAYS } from "./evidence.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const T = Date.parse("2026-11-24T10:00:00Z");

describe("the stretch of evidence", () => {
  it.each([
    [{}, T - 1, { from: T - EVIDENCE_DAYS * DAY, until: T }],
    [{ from: T - DAY + 1 }, T, { from: T - DAY, until: T }],
    [{ until: T - DAY }, T, { from: T - (EVIDENCE_DAYS + 1) * DAY, until: T - DAY }],
    [{ from: T - MAX_EVIDENCE_DAYS * DAY }, T, { from: T - MAX_EVIDENCE_DAYS * DAY, until: T }],
    [{ from: T - MAX_EVIDENCE_DAYS * DAY - 1 }, T, null],
    [{ from: T, until: T }, T, null],
    [{ from: T + HOUR, until: T }, T, null],
  ])("asked for as %j is whole hours, and not too many", (asked, now, stretch) => {
    expect(evidenceStretch(asked, now)).toEqual(stretch);
  });
});

describe("what evidence says", () => {
  it("is truncated, and nothing where nothing is known", () => {
    const of = (good: bigint, total: bigint) =>
      evidencePercent({ sliId: "s", key: "k", name: "n", good, total, lastWindowAt: null });
    expect([of(2n, 3n), of(5n, 5n), of(0n, 7n), of(0n, 0n)]).toEqual([
      ...["66.666666", "100.000000", "0.000000", null],
    ]);
  });
});
