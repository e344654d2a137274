import { describe, expect, it } from "vitest";
import { MINUTE_MS, outage, september, slaMonth } from "#lib/testing/slo/months.ts";
import { parsePercent } from "../slo/fraction.ts";
import type { TierKey } from "../slo/tier.ts";
import { firstFriday } from "./calendar.ts";
import { evaluateSla, type SlaMonth } from "./evaluate.ts";

const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const of = (fields: Partial<SlaMonth>) => evaluateSla(slaMonth(fields));
const between = (from: string, until: string) => ({ startedAt: september(from), endedAt: september(until) });

describe("worked examples of availability", () => {
  it("E-01: 259.2 s of Enterprise Plus are 99.99 % exactly: nothing left, and no credit", () => {
    const result = of({ outages: [outage(4.32)] });
    expect(result).toMatchObject({
      totalMs: 2_592_000_000,
      countedMs: 259_200,
      availability: "99.990000",
      shown: "99.9900",
      budgetMs: 259_200n,
      remainingMs: 0n,
      isBreached: false,
    });
    expect(result.credit).toMatchObject({ availabilityPercent: 0, amountMinor: 0n });
    const more = of({
      outages: [outage(4.32), { startedAt: september("20 00:00"), endedAt: september("20 00:00") + 1 }],
    });
    expect(more).toMatchObject({ remainingMs: -1n, isBreached: true, availability: "99.989999" });
    expect(more.credit.amountMinor).toBe(50_000n);
  });

  it.each([
    ["2026-10", 31, "99.990143", 267_840n, false],
    ["2026-09", 30, "99.989814", 259_200n, true],
    ["2026-02", 28, "99.989087", 241_920n, true],
  ])("E-03: 4.4 minutes in %s, of %i days", (month, days, availability, budgetMs, isBreached) => {
    const startedAt = Date.parse(`${month}-03T00:00:00Z`);
    const result = of({ month, outages: [{ startedAt, endedAt: startedAt + 264_000 }] });
    expect(result).toMatchObject({ totalMs: days * DAY_MS, availability, budgetMs, isBreached });
  });

  const maintenance = [
    { ...between("20 03:00", "20 05:00"), noticeAt: september("17 03:00"), isCancelled: false },
  ];

  it("E-04: overlaps count once, maintenance told exactly 72 hours before is left out", () => {
    const outages = [
      between("14 10:00", "14 10:20"),
      between("14 10:15", "14 10:40"),
      between("20 02:50", "20 03:30"),
    ];
    expect(of({ outages, maintenance })).toMatchObject({
      downMs: 80 * MINUTE_MS,
      excludedMs: 30 * MINUTE_MS,
      countedMs: 50 * MINUTE_MS,
      availability: "99.884259",
      isBreached: true,
    });
    const late = [{ ...maintenance[0]!, noticeAt: september("17 03:00") + 1 }];
    expect(of({ outages, maintenance: late })).toMatchObject({ excludedMs: 0, countedMs: 80 * MINUTE_MS });
    const cancelled = [{ ...maintenance[0]!, isCancelled: true }];
    expect(of({ outages, maintenance: cancelled }).countedMs).toBe(80 * MINUTE_MS);
  });

  it("E-06: what overruns the maintenance counts: a breach of Enterprise Plus, not of Enterprise", () => {
    const outages = [between("20 03:00", "20 05:17")];
    const result = (tier: TierKey) => of({ tier, outages, maintenance });
    expect(result("enterprise_plus")).toMatchObject({
      countedMs: 17 * MINUTE_MS,
      availability: "99.960648",
      isBreached: true,
    });
    expect(result("enterprise").isBreached).toBe(false);
  });

  it("E-20: of a customer since the middle of the month the month is what they had", () => {
    const outages = [outage(4, 40_000)];
    const subscription = { startedAt: september("16 00:00"), endedAt: september("30 00:00") + 9 * DAY_MS };
    expect(of({ outages }).isBreached).toBe(false);
    expect(of({ outages, subscription })).toMatchObject({
      totalMs: 15 * DAY_MS,
      budgetMs: 129_600n,
      availability: "99.981481",
      isBreached: true,
    });
  });

  it("E-26: the contract takes missing slots for up: 1,430 of 1,440", () => {
    const startedAt = september("01 00:00");
    const result = of({
      subscription: { startedAt, endedAt: startedAt + 1440 * 30_000 },
      outages: [{ startedAt, endedAt: startedAt + 10 * 30_000 }],
    });
    expect(result.availability).toBe("99.305555");
  });

  it("E-33: inside a relaxed time only what exceeds its relief counts: 3 + 1.088 of 4.464 minutes", () => {
    const first = Date.UTC(2026, 11, 1);
    const minutes = (from: number, length: number) => ({
      startedAt: first + from * MINUTE_MS,
      endedAt: first + (from + length) * MINUTE_MS,
    });
    const adjustments = [{ startedAt: first, endedAt: first + 12 * DAY_MS, target: parsePercent("99.95") }];
    const outages = [minutes(100, 8), minutes(30_000, 3)];
    const result = of({ month: "2026-12", outages, adjustments });
    expect(result).toMatchObject({
      budgetMs: 267_840n,
      remainingMs: 22_560n,
      isBreached: false,
      countedMs: 11 * MINUTE_MS,
    });
    expect(of({ month: "2026-12", outages }).isBreached).toBe(true);
    // The relief is not pooled: unused inside, it pays nothing outside.
    const outside = of({ month: "2026-12", outages: [minutes(30_000, 5)], adjustments });
    expect(outside).toMatchObject({ isBreached: true, remainingMs: -32_160n });
  });

  it("E-38: an outage over the end of September in Seoul: 10 minutes to it, 20 to October", () => {
    const outages = [between("30 14:50", "30 15:20")];
    const counted = (month: string) => of({ month, timeZone: "Asia/Seoul", outages }).countedMs / MINUTE_MS;
    expect([counted("2026-08"), counted("2026-09"), counted("2026-10")]).toEqual([0, 10, 20]);
  });

  it("counts real minutes: November in New York has 43,260", () => {
    const result = of({ month: "2026-11", timeZone: "America/New_York" });
    expect(result.totalMs / MINUTE_MS).toBe(43_260);
  });
});

