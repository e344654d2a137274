/** Response times of one hour or one day of a component, in milliseconds; null where nothing was measured. */
export type LatencyPoint = {
  /** Start of the hour or day, milliseconds since the epoch. */
  at: number;
  p50: number | null;
  p95: number | null;
  p99: number | null;
};

export const PERCENTILES = ["p50", "p95", "p99"] as const;
export type Percentile = (typeof PERCENTILES)[number];

/** Round figures for the top of a chart's axis, times powers of ten. */
const STEPS = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/** The top of the axis that shows all points with the least empty space; 100 ms without any. */
export function axisTop(points: readonly LatencyPoint[]): number {
  const values = points.flatMap((point) => PERCENTILES.map((key) => point[key] ?? 0));
  const highest = Math.max(0, ...values);
  if (highest === 0) return 100;
  const power = 10 ** Math.floor(Math.log10(highest));
  return (STEPS.find((step) => step * power >= highest) ?? 10) * power;
}

/** The newest point with a measurement. */
export const newestPoint = (points: readonly LatencyPoint[]): LatencyPoint | null =>
  points.findLast((point) => PERCENTILES.some((key) => point[key] !== null)) ?? null;

/** "84", "1,240": whole milliseconds, one decimal under ten. */
export const shownMs = (ms: number): string =>
  ms < 10 ? String(Math.round(ms * 10) / 10) : Math.round(ms).toLocaleString("en-US");
