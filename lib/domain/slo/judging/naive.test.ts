import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { amountsIn, judgedAt, judgedTime, objectiveOf, windowsOf } from "#lib/testing/slo/judged.ts";
import { type AlertRule, WINDOW_MS } from "../definition.ts";
import { parsePercent } from "../fraction.ts";
import { type Stretch, union } from "../stretches.ts";
import { timeFigures } from "./figures.ts";
import { NO_MEMORY } from "./input.ts";

/** The same things, told again as plainly as can be: one minute, or one window, after the other. */

const MINUTE = 60_000;
const T = Date.UTC(2026, 8, 14, 9);
const LENGTH = 120;
const at = (minutes: number) => T + minutes * MINUTE;
const stretches = fc
  .array(fc.tuple(fc.integer({ min: -20, max: LENGTH }), fc.integer({ min: 1, max: 50 })), { maxLength: 5 })
  .map((pairs) =>
    union(pairs.map(([from, length]) => ({ startedAt: at(from), endedAt: at(from + length) }))),
  );
const has = (all: readonly Stretch[], minute: number) =>
  all.some(({ startedAt, endedAt }) => startedAt <= at(minute) && at(minute) < endedAt);
const minutes = Array.from({ length: LENGTH }, (_, minute) => minute);

describe("figures of time", () => {
  it("are what counting minutes one by one gives", () => {
    fc.assert(
      fc.property(
        fc.record({
          down: stretches,
          excluded: stretches,
          unknown: stretches,
          coveredFrom: fc.option(fc.integer({ min: -10, max: LENGTH - 1 })),
        }),
        ({ coveredFrom, ...facts }) => {
          const covered = minutes.filter((minute) => coveredFrom === null || minute >= coveredFrom);
          const count = (test: (minute: number) => boolean) => covered.filter(test).length;
          const counted = count((minute) => has(facts.down, minute) && !has(facts.excluded, minute));
          const raw = count((minute) => has(facts.down, minute));
          const blind = count((minute) => has(facts.unknown, minute));
          const figures = timeFigures(
            { from: T, until: at(LENGTH) },
            { ...facts, raw: facts.down, coveredFrom: coveredFrom === null ? null : at(coveredFrom) },
            { share: parsePercent("90"), isStrict: false, hasBudget: true },
          );
          const cut = (bad: number) => {
            const millionths = (BigInt(covered.length - bad) * 100_000_000n) / BigInt(covered.length);
            return `${millionths / 1_000_000n}.${String(millionths % 1_000_000n).padStart(6, "0")}`;
          };
          expect(figures).toMatchObject({
            total: String(covered.length * MINUTE),
            good: String((covered.length - counted) * MINUTE),
            excludedMs: (raw - counted) * MINUTE,
            unknownMs: blind * MINUTE,
            attainment: blind < covered.length ? cut(counted) : null,
            rawAttainment: blind < covered.length ? cut(raw) : null,
            isMet: blind < covered.length ? counted * 10 <= covered.length : null,
          });
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("burn rates of a round", () => {
  const alert: AlertRule = {
    kind: "burn",
    severity: "critical",
    longSeconds: 3600,
    shortSeconds: 300,
    factor: 14.4,
  };
  const pairs = fc.array(
    fc.option(
      fc
        .integer({ min: 0, max: 60 })
        .chain((total) =>
          fc
            .integer({ min: 0, max: Math.min(total, 3) })
            .map((bad): [number, number] => [total - bad, total]),
        ),
      { nil: null },
    ),
    { minLength: 1, maxLength: 30 },
  );

  it("fire exactly when both trailing sums, counted naively, exceed the factor", () => {
    const objective = objectiveOf({ kind: "ratio", sli: "a" }, "99.5", [alert]);
    fc.assert(
      fc.property(pairs, (given) => {
        const windows = windowsOf(T, given);
        const now = T + given.length * WINDOW_MS;
        const last = windows.findLast(({ total }) => total > 0n);
        const until = last ? last.at + WINDOW_MS : null;
        const exceeds = (seconds: number) => {
          const inside = windows.filter(
            ({ at: start }) => start >= until! - seconds * 1000 && start < until!,
          );
          const total = inside.reduce((sum, one) => sum + one.total, 0n);
          const bad = inside.reduce((sum, one) => sum + one.total - one.good, 0n);
          // bad / total / 0.005 > 14.4, without dividing.
          return total < 20n ? null : bad * 10_000n > total * 720n;
        };
        const isFresh = until !== null && now - until <= 3_600_000;
        const expected = isFresh && exceeds(3600) === true && exceeds(300) === true;
        expect(judgedAt(objective, [windows], now).firing.length === 1).toBe(expected);
      }),
      { numRuns: 300 },
    );
  });

  it("have sums that are those of the windows in their range", () => {
    const objective = objectiveOf({ kind: "ratio", sli: "a" }, "99.5", [alert]);
    const windows = [
      windowsOf(T, [
        [1, 2],
        [3, 4],
        [5, 6],
      ]),
    ];
    const amounts = amountsIn(objective, windows, T + 15 * MINUTE);
    expect(amounts.get("trailing:300")).toEqual([{ good: 5n, total: 6n }]);
    expect(amounts.get("trailing:3600")).toEqual([{ good: 9n, total: 12n }]);
  });
});

describe("an outage", () => {
  it("never opens anything within maintenance, and never resolves by silence, whatever happens around it", () => {
    const objective = objectiveOf(
      { kind: "availability", components: [], combine: "any", evidence: [] },
      "99.9",
      [{ kind: "burn", severity: "critical", longSeconds: 3600, shortSeconds: 300, factor: 14.4 }],
    );
    fc.assert(
      fc.property(stretches, fc.integer({ min: 1, max: LENGTH }), (down, minute) => {
        const now = at(minute);
        const excluded = [{ startedAt: at(-100), endedAt: at(300) }];
        expect(judgedTime(objective, { down, excluded }, now).firing).toEqual([]);
        const opened = judgedTime(objective, { down }, now);
        const silence = [{ startedAt: now, endedAt: now + 90 * MINUTE }];
        const past = down.map(({ startedAt, endedAt }) => ({ startedAt, endedAt: Math.min(endedAt, now) }));
        const known = past.filter(({ startedAt, endedAt }) => startedAt < endedAt);
        const later = judgedTime(
          objective,
          { down: known, unknown: silence },
          now + 90 * MINUTE,
          opened.memory,
        );
        expect(later.firing.length).toBe(opened.firing.length);
        expect(
          judgedTime(objective, { down: known, unknown: silence }, now + 90 * MINUTE, NO_MEMORY).verdict,
        ).toEqual({
          kind: "unknown",
        });
      }),
      { numRuns: 150 },
    );
  });
});
