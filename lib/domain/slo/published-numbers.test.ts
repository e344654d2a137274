import { describe, expect, it } from "vitest";
import { budgetOf, remainingOf, shareOf, sumAmounts } from "./counting/amount.ts";
import { composed, jointTarget } from "./counting/composite.ts";
import {
  compare,
  decimalText,
  divide,
  type Fraction,
  fraction,
  multiply,
  ONE,
  parsePercent,
  percentText,
  subtract,
} from "./fraction.ts";
import {
  burnOf,
  burnPairsOf,
  burnRate,
  exceeds,
  exhaustionMs,
  factorOf,
  greatestBurn,
  millisecondsToFire,
} from "./rules/burn.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const MONTH = 30 * DAY;
const YEAR = 365 * DAY;
const of = (numerator: number, denominator = 1) => fraction(BigInt(numerator), BigInt(denominator));
const seconds = (windowSeconds: number, target: string) =>
  budgetOf(BigInt(windowSeconds), parsePercent(target));
const inUnits = (value: Fraction, unit: number, decimals: number) =>
  decimalText(divide(value, of(unit)), decimals);
const amount = (good: number, total: number) => ({ good: BigInt(good), total: BigInt(total) });

describe("O-01: what a target allows", () => {
  it.each([
    ["99", MONTH, HOUR, "7.2000"],
    ["99.5", MONTH, HOUR, "3.6000"],
    ["99.5", WEEK, MINUTE, "50.4000"],
    ["99.9", MONTH, MINUTE, "43.2000"],
    ["99.9", WEEK, MINUTE, "10.0800"],
    ["99.9", YEAR, HOUR, "8.7600"],
    ["99.95", MONTH, MINUTE, "21.6000"],
    ["99.95", WEEK, MINUTE, "5.0400"],
    ["99.99", MONTH, MINUTE, "4.3200"],
    ["99.99", WEEK, 1, "60.4800"],
    ["99.99", YEAR, MINUTE, "52.5600"],
    ["99.99", DAY, 1, "8.6400"],
    ["99.999", MONTH, 1, "25.9200"],
  ])("%s %% of %i s: in units of %i s %s", (target, window, unit, expected) => {
    expect(inUnits(seconds(window, target), unit, 4)).toBe(expected);
  });

  it("O-02: of a month of 30.44 days 43.83, 21.92 and 4.38 minutes; ours are of 30", () => {
    const mean = 30.44 * DAY;
    const minutes = (target: string) => inUnits(seconds(mean, target), MINUTE, 3);
    expect(["99.9", "99.95", "99.99"].map(minutes)).toEqual(["43.833", "21.916", "4.383"]);
  });

  it("O-17 and O-21: 99 % of 28 days, 99.95 % of a week, 95 % of two weeks", () => {
    expect(inUnits(seconds(28 * DAY, "99"), MINUTE, 1)).toBe("403.2");
    expect(inUnits(seconds(WEEK, "99.95"), 1, 1)).toBe("302.4");
    expect(inUnits(seconds(2 * WEEK, "95"), 1, 0)).toBe(String(16 * HOUR + 48 * MINUTE));
  });

  it("O-13 and O-22: of 1,000,000 requests 1,000, of 336,000 at 95 % 16,800, not 16,632", () => {
    expect(decimalText(budgetOf(1_000_000n, parsePercent("99.9")), 0)).toBe("1000");
    expect(decimalText(budgetOf(336_000n, parsePercent("95")), 0)).toBe("16800");
  });

  it("Q-07: ten minutes a week are exactly 10.08", () => {
    expect(inUnits(seconds(WEEK, "99.9"), MINUTE, 2)).toBe("10.08");
  });
});