describe("worked examples of credits", () => {
  const run = (objective: string, days: number, windows: number) => ({
    objective,
    daysOver200Percent: days,
    longestRunWindows: windows,
  });
  const breach = { tier: "enterprise", outages: [outage(22)] } as const;
  const endpoints = ["a", "b", "c", "d"];

  it("E-17: breach, a day above 200 % and a run of four hours: 20 %, ₩200,000", () => {
    const { credit } = of({ ...breach, performance: [run("a", 1, 48)] });
    expect(credit).toEqual({
      availabilityPercent: 10,
      performancePercent: 10,
      cappedPercent: 20,
      isWaived: false,
      refundMinor: 0n,
      amountMinor: 200_000n,
    });
    expect(of({ ...breach, performance: [run("a", 0, 47)] }).credit.cappedPercent).toBe(10);
    expect(of({ tier: "enterprise", performance: [run("a", 0, 48)] }).credit.cappedPercent).toBe(5);
  });

  it("E-18: all four endpoints by both rules reach 50 %, and one more changes nothing", () => {
    const four = endpoints.map((name) => run(name, 3, 100));
    expect(of({ ...breach, performance: four }).credit).toMatchObject({
      cappedPercent: 50,
      amountMinor: 500_000n,
    });
    const five = of({ ...breach, performance: [...four, run("e", 1, 0)] }).credit;
    expect(five).toMatchObject({ performancePercent: 45, cappedPercent: 50, amountMinor: 500_000n });
  });

  it("E-21: one outage of 240 minutes waives the whole fee of Professional", () => {
    const whole = of({ tier: "professional", outages: [outage(240)] });
    expect(whole.availability).toBe("99.444444");
    expect(whole.credit).toMatchObject({
      availabilityPercent: 10,
      cappedPercent: 10,
      isWaived: true,
      amountMinor: 1_000_000n,
    });
    const almost = of({ tier: "professional", outages: [outage(239.999)] });
    expect(almost.credit).toMatchObject({ isWaived: false, amountMinor: 100_000n });
  });

  it("takes outages less than five minutes apart for one, without the pause between them", () => {
    const apart = (minutes: number) =>
      of({ outages: [outage(120, 3000), outage(120, 3120 + minutes)] }).credit.isWaived;
    expect([apart(4.9), apart(5)]).toEqual([true, false]);
    const short = of({ outages: [outage(119, 3000), outage(120, 3122)] });
    expect(short.credit.isWaived).toBe(false);
  });

  it("counts of a long outage what maintenance does not exclude, on both sides of it", () => {
    const maintenance = [
      { ...between("20 03:00", "20 05:00"), noticeAt: september("10 00:00"), isCancelled: false },
    ];
    const waived = (until: string) =>
      of({ outages: [between("20 01:00", until)], maintenance }).credit.isWaived;
    expect([waived("20 06:59"), waived("20 07:00")]).toEqual([false, true]);
  });

  it.each([
    ["E-24: 5 % of ₩333,333", 333_333n, "developer", 16_667n],
    ["E-24: 10 % of $199.99", 19_999n, "professional", 2_000n],
    ["5 % of nothing", 0n, "developer", 0n],
  ] as const)("%s is rounded half up, once", (_, feeMinor, tier, amountMinor) => {
    expect(of({ feeMinor, tier, outages: [outage(220)] }).credit.amountMinor).toBe(amountMinor);
  });

  it("refunds days of data loss and of a security incident, never more than the fee in all", () => {
    expect(of({ dataLossDays: 3 }).credit).toMatchObject({ refundMinor: 100_000n, amountMinor: 100_000n });
    expect(of({ dataLossDays: 1, securityDays: 1 }).credit.refundMinor).toBe(66_667n);
    const both = of({ dataLossDays: 15, outages: [outage(300)] }).credit;
    expect(both).toMatchObject({ isWaived: true, refundMinor: 500_000n, amountMinor: 1_000_000n });
    expect(of({ dataLossDays: 30, securityDays: 30 }).credit).toMatchObject({
      refundMinor: 1_000_000n,
      amountMinor: 1_000_000n,
    });
  });

  it.each([
    ["enterprise_plus", "99.99", 5],
    ["enterprise", "99.95", 10],
    ["professional", "99.9", 10],
    ["developer", "99.5", 5],
  ] as const)("gives %s below %s %% its %i %%", (tier, target, percent) => {
    const { credit, ...result } = of({ tier, outages: [outage(230)] });
    expect([result.target, credit.availabilityPercent, credit.cappedPercent]).toEqual([
      target,
      percent,
      percent,
    ]);
  });
});

describe("E-36: first Fridays", () => {
  it.each("01-02 02-06 03-06 04-03 05-01 06-05 07-03 08-07 09-04 10-02 11-06 12-04".split(" "))(
    "of 2026: %s",
    (day) => expect(firstFriday(`2026-${day.slice(0, 2)}`)).toBe(`2026-${day}`),
  );
});
