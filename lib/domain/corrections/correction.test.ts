import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Failure } from "#lib/domain/errors.ts";
import { type ClosedSpan, clip, stateAt } from "#lib/domain/status/span.ts";
import { DEFAULT_POLICY, millisecondsByState, noMs, uptimePercent } from "#lib/domain/status/uptime.ts";
import { timelines } from "#lib/testing/properties/timelines.ts";
import {
  type CorrectedStretch,
  checkCorrection,
  correctedTimeline,
  MAX_REASON_LENGTH,
  newCorrection,
  STATE_OF_VERDICT,
  VERDICTS,
} from "./correction.ts";

const DAY = 86_400_000;
const stretch = (
  verdict: CorrectedStretch["verdict"],
  startedAt: number,
  endedAt: number,
): CorrectedStretch => ({
  verdict,
  startedAt,
  endedAt,
});
const span = (startedAt: number, endedAt: number, state: ClosedSpan["state"]): ClosedSpan => ({
  startedAt,
  endedAt,
  state,
});
const told = (timeline: ClosedSpan[], corrections: CorrectedStretch[]) =>
  correctedTimeline(timeline, corrections).map((one) => `${one.startedAt}-${one.endedAt} ${one.state}`);

describe("correctedTimeline", () => {
  const outage = [span(0, 40, "operational"), span(40, 60, "major_outage"), span(60, 100, "operational")];

  it.each<[string, CorrectedStretch[], string[]]>([
    ["nothing said changes nothing", [], ["0-40 operational", "40-60 major_outage", "60-100 operational"]],
    ["up joins with its neighbours", [stretch("up", 40, 60)], ["0-100 operational"]],
    [
      "down is a major outage",
      [stretch("down", 30, 60)],
      ["0-30 operational", "30-60 major_outage", "60-100 operational"],
    ],
    [
      "excluded is unknown",
      [stretch("excluded", 40, 60)],
      ["0-40 operational", "40-60 unknown", "60-100 operational"],
    ],
    [
      "the later said wins where two overlap",
      [stretch("down", 10, 50), stretch("up", 30, 80)],
      ["0-10 operational", "10-30 major_outage", "30-100 operational"],
    ],
    [
      "the later said wins within a longer one",
      [stretch("excluded", 0, 100), stretch("down", 20, 30)],
      ["0-20 unknown", "20-30 major_outage", "30-100 unknown"],
    ],
    [
      "outside of the timeline nothing is added",
      [stretch("down", -50, 10), stretch("down", 90, 500)],
      [
        "0-10 major_outage",
        "10-40 operational",
        "40-60 major_outage",
        "60-90 operational",
        "90-100 major_outage",
      ],
    ],
  ])("%s", (_title, corrections, expected) => {
    expect(told(outage, corrections)).toEqual(expected);
  });

  it("of nothing is nothing", () => {
    expect(correctedTimeline([], [stretch("up", 0, 10)])).toEqual([]);
  });

  const corrections = fc.array(
    fc
      .record({
        verdict: fc.constantFrom(...VERDICTS),
        startedAt: fc.integer({ min: -10, max: 105 }),
        length: fc.integer({ min: 1, max: 60 }),
      })
      .map(({ length, ...one }): CorrectedStretch => ({ ...one, endedAt: one.startedAt + length })),
    { maxLength: 6 },
  );

  it("agrees with a list of instants that corrections are written over, one after the other", () => {
    fc.assert(
      fc.property(timelines({ from: 0, stepMs: 20 }), corrections, (timeline, given) => {
        const instants = Array.from({ length: 100 }, (_, at) => stateAt(timeline, at));
        for (const one of given)
          for (let at = Math.max(0, one.startedAt); at < Math.min(100, one.endedAt); at++)
            instants[at] = STATE_OF_VERDICT[one.verdict];
        const naive = noMs();
        for (const state of instants) naive[state] += 1;
        const corrected = correctedTimeline(clip(timeline, 0, 100, 100), given);
        expect(corrected.flatMap((one) => Array(one.endedAt - one.startedAt).fill(one.state))).toEqual(
          instants,
        );
        for (const [i, one] of corrected.entries()) expect(one.state).not.toBe(corrected[i + 1]?.state);
        const ms = millisecondsByState(corrected, 0, 100);
        expect(ms).toEqual(naive);
        expect(uptimePercent(ms, DEFAULT_POLICY)).toBe(uptimePercent(naive, DEFAULT_POLICY));
      }),
    );
  });
});

describe("newCorrection", () => {
  const body = {
    verdict: "up",
    started_at: "2026-11-20T01:00:00Z",
    ended_at: "2026-11-20T10:12:00+09:00",
    reason: "r",
  };

  it("reads instants of any zone", () => {
    expect(newCorrection.parse(body)).toEqual({
      verdict: "up",
      started_at: Date.parse("2026-11-20T01:00:00Z"),
      ended_at: Date.parse("2026-11-20T01:12:00Z"),
      reason: "r",
    });
  });

  it.each([
    ["no reason", { reason: undefined }],
    ["an empty reason", { reason: " \n " }],
    ["a reason that is too long", { reason: "x".repeat(MAX_REASON_LENGTH + 1) }],
    ["another verdict", { verdict: "degraded" }],
    ["a local time", { started_at: "2026-11-20T01:00:00" }],
    ["a day that does not exist", { started_at: "2026-02-30T01:00:00Z" }],
    ["the year 1", { started_at: "0101-01-01T00:00:00Z" }],
  ])("refuses %s", (_title, change) => {
    expect(newCorrection.safeParse({ ...body, ...change }).success).toBe(false);
  });
});

describe("checkCorrection", () => {
  const now = 200 * DAY;
  const faults = (started_at: number, ended_at: number): string[] => {
    try {
      checkCorrection({ started_at, ended_at }, 50 * DAY, now);
      return [];
    } catch (error) {
      return (error as Failure).faults.map(({ path, message }) => `${path} ${message}`);
    }
  };

  it("takes what lies between the beginning and now", () => {
    expect(faults(50 * DAY, 51 * DAY)).toEqual([]);
    expect(faults(now - 92 * DAY, now)).toEqual([]);
  });

  it.each([
    ["the future", now - 1, now + 1, "correction.ended_at must not lie in the future"],
    ["an end before its start", 60 * DAY, 60 * DAY, "correction.ended_at must lie after started_at"],
    ["more than 92 days", 60 * DAY, 152 * DAY + 1, "correction.ended_at at most 92 days after started_at"],
    [
      "what is not covered",
      50 * DAY - 1,
      51 * DAY,
      "correction.started_at the component is covered from 1970-02-20T00:00:00.000Z on",
    ],
  ])("refuses %s", (_title, from, until, fault) => {
    expect(faults(from, until)).toEqual([fault]);
  });

  it("refuses as invalid", () => {
    expect(() => checkCorrection({ started_at: 0, ended_at: 1 }, 5, 10)).toThrow(Failure);
  });
});
