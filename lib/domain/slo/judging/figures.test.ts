import { describe, expect, it } from "vitest";
import { judgedAt, judgedTime, NO_TIME, objectiveOf, window, windowsOf } from "#lib/testing/slo/judged.ts";
import { countsOf } from "../boundaries.ts";
import { parsePercent } from "../fraction.ts";
import type { Stretches } from "../stretches.ts";
import { eventFigures, type Target, timeFigures } from "./figures.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const T = Date.UTC(2026, 8, 1);
const at = (minutes: number) => T + minutes * MINUTE;
const stretch = (from: number, until: number): Stretches => [{ startedAt: at(from), endedAt: at(until) }];
const target = (text: string, fields: Partial<Target> = {}): Target => ({
  share: parsePercent(text),
  isStrict: false,
  hasBudget: true,
  ...fields,
});
const MONTH = { from: T, until: T + 30 * DAY };

describe("figures of time", () => {
  it("E-01: 259.2 s are exactly the budget: met, nothing left", () => {
    const down = [{ startedAt: T, endedAt: T + 259_200 }];
    expect(timeFigures(MONTH, { ...NO_TIME, raw: down, down }, target("99.99"))).toEqual({
      ...MONTH,
      good: "2591740800",
      total: "2592000000",
      attainment: "99.990000",
      rawAttainment: "99.990000",
      excludedMs: 0,
      unknownMs: 0,
      bounds: ["99.990000", "99.990000"],
      budget: "259200",
      remaining: "0",
      remainingPercent: "0.000000",
      isMet: true,
    });
    const more = [{ startedAt: T, endedAt: T + 259_201 }];
    expect(timeFigures(MONTH, { ...NO_TIME, raw: more, down: more }, target("99.99"))).toMatchObject({
      remaining: "-1",
      remainingPercent: "-0.000386",
      isMet: false,
    });
  });

  it("E-04: 50 minutes count, 80 are raw, and both are told", () => {
    const down = [...stretch(600, 640), ...stretch(1610, 1650)];
    const excluded = stretch(1620, 1740);
    expect(timeFigures(MONTH, { ...NO_TIME, raw: down, down, excluded }, target("99.99"))).toMatchObject({
      attainment: "99.884259",
      rawAttainment: "99.814814",
      excludedMs: 30 * MINUTE,
      isMet: false,
    });
  });

  it("E-26: of 1,440 slots 10 down and 40 missing: 99.3056 by the contract, between 96.5278 and it", () => {
    const SLOT = 0.5;
    const down = stretch(0, 10 * SLOT);
    const unknown = stretch(10 * SLOT, 50 * SLOT);
    const figures = timeFigures(
      { from: T, until: at(1440 * SLOT) },
      { ...NO_TIME, raw: down, down, unknown },
      target("99"),
    );
    expect(figures).toMatchObject({
      attainment: "99.305555",
      bounds: ["96.527777", "99.305555"],
      unknownMs: 40 * SLOT * MINUTE,
    });
    // Over known slots: 1,390 of 1,400.
    expect((1390 / 1400).toFixed(6)).toBe("0.992857");
  });

  it("has no worse bound for what is unknown within excluded time", () => {
    const unknown = stretch(0, 100);
    const figures = timeFigures(MONTH, { ...NO_TIME, unknown, excluded: stretch(0, 60) }, target("99"));
    expect(figures.bounds).toEqual(["99.907407", "100.000000"]);
  });

  it("counts corrections that were taken out beforehand as excluded", () => {
    const figures = timeFigures(
      MONTH,
      { ...NO_TIME, raw: stretch(0, 30), down: stretch(10, 30) },
      target("99.99"),
    );
    expect(figures).toMatchObject({
      excludedMs: 10 * MINUTE,
      attainment: "99.953703",
      rawAttainment: "99.930555",
    });
  });

  it("is nothing without any knowledge, and before anything is covered", () => {
    const blind = timeFigures(MONTH, { ...NO_TIME, unknown: stretch(0, 43_200) }, target("99"));
    expect(blind).toMatchObject({
      attainment: null,
      rawAttainment: null,
      bounds: null,
      isMet: null,
      unknownMs: 30 * DAY,
    });
    const future = timeFigures(MONTH, { ...NO_TIME, coveredFrom: T + 40 * DAY }, target("99"));
    expect(future).toMatchObject({ total: "0", attainment: null, budget: "0", remainingPercent: null });
  });

  it("begins when it is covered, and counts nothing of what was before", () => {
    const down = [...stretch(0, 10), ...stretch(21_600, 21_610)];
    const facts = { ...NO_TIME, raw: down, down, coveredFrom: at(21_600) };
    expect(timeFigures(MONTH, facts, target("99.99"))).toMatchObject({
      total: String(15 * DAY),
      attainment: "99.953703",
      budget: "129600",
      remaining: "-470400",
    });
  });

  it("has the budget of the whole month while it runs", () => {
    const down = stretch(0, 3);
    const figures = timeFigures(
      { from: T, until: at(60) },
      { ...NO_TIME, raw: down, down },
      target("99.99"),
      MONTH.until,
    );
    expect(figures).toMatchObject({
      attainment: "95.000000",
      budget: "259200",
      remaining: "79200",
      isMet: true,
    });
  });
});

