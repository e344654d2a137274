import { describe, expect, it } from "vitest";
import { window, windowsOf } from "#lib/testing/slo/judged.ts";
import { sumAmounts } from "../counting/amount.ts";
import { slicesOf } from "../counting/slices.ts";
import { WINDOW_MS } from "../definition.ts";
import { completeAt, historyOf } from "./history.ts";

const T = Date.UTC(2026, 10, 24, 9);
const at = (n: number) => T + n * WINDOW_MS;
const RATIO = { kind: "ratio", sli: "requests" } as const;
const SLICES = { kind: "time_slice", sli: "requests", sliceTarget: "99" } as const;

describe("the history of an SLI", () => {
  const windows = windowsOf(T, [[100, 100], [90, 100], null, [50, 100], [19, 19]]);

  it("adds up any stretch as adding its windows does", () => {
    const history = historyOf(RATIO, windows);
    for (let from = -1; from <= 6; from++)
      for (let until = from; until <= 6; until++) {
        const inside = windows.filter((one) => one.at >= at(from) && one.at < at(until));
        expect(history.amount(at(from), at(until))).toEqual(sumAmounts(inside));
        expect(history.between(at(from), at(until))).toEqual(inside);
      }
  });

  it("counts windows where the rule counts windows, and only those that say something", () => {
    const history = historyOf(SLICES, windows);
    expect(history.amount(T, at(9))).toEqual({ good: 1n, total: 3n });
    expect(history.amount(T, at(9))).toEqual(slicesOf(SLICES, windows));
    expect(history.amount(at(4), at(9))).toEqual({ good: 0n, total: 0n });
  });

  it("is complete up to the last window that had ended", () => {
    const history = historyOf(RATIO, windows);
    expect(completeAt(history, T, at(1) - 1)).toEqual([]);
    expect(completeAt(history, T, at(1))).toEqual([window(T, 100, 100)]);
    expect(completeAt(history, at(1), at(4))).toHaveLength(2);
  });

  it("of nothing is nothing", () => {
    const history = historyOf(RATIO, []);
    expect(history.amount(T, at(9))).toEqual({ good: 0n, total: 0n });
    expect(history.between(T, at(9))).toEqual([]);
  });
});
