import type { WindowFigures } from "#lib/domain/slo/figures.ts";
import type { SnapshotObjective } from "#lib/domain/snapshot.ts";

/** Percentages are shown with so many decimals: targets have up to two, and what misses one has to show it. */
const DECIMALS = 4;

/** "99.987654" cut to "99.9876"; exact hundreds read "100". */
export function cutPercent(percent: string, decimals = DECIMALS): string {
  const [whole = "0", rest = ""] = percent.split(".");
  if (/^0*$/.test(rest)) return whole;
  return decimals === 0 ? whole : `${whole}.${rest.padEnd(decimals, "0").slice(0, decimals)}`;
}

export type Standing = "met" | "missed" | "no_data";

export const standingOf = (period: WindowFigures | null): Standing => {
  if (!period || period.isMet === null) return "no_data";
  return period.isMet ? "met" : "missed";
};

/** The month of the contract, else the 90 days: what an objective is told by in one word. */
export const periodOf = ({ month, ninetyDays }: SnapshotObjective): WindowFigures | null =>
  month ?? ninetyDays;