describe("figures of events", () => {
  it("E-08: 4,200 bad of 10,000,000: 58 % of the budget left", () => {
    const amount = { good: 9_995_800n, total: 10_000_000n };
    expect(eventFigures(MONTH, amount, target("99.9"))).toEqual({
      ...MONTH,
      good: "9995800",
      total: "10000000",
      attainment: "99.958000",
      rawAttainment: "99.958000",
      excludedMs: 0,
      unknownMs: 0,
      bounds: null,
      budget: "10000",
      remaining: "5800",
      remainingPercent: "58.000000",
      isMet: true,
    });
  });

  it("meets a target at equality unless the contract says less or more", () => {
    const isMet = (isStrict: boolean, good: bigint) =>
      eventFigures(MONTH, { good, total: 1000n }, target("99.5", { isStrict })).isMet;
    expect([isMet(false, 995n), isMet(true, 995n), isMet(true, 996n), isMet(false, 994n)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it("Q-18: one failure of 30 is 96.67 %, whatever the target", () => {
    expect(eventFigures(MONTH, { good: 29n, total: 30n }, target("99.99"))).toMatchObject({
      attainment: "96.666666",
      isMet: false,
      remaining: "-1",
    });
  });

  it("has no value without events and no budget without tolerance", () => {
    expect(eventFigures(MONTH, { good: 0n, total: 0n }, target("99"))).toMatchObject({
      attainment: null,
      isMet: null,
      remainingPercent: null,
    });
    const strict = eventFigures(MONTH, { good: 9n, total: 10n }, target("100", { hasBudget: false }));
    expect(strict).toMatchObject({ budget: null, remaining: null, remainingPercent: null, isMet: false });
  });
});

describe("the ranges of an objective", () => {
  const settings = { contract: { kind: "month", timeZone: "Asia/Seoul" } } as const;
  const now = Date.UTC(2026, 8, 30, 15, 20);

  it("E-38: a month ends in the zone of the contract: ten minutes to September, twenty to October", () => {
    const down = [{ startedAt: Date.UTC(2026, 8, 30, 14, 50), endedAt: now }];
    const objective = objectiveOf(
      { kind: "availability", components: [], combine: "any", evidence: [] },
      "99.9",
      [],
      settings,
    );
    const contract = (moment: number) => judgedTime(objective, { down }, moment).figures?.contract;
    expect(contract(now)).toMatchObject({
      from: Date.UTC(2026, 8, 30, 15),
      until: now,
      good: "0",
      total: String(20 * MINUTE),
      budget: String(44_640 * 60),
    });
    const september = contract(Date.UTC(2026, 8, 30, 15) - 1);
    expect(september?.good).toBe(String(30 * DAY - 1 - 10 * MINUTE + 1));
    expect(september?.budget).toBe("2592000");
  });

  it("are the same for events, on windows", () => {
    const objective = objectiveOf({ kind: "ratio", sli: "a" }, "99", [], settings);
    const windows = windowsOf(Date.UTC(2026, 8, 30, 14, 55), [
      [80, 100],
      [90, 100],
      [99, 100],
    ]);
    const { figures } = judgedAt(objective, [windows], Date.UTC(2026, 8, 30, 15, 12));
    expect(figures).toMatchObject({
      unit: "events",
      operational: { good: "269", total: "300", until: Date.UTC(2026, 8, 30, 15, 15) },
      contract: { good: "189", total: "200", from: Date.UTC(2026, 8, 30, 15) },
      ninetyDays: { good: "269", from: Date.UTC(2026, 6, 3) },
      latency: null,
    });
    expect(
      judgedAt(objectiveOf({ kind: "ratio", sli: "a" }, "99", []), [windows], now).figures?.contract,
    ).toBeNull();
    expect(judgedAt(objective, [[]], now).figures).toBeNull();
  });

  it("tell the newest complete window's percentiles", () => {
    const objective = objectiveOf(
      { kind: "latency", sli: "a", percentile: 95, thresholdUs: 100_000 },
      "99",
      [],
    );
    const full = window(at(0), 4, 4, countsOf([40_000, 50_000, 80_000, 160_000]));
    const windows = [full, window(at(5), 1, 1), window(at(10), 1, 1, countsOf([1]))];
    const { figures } = judgedAt(objective, [windows], at(12));
    expect(figures?.latency).toEqual({ p50Us: 50_000, p95Us: 160_000, p99Us: 160_000, windowAt: at(0) });
    expect(judgedAt(objective, [windows], at(15)).figures?.latency?.windowAt).toBe(at(10));
  });
});
