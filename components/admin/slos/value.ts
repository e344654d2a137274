import type { Violation } from "#lib/domain/slo/violation.ts";

const US_PER_MS = 1_000;
/** Percentages are shown with so many decimals, cut. */
const DECIMALS = 4;

/** "99.987654" cut to "99.9876"; exact hundreds read "100". */
export function cut(percent: string, decimals = DECIMALS): string {
  const [whole = "0", rest = ""] = percent.split(".");
  return /^0*$/.test(rest) ? whole : `${whole}.${rest.slice(0, decimals)}`;
}

/** "99.2100 %", "312.5 ms", "3". */
export function valueText(value: string, unit: Violation["unit"]): string {
  if (value === "") return "–";
  if (unit === "us") return `${Number(value) / US_PER_MS} ms`;
  return unit === "percent" ? `${cut(value)} %` : value;
}