describe("burn rates", () => {
  const exhaust = (burn: number) => exhaustionMs(ONE, of(burn), MONTH * 1000);

  it("O-03: 1, 2, 10 and 1,000 end a month's budget in 30, 15 and 3 days and in 43 minutes", () => {
    expect([exhaust(1), exhaust(2), exhaust(10), exhaust(1000)]).toEqual([
      30 * DAY * 1000,
      15 * DAY * 1000,
      3 * DAY * 1000,
      43.2 * MINUTE * 1000,
    ]);
    expect(exhaustionMs(ONE, of(999, 1000), MONTH * 1000)).toBeNull();
    expect(exhaustionMs(ONE, of(0), MONTH * 1000)).toBeNull();
    expect(exhaustionMs(ONE, null, MONTH * 1000)).toBeNull();
    expect(exhaustionMs(of(0), of(1), MONTH * 1000)).toBe(0);
    expect(exhaustionMs(of(-1, 10), null, MONTH * 1000)).toBe(0);
    expect(exhaustionMs(of(1, 2), of(2), MONTH * 1000)).toBe(7.5 * DAY * 1000);
  });

  it("O-05, O-06: a ten-minute window sees a total outage in 0.6 s, one of 36 hours in 129.6 s", () => {
    const ms = (longSeconds: number) =>
      decimalText(millisecondsToFire(ONE, parsePercent("99.9"), { longSeconds, factor: 1 }), 0);
    expect([ms(10 * MINUTE), ms(36 * HOUR)]).toEqual(["600", "129600"]);
    // The budget that the first of them spends, and how often a day it may.
    expect(percentText(divide(of(600), of(43_200 * 60)), 3)).toBe("0.023");
    expect(DAY / (10 * MINUTE)).toBe(144);
  });

  it("O-07: an hour of a total outage spends 138.9 %, five minutes 11.57 %", () => {
    const spent = (ofSeconds: number) => percentText(divide(of(ofSeconds), seconds(MONTH, "99.9")), 2);
    expect([spent(HOUR), spent(5 * MINUTE)]).toEqual(["138.88", "11.57"]);
  });

  it("O-11: of 90 % the page of 2 % can never fire, though an hour spends 1.4 %", () => {
    const target = parsePercent("90");
    expect(percentText(divide(of(HOUR), seconds(MONTH, "90")), 1)).toBe("1.3");
    expect(compare(greatestBurn(target)!, of(144, 10))).toBeLessThan(0);
    expect(exceeds(greatestBurn(target), greatestBurn(target), of(144, 10))).toBe(false);
  });

  it("O-12: time to fire is (1 − target) / share, not 1 − target / share", () => {
    const ms = millisecondsToFire(of(1, 2), parsePercent("99.9"), { longSeconds: HOUR, factor: 14.4 });
    expect(decimalText(ms, 0)).toBe("103680");
  });

  it("E-12: of 99.9 % a total outage fires after 51.84 s, with 2 % spent", () => {
    const ms = millisecondsToFire(ONE, parsePercent("99.9"), { longSeconds: HOUR, factor: "14.4" });
    expect(decimalText(ms, 0)).toBe("51840");
    expect(percentText(divide(of(5184, 100), seconds(MONTH, "99.9")), 1)).toBe("2.0");
  });

  it("have the factors of their windows: 14.4, 6, 3, 1 and 16.8, 5.6, 2.8", () => {
    const factors = (days: number) =>
      burnPairsOf(days * DAY).map(({ factor }) => Number(decimalText(factor, 4)));
    expect(factors(30)).toEqual([14.4, 6, 3, 1]);
    expect(factors(7)).toEqual([16.8, 5.6, 2.8]);
    expect(factors(28)).toEqual([13.44, 5.6, 2.8, 0.9333]);
    expect(factors(27)).toEqual([64.8, 21.6, 10.8]);
    expect(factors(1)).toEqual([2.4, 0.8]);
    // The shares of a month would make a week page at these.
    const reused = [
      [2, HOUR],
      [5, 6 * HOUR],
      [10, DAY],
      [10, 3 * DAY],
    ].map(([percent, long]) => decimalText(factorOf(percent!, WEEK, long!), 2));
    expect(reused).toEqual(["3.36", "1.40", "0.70", "0.23"]);
  });

  it("page and warn by their windows", () => {
    const told = (days: number) =>
      burnPairsOf(days * DAY).map(({ longSeconds, shortSeconds, severity }) => [
        longSeconds / HOUR,
        shortSeconds / MINUTE,
        severity,
      ]);
    const day = [
      [1, 5, "critical"],
      [6, 30, "critical"],
      [24, 120, "warning"],
    ];
    expect(told(30)).toEqual([...day, [72, 360, "warning"]]);
    expect(told(7)).toEqual(day);
  });

  it.each([
    ["99.99", "0.144", 10_000],
    ["99.95", "0.720", 2_000],
    ["99.9", "1.440", 1_000],
    ["99.5", "7.200", 200],
  ])("of %s %% fire above %s %% of errors, and burn at most at %i", (target, share, greatest) => {
    const allowed = subtract(ONE, parsePercent(target));
    expect(percentText(multiply(allowed, of(144, 10)), 3)).toBe(share);
    expect(compare(greatestBurn(parsePercent(target))!, of(greatest))).toBe(0);
  });

  it("fire above their factor, not at it", () => {
    const at = burnRate(subtract(ONE, of(144, 10_000)), parsePercent("99.9"));
    expect(exceeds(at, at, of(144, 10))).toBe(false);
    const above = burnRate(subtract(ONE, of(1441, 100_000)), parsePercent("99.9"));
    expect(exceeds(above, above, of(144, 10))).toBe(true);
    expect([exceeds(above, at, of(144, 10)), exceeds(at, above, of(144, 10))]).toEqual([false, false]);
    expect([exceeds(null, above, ONE), exceeds(above, null, ONE), exceeds(null, null, ONE)]).toEqual([
      null,
      null,
      null,
    ]);
    expect([exceeds(null, at, of(20)), exceeds(at, null, of(20))]).toEqual([false, false]);
  });

  it("are none of 100 %, which has no budget, and none without data", () => {
    expect(burnRate(of(1, 2), ONE)).toBeNull();
    expect(greatestBurn(ONE)).toBeNull();
    expect(burnOf(amount(0, 0), parsePercent("99.9"))).toBeNull();
  });

  it("Q-08: 98 % of a week's 99.9 % burns at 20 and spends 11.9 % in an hour, 97 % at 30 and 8.9 % in half an hour", () => {
    const spent = (bad: number, ofSeconds: number) =>
      percentText(divide(multiply(of(bad, 100), of(ofSeconds)), seconds(WEEK, "99.9")), 1);
    expect(compare(burnRate(of(98, 100), parsePercent("99.9"))!, of(20))).toBe(0);
    expect(compare(burnRate(of(97, 100), parsePercent("99.9"))!, of(30))).toBe(0);
    expect([spent(2, HOUR), spent(3, HOUR / 2)]).toEqual(["11.9", "8.9"]);
  });
});

