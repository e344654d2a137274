import { describe, expect, it } from "vitest";
import { BURN_ALERTS, objectiveOf } from "#lib/testing/slo/judged.ts";
import type { AlertRule, SloSettings } from "../definition.ts";
import { LATE_MS } from "../life.ts";
import { NO_MEMORY } from "./input.ts";
import { contractMonth, dataUntilOf, rangesOf, windowStart, windowsFrom } from "./ranges.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 8, 14, 9, 2);
const CONTRACT = { contract: { kind: "month", timeZone: "Asia/Seoul" } } as const;
const objective = (alerts: AlertRule[] = [], settings: Partial<SloSettings> = {}) =>
  objectiveOf({ kind: "ratio", sli: "a" }, "99", alerts, settings);

describe("the ranges that a round reads", () => {
  const of = (alerts: AlertRule[], settings: Partial<SloSettings>, dataUntil: number | null = null) =>
    new Map(
      rangesOf(objective(alerts, settings), { now: NOW, timeZone: "UTC", dataUntil }).map(
        ({ key, from, until }) => [key, { from, until }],
      ),
    );

  it("end with the running window for figures, and with the newest data for alerts", () => {
    const dataUntil = Date.UTC(2026, 8, 14, 8, 50);
    const ranges = of(BURN_ALERTS.slice(0, 2), CONTRACT, dataUntil);
    const until = Date.UTC(2026, 8, 14, 9, 5);
    expect([...ranges.keys()].sort()).toEqual([
      "contract",
      "ninety_days",
      "operational",
      "trailing:1800",
      "trailing:21600",
      "trailing:300",
      "trailing:3600",
    ]);
    expect(ranges.get("operational")).toEqual({ from: until - 30 * DAY, until });
    expect(ranges.get("ninety_days")).toEqual({ from: Date.UTC(2026, 5, 17), until });
    expect(ranges.get("contract")).toEqual({ from: Date.UTC(2026, 7, 31, 15), until });
    expect(ranges.get("trailing:21600")).toEqual({ from: dataUntil - 6 * HOUR, until: dataUntil });
    expect(ranges.get("trailing:300")).toEqual({ from: dataUntil - 5 * MINUTE, until: dataUntil });
  });

  it("end with the last complete window where there is no data, and have no contract without one", () => {
    const ranges = of([{ kind: "lasting", severity: "warning", below: "98", forSeconds: 1800 }], {});
    expect([...ranges.keys()].sort()).toEqual([
      "ninety_days",
      "operational",
      "trailing:1800",
      "trailing:300",
      "trailing:3600",
    ]);
    expect(ranges.get("trailing:1800")).toEqual({
      from: Date.UTC(2026, 8, 14, 8, 30),
      until: Date.UTC(2026, 8, 14, 9),
    });
  });

  it("begin ninety days ago in the page's zone, today included", () => {
    const [range] = rangesOf(objective(), { now: NOW, timeZone: "America/New_York", dataUntil: null }).filter(
      ({ key }) => key === "ninety_days",
    );
    expect(range?.from).toBe(Date.UTC(2026, 5, 17, 4));
  });
});

describe("the month of a contract", () => {
  it("is that of its zone, and none without a contract", () => {
    expect(contractMonth(objective([], CONTRACT), Date.UTC(2026, 8, 30, 15))).toEqual({
      startedAt: Date.UTC(2026, 8, 30, 15),
      endedAt: Date.UTC(2026, 9, 31, 15),
    });
    expect(contractMonth(objective([], CONTRACT), Date.UTC(2026, 8, 30, 15) - 1)?.endedAt).toBe(
      Date.UTC(2026, 8, 30, 15),
    );
    expect(contractMonth(objective(), NOW)).toBeNull();
  });
});

describe("the windows that a round reads", () => {
  const start = Date.UTC(2026, 8, 14, 9);

  it("go back three hours, or as far as a rule looks and an hour", () => {
    expect(windowsFrom(objective(), NO_MEMORY, NOW)).toBe(start - 3 * HOUR);
    const lasting: AlertRule = { kind: "lasting", severity: "warning", below: "98", forSeconds: 3 * 3600 };
    expect(windowsFrom(objective([lasting]), NO_MEMORY, NOW)).toBe(start - 4 * HOUR);
    const nearing: AlertRule = { kind: "nearing", severity: "info", percent: 80, windowSeconds: 5 * 3600 };
    expect(windowsFrom(objective([nearing, lasting]), NO_MEMORY, NOW)).toBe(start - 6 * HOUR);
    expect(windowsFrom(objective(BURN_ALERTS), NO_MEMORY, NOW)).toBe(start - 3 * HOUR);
  });

  it("go back to what has not settled, at most a day", () => {
    const from = (ago: number) => windowsFrom(objective(), { ...NO_MEMORY, settledUntil: start - ago }, NOW);
    expect(from(HOUR)).toBe(start - 3 * HOUR);
    expect(from(5 * HOUR)).toBe(start - 5 * HOUR);
    expect(from(50 * HOUR)).toBe(start - DAY);
    expect(LATE_MS).toBe(HOUR);
  });

  it("lie on five minutes of UTC", () => {
    expect(windowStart(NOW)).toBe(start);
    expect(windowStart(start)).toBe(start);
    expect(windowStart(start - 1)).toBe(start - 5 * MINUTE);
  });
});

describe("the newest data", () => {
  const window = (at: number, total = 1n) => ({ at, total });

  it("is the end of the newest complete window with any event, of any SLI", () => {
    const start = Date.UTC(2026, 8, 14, 8, 50);
    expect(dataUntilOf([[window(start)], [window(start - HOUR)]], NOW)).toBe(start + 5 * MINUTE);
    expect(dataUntilOf([[window(start), window(start + 5 * MINUTE)]], NOW)).toBe(start + 10 * MINUTE);
    expect(dataUntilOf([[window(start), window(start + 10 * MINUTE)]], NOW)).toBe(start + 5 * MINUTE);
    expect(dataUntilOf([[window(start), window(start + 5 * MINUTE, 0n)]], NOW)).toBe(start + 5 * MINUTE);
    expect(dataUntilOf([[], [window(start, 0n)]], NOW)).toBeNull();
    expect(dataUntilOf([[window(start + 5 * MINUTE)]], start + 10 * MINUTE)).toBe(start + 10 * MINUTE);
  });
});
