import { describe, expect, it } from "vitest";
import { type Circumstances, clockOf, dueLevels, type Timer, timersToSet } from "./clock.ts";
import { ACK_HOLD_MS, type Escalated } from "./policy.ts";
import { DEFAULT_LEVELS } from "./seed.ts";

const NOON = Date.UTC(2026, 10, 24, 12);
const at = (clock: string) => Date.parse(`2026-11-24T${clock}Z`);
const MINUTE = 60_000;
const critical: Escalated = {
  severity: "critical",
  detectedAt: NOON,
  criticalAt: NOON,
  resolvedAt: null,
  resumesAt: null,
};
const CALM: Circumstances = { floor: null, exhaustsInMs: null };
const due = (
  violation: Partial<Escalated> = {},
  circumstances: Partial<Circumstances> = {},
  now = NOON,
): [number, string, string][] =>
  dueLevels({ ...critical, ...violation }, DEFAULT_LEVELS, { ...CALM, ...circumstances }, now).map(
    ({ level, dueAt, reason }) => [level, new Date(dueAt).toISOString().slice(11, 19), reason],
  );

describe("levels of a critical violation", () => {
  it("E-28: nobody acknowledges, the budget is large: 12:00, 12:05, 12:15, 12:30", () => {
    const exhaustsInMs = 2_592_000;
    expect(due({}, { exhaustsInMs })).toEqual([
      [1, "12:00:00", "time"],
      [2, "12:05:00", "time"],
      [3, "12:15:00", "time"],
      [4, "12:30:00", "time"],
    ]);
  });

  it("E-29: held by an acknowledgement, they go on after 30 minutes at the level that is due", () => {
    const now = at("12:06:00");
    const held = { ...critical, resumesAt: now + ACK_HOLD_MS };
    const all = dueLevels(held, DEFAULT_LEVELS, CALM, now);
    const done = [1, 2].map((level) => ({
      level,
      baseAt: NOON,
      dueAt: NOON,
      doneAt: NOON,
      cancelledAt: null,
    }));
    const resumed = { baseAt: NOON, dueAt: at("12:36:00"), reason: "resumed" };
    expect(timersToSet(all, done, now)).toEqual([
      { level: 3, ...resumed },
      { level: 4, ...resumed },
    ]);
  });

  it("go on after the hold at their own time where that comes later", () => {
    const resumesAt = at("12:10:00");
    expect(due({ resumesAt }).map(([level, clock]) => [level, clock])).toEqual([
      [1, "12:00:00"],
      [2, "12:10:00"],
      [3, "12:15:00"],
      [4, "12:30:00"],
    ]);
  });

  it("E-30: what the content demands is due at once, held or not", () => {
    const now = at("12:07:00");
    const held = { resumesAt: at("12:06:00") + ACK_HOLD_MS };
    expect(due(held, { floor: 4 }, now)).toEqual([
      [1, "12:00:00", "time"],
      [2, "12:07:00", "content"],
      [3, "12:07:00", "content"],
      [4, "12:07:00", "content"],
    ]);
    expect(due({}, { floor: 3 }).map(([, clock, reason]) => `${clock} ${reason}`)).toEqual([
      "12:00:00 time",
      "12:00:00 content",
      "12:00:00 content",
      "12:30:00 time",
    ]);
  });

  it("E-31: after it came back its clock runs on: what passed meanwhile is due", () => {
    const levels = dueLevels(critical, DEFAULT_LEVELS, CALM, at("12:20:00"));
    expect(levels.filter(({ dueAt }) => dueAt <= at("12:20:00")).map(({ level }) => level)).toEqual([
      1, 2, 3,
    ]);
  });

  it("E-32: a budget of 259.2 s ends within five minutes: level 2 at 12:00", () => {
    expect(due({}, { exhaustsInMs: 259_200 })[1]).toEqual([2, "12:00:00", "pre_emptive"]);
    expect(due({}, { exhaustsInMs: 300_000 })[1]).toEqual([2, "12:05:00", "time"]);
    expect(due({ resumesAt: at("12:30:00") }, { exhaustsInMs: 1 }, at("12:01:00"))[1]![1]).toBe("12:30:00");
  });

  it("half-open bounds: at 5:00 level 2 is due", () => {
    const isDue = (now: number) =>
      dueLevels(critical, DEFAULT_LEVELS, CALM, now).filter(({ dueAt }) => dueAt <= now).length;
    expect([isDue(NOON + 5 * MINUTE - 1), isDue(NOON + 5 * MINUTE)]).toEqual([1, 2]);
  });

  it("begin anew where it was a warning before", () => {
    const criticalAt = at("12:20:00");
    expect(clockOf({ ...critical, criticalAt })).toBe(criticalAt);
    expect(due({ criticalAt })[1]![1]).toBe("12:25:00");
  });
});

describe("what does not escalate", () => {
  it("is information, what is over, and a warning beyond level 1", () => {
    expect(due({ severity: "info" })).toEqual([]);
    expect(due({ resolvedAt: NOON + 1 })).toEqual([]);
    expect(due({ severity: "warning", criticalAt: null }, { floor: 4, exhaustsInMs: 0 })).toEqual([
      [1, "12:00:00", "time"],
    ]);
  });
});

describe("rows of timers", () => {
  const wanted = (now: number, fields: Partial<Escalated> = {}) =>
    dueLevels({ ...critical, ...fields }, DEFAULT_LEVELS, CALM, now);
  const rows = (fields: Partial<Timer>[] = []): Timer[] =>
    wanted(NOON).map((one, i) => ({ ...one, doneAt: null, cancelledAt: null, ...fields[i] }));
  const levels = (due: ReturnType<typeof wanted>, stored: Timer[], now: number) =>
    timersToSet(due, stored, now).map(({ level }) => level);

  it("are written once", () => {
    expect(levels(wanted(NOON), [], NOON)).toEqual([1, 2, 3, 4]);
    expect(levels(wanted(NOON + 1), rows(), NOON + 1)).toEqual([]);
  });

  it("move when somebody takes it, and never once done", () => {
    const done = { doneAt: NOON };
    const resumesAt = NOON + 40 * MINUTE;
    expect(levels(wanted(NOON, { resumesAt }), rows([done]), NOON)).toEqual([2, 3, 4]);
    expect(levels(wanted(NOON, { resumesAt }), rows([done, done, done, done]), NOON)).toEqual([]);
  });

  it("move away even when due, as long as nobody has acted on them", () => {
    const now = NOON + 20 * MINUTE;
    expect(levels(wanted(now, { resumesAt: now + ACK_HOLD_MS }), rows([{ doneAt: NOON }]), now)).toEqual([
      2, 3, 4,
    ]);
  });

  it("stay as they are once due, so that their moment is told as it was", () => {
    const now = NOON + 36 * MINUTE;
    const resumed = rows([{ doneAt: NOON }, { doneAt: NOON }, { dueAt: now }, { dueAt: now }]);
    expect(levels(wanted(now + 1), resumed, now + 1)).toEqual([]);
  });

  it("are set again by a clock that begins anew, and after they were cancelled", () => {
    const done = rows([{ doneAt: NOON }, { doneAt: NOON }, { cancelledAt: NOON }, { cancelledAt: NOON }]);
    expect(levels(wanted(NOON), done, NOON)).toEqual([3, 4]);
    const criticalAt = NOON + 60 * MINUTE;
    expect(levels(wanted(criticalAt, { criticalAt }), done, criticalAt)).toEqual([1, 2, 3, 4]);
    expect(levels(wanted(criticalAt, { severity: "warning", criticalAt: null }), done, criticalAt)).toEqual(
      [],
    );
  });
});