describe("shares and what is left", () => {
  const left = (share: Fraction, target: string) =>
    divide(subtract(share, parsePercent(target)), subtract(ONE, parsePercent(target)));

  it("E-08: 4,200 bad of 10,000,000 are 99.958 %, 42 % of the budget, 58 % left", () => {
    const given = amount(10_000_000 - 4200, 10_000_000);
    const target = parsePercent("99.9");
    expect(percentText(shareOf(given)!)).toBe("99.958000");
    const budget = budgetOf(given.total, target);
    expect(percentText(divide(remainingOf(given, target), budget), 2)).toBe("58.00");
  });

  it("E-09: 180 of 12,000 bad burn at 15 of 99.9 %, 30 of 99.95, 3 of 99.5 and 150 of 99.99", () => {
    const burn = (target: string) => decimalText(burnOf(amount(11_820, 12_000), parsePercent(target))!, 0);
    expect(["99.9", "99.95", "99.5", "99.99"].map(burn)).toEqual(["15", "30", "3", "150"]);
    expect(decimalText(burnOf(amount(980, 1000), parsePercent("99.9"))!, 0)).toBe("20");
  });

  it("2.3: 99 of 100 and 9,950 of 10,000 pool to 99.495…, they are not averaged", () => {
    expect(percentText(shareOf(sumAmounts([amount(99, 100), amount(9950, 10_000)]))!, 4)).toBe("99.4950");
    expect(shareOf(sumAmounts([]))).toBeNull();
  });

  it("O-18: 3,556 good and as many bad of 90 % in twelve hours", () => {
    const given = amount(3556, 7112);
    const target = parsePercent("90");
    const share = shareOf(given)!;
    expect(percentText(share, 0)).toBe("50");
    expect(decimalText(subtract(share, target), 1)).toBe("-0.4");
    expect(decimalText(burnOf(given, target)!, 0)).toBe("5");
    const budget = inUnits(seconds(12 * HOUR, "90"), MINUTE, 0);
    const error = inUnits(multiply(subtract(ONE, share), of(12 * HOUR)), MINUTE, 0);
    expect([budget, error, Number(budget) - Number(error)]).toEqual(["72", "360", -288]);
    // O-19: the consumed share is 500 %, whatever the fixture says.
    const consumed = divide(of(3556), budgetOf(7112n, target));
    expect(percentText(consumed, 0)).toBe("500");
  });

  it("O-15, O-25, O-28: what remains is (share − target) / (1 − target)", () => {
    expect(percentText(left(parsePercent("95"), "90"), 0)).toBe("50");
    expect(percentText(left(parsePercent("99.95"), "99.9"), 0)).toBe("50");
    expect(percentText(left(parsePercent("99.8"), "99.9"), 0)).toBe("-100");
    expect(percentText(divide(of(60), of(8640)), 3)).toBe("0.694");
    expect(percentText(divide(of(60), of(10_080)), 3)).toBe("0.595");
  });

  it("O-26: ten minutes of a day leave 99.305 %, not 99.652", () => {
    expect(percentText(shareOf(amount(1430, 1440))!, 3)).toBe("99.305");
  });

  it("O-29: 864 of 8,640 five-minute windows at 90 % make 99 %", () => {
    const share = divide(of(864 * 90 + (8640 - 864) * 100), of(8640 * 100));
    expect(percentText(share, 0)).toBe("99");
    expect(compare(share, parsePercent("99.9"))).toBeLessThan(0);
  });

  it("O-21: 99 of 100 is 0.99, and two parts of 95 % together 90 %", () => {
    expect(decimalText(shareOf(amount(99, 100))!, 2)).toBe("0.99");
    expect(percentText(jointTarget([parsePercent("95"), parsePercent("95")]), 0)).toBe("90");
    expect(percentText(jointTarget([parsePercent("99.9")]), 1)).toBe("99.9");
  });

  it("O-31: partial minutes count here: 90 s are 90 s, where others would say one minute", () => {
    expect(percentText(shareOf(amount(MONTH - 90, MONTH))!, 6)).toBe("99.996527");
  });
});

