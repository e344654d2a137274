import { describe, expect, it } from "vitest";
import { criticalAtAfter, durationOf, type Firing, LATE_MS, transitionOf } from "./life.ts";
import type { Violation } from "./violation.ts";

const T = Date.UTC(2026, 10, 24, 9);
const MINUTE = 60_000;
const at = (minutes: number) => T + minutes * MINUTE;

const firing = (fields: Partial<Firing> = {}): Firing => ({
  rule: "consecutive:3",
  severity: "warning",
  startedAt: at(15),
  detectedAt: at(30),
  lastBadAt: at(30),
  actual: "98.2",
  target: "99.9",
  unit: "percent",
  ...fields,
});
const violated = (fields: Partial<Firing> = {}) => ({ kind: "violated", firing: firing(fields) }) as const;
const met = { kind: "met", endedAt: at(35), resolvedAt: at(50) } as const;

const violation = (fields: Partial<Violation> = {}): Violation => ({
  ...{ id: "v", pageId: "p", sloId: "s", sloKey: "SLO-003", sloName: "s", objectiveId: "o" },
  ...{ objectiveKey: "o", objectiveName: "o", tierKey: null, scope: "", rule: "consecutive:3" },
  ...{ severity: "warning", startedAt: at(15), detectedAt: at(30), criticalAt: null },
  ...{ endedAt: null, resolvedAt: null, resolvedBy: null, acknowledgedAt: null, acknowledgedBy: null },
  ...{
    resumesAt: null,
    budgetEndsAt: null,
    level: 0,
    actual: "98.2",
    target: "99.9",
    unit: "percent",
    componentIds: [],
  },
  ...{ incidentId: null, reopened: 0, revision: 1 },
  ...fields,
});
const past = (fields: Partial<Violation> = {}) =>
  violation({ endedAt: at(35), resolvedAt: at(50), ...fields });

describe("the life of a violation", () => {
  it("opens when a rule fires, and not twice", () => {
    expect(transitionOf(null, violated(), at(30))).toBe("open");
    expect(transitionOf(violation(), violated(), at(31))).toBe("none");
  });

  it("opens nothing for a past that ended more than an hour ago", () => {
    const lastBadAt = at(30);
    expect(transitionOf(null, violated({ lastBadAt }), lastBadAt + LATE_MS)).toBe("open");
    expect(transitionOf(null, violated({ lastBadAt }), lastBadAt + LATE_MS + 1)).toBe("none");
    expect(transitionOf(past(), violated({ lastBadAt }), lastBadAt + LATE_MS + 1)).toBe("none");
  });

  it("is neither begun nor ended by silence", () => {
    expect(transitionOf(null, { kind: "unknown" }, at(30))).toBe("none");
    expect(transitionOf(violation(), { kind: "unknown" }, at(60 * 24))).toBe("none");
    expect(transitionOf(past(), { kind: "unknown" }, at(60))).toBe("none");
  });

  it("ends when its rules say so, once", () => {
    expect(transitionOf(violation(), met, at(50))).toBe("resolve");
    expect(transitionOf(past(), met, at(51))).toBe("none");
    expect(transitionOf(null, met, at(51))).toBe("none");
  });

  it.each([
    ["info", "warning", "worsen"],
    ["info", "critical", "worsen"],
    ["warning", "critical", "worsen"],
    ["critical", "warning", "ease"],
    ["warning", "info", "ease"],
    ["critical", "critical", "none"],
  ] as const)("from %s to %s: %s", (before, after, transition) => {
    expect(transitionOf(violation({ severity: before }), violated({ severity: after }), at(40))).toBe(
      transition,
    );
  });

  it("comes back within ten minutes as the same, and later as another", () => {
    const again = (minutes: number) => ({
      startedAt: at(52),
      detectedAt: at(minutes),
      lastBadAt: at(minutes),
    });
    expect(transitionOf(past(), violated(again(60)), at(60))).toBe("reopen");
    expect(transitionOf(past(), violated({ ...again(60), detectedAt: at(60) + 1 }), at(61))).toBe("open");
  });

  it("stays ended for the run that a person ended it in, unless that becomes worse", () => {
    const ended = past({ resolvedBy: "u", resolvedAt: at(40) });
    const same = { lastBadAt: at(45), detectedAt: at(30) };
    expect(transitionOf(ended, violated(same), at(45))).toBe("none");
    expect(transitionOf(ended, violated({ ...same, severity: "info" }), at(45))).toBe("none");
    expect(transitionOf(ended, violated({ ...same, severity: "critical", detectedAt: at(45) }), at(45))).toBe(
      "reopen",
    );
    const another = { startedAt: at(40) + 1, detectedAt: at(45), lastBadAt: at(45) };
    expect(transitionOf(ended, violated(another), at(45))).toBe("reopen");
    expect(transitionOf(ended, violated({ ...another, startedAt: at(40) }), at(45))).toBe("none");
  });
});

describe("the clock of the escalation", () => {
  const critical = (detectedAt: number) => firing({ severity: "critical", detectedAt });
  it("begins when it is detected as critical", () => {
    expect(criticalAtAfter(null, firing(), at(30))).toBeNull();
    expect(criticalAtAfter(null, critical(at(30)), at(31))).toBe(at(30));
  });
  it("does not count the time in which it was only warned of", () => {
    expect(criticalAtAfter(violation(), critical(at(30)), at(90))).toBe(at(90));
    expect(criticalAtAfter(violation(), critical(at(95)), at(90))).toBe(at(95));
  });
  it("runs on when it comes back, and ends when it is eased", () => {
    const before = past({ severity: "critical", criticalAt: at(30) });
    expect(criticalAtAfter(before, critical(at(55)), at(55))).toBe(at(30));
    expect(criticalAtAfter(before, firing(), at(55))).toBeNull();
    expect(criticalAtAfter(past({ severity: "critical" }), critical(at(55)), at(56))).toBe(at(55));
  });
  it("lasts from the first bad moment to the last, and until now while it is open", () => {
    expect(durationOf(past(), at(90))).toBe(20 * MINUTE);
    expect(durationOf(violation(), at(90))).toBe(75 * MINUTE);
    expect(durationOf(violation({ startedAt: at(91) }), at(90))).toBe(0);
  });
});
