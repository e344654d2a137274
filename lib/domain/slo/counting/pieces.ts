const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What a range is summed from: windows of five minutes at its edges, hours, and days (UTC) in the middle. */
export type Level = "window" | "hour" | "day";
export type Piece = { level: Level; from: number; until: number };

const up = (at: number, step: number): number => Math.ceil(at / step) * step;
const down = (at: number, step: number): number => Math.floor(at / step) * step;

/** The stretch cut at whole steps: the outer parts, and the inner one in whole steps (null: there is none). */
function split(from: number, until: number, step: number) {
  const [first, last] = [up(from, step), down(until, step)];
  if (first >= last) return { inner: null, outer: [{ from, until }] };
  const outer = [
    { from, until: first },
    { from: last, until },
  ].filter((edge) => edge.from < edge.until);
  return { inner: { from: first, until: last }, outer };
}

/**
 * The range [from, until) (ms, on five minutes) as few stored sums: at most 22 windows, 46 hours and the days between, whatever its
 * length. No piece overlaps another, and together they are the range.
 */
export function piecesOf({ from, until }: { from: number; until: number }): Piece[] {
  if (from >= until) return [];
  const hours = split(from, until, HOUR_MS);
  const pieces: Piece[] = hours.outer.map((edge) => ({ level: "window", ...edge }));
  if (!hours.inner) return pieces;
  const days = split(hours.inner.from, hours.inner.until, DAY_MS);
  pieces.push(...days.outer.map((edge) => ({ level: "hour" as const, ...edge })));
  if (days.inner) pieces.push({ level: "day", ...days.inner });
  return pieces;
}