describe("a composite", () => {
  const rule = (combine: "worst" | "weighted", ...weights: number[]) => ({
    kind: "composite" as const,
    combine,
    parts: weights.map((weight, i) => ({ sli: String(i), weight })),
  });

  it("is its worst part, however little happens there", () => {
    const parts = [amount(999_000, 1_000_000), amount(9, 10), amount(0, 0)];
    expect(composed(rule("worst", 1, 1, 1), parts)).toEqual(amount(9, 10));
    expect(composed(rule("worst", 1, 1), [amount(1, 2), amount(2, 4)])).toEqual(amount(1, 2));
    expect(composed(rule("worst", 1), [amount(0, 0)])).toEqual(amount(0, 0));
  });

  it("is the weighted mean of the shares, never the pool of the events", () => {
    const share = (weights: number[], parts: ReturnType<typeof amount>[]) =>
      percentText(shareOf(composed(rule("weighted", ...weights), parts))!, 3);
    expect(share([1, 1], [amount(1, 1), amount(0, 1000)])).toBe("50.000");
    expect(share([3, 1], [amount(99, 100), amount(50, 100)])).toBe("86.750");
    expect(share([0.5, 0.25], [amount(9, 10), amount(6, 10)])).toBe("80.000");
    expect(share([3, 1], [amount(99, 100), amount(0, 0)])).toBe("99.000");
    expect(composed(rule("weighted", 0), [amount(1, 2)])).toEqual(amount(0, 0));
    expect(composed(rule("weighted", 1), [amount(0, 0)])).toEqual(amount(0, 0));
  });
});
