import type { State } from "#lib/domain/status/state.ts";

/** What lies at a point of the 16 × 16 grid: the state's colour, the white cut into it, or nothing. */
export type Layer = "ink" | "paper" | null;
type Shape = (x: number, y: number) => Layer;

const CENTRE = 8;
const CUT_WIDTH = 2;

/** Whether a point lies on a line of `width` through the points x1, y1, x2, y2, … (round ends and corners). */
function isOnLine(x: number, y: number, width: number, ...points: number[]): boolean {
  for (let i = 0; i + 3 < points.length; i += 2) {
    const [ax = 0, ay = 0, bx = 0, by = 0] = points.slice(i, i + 4);
    const [dx, dy] = [bx - ax, by - ay];
    const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
    if (Math.hypot(x - ax - along * dx, y - ay - along * dy) <= width / 2) return true;
  }
  return false;
}

const radius = (x: number, y: number): number => Math.hypot(x - CENTRE, y - CENTRE);
const layer = (isInk: boolean, isPaper: boolean): Layer => (isInk ? (isPaper ? "paper" : "ink") : null);

/** Pointing down, from a rounded base at the top. */
const isInTriangle = (x: number, y: number): boolean =>
  y >= 1.8 && y <= 15.4 && Math.abs(x - CENTRE) <= ((15.4 - y) / 13.6) * CENTRE;

/** A square without its corners. */
const isInOctagon = (x: number, y: number): boolean => {
  const [dx, dy] = [Math.abs(x - CENTRE), Math.abs(y - CENTRE)];
  return Math.max(dx, dy) <= CENTRE && dx + dy <= CENTRE + 3.3;
};

/** A ring of seven dashes. */
const isDashed = (x: number, y: number): boolean =>
  (((Math.atan2(y - CENTRE, x - CENTRE) / Math.PI + 1) * 7) / 2) % 1 < 0.6;

/** A round head with an opening towards the upper right, and a handle to the lower left. */
const isWrench = (x: number, y: number): boolean =>
  (Math.hypot(x - 10.8, y - 5.2) <= 4.9 && !isOnLine(x, y, 3.6, 11.2, 4.8, 17, -1)) ||
  isOnLine(x, y, 3.2, 2.4, 13.6, 9, 7);

/** The shapes of ../icons.ts as questions about a point, for the image format that cannot hold paths. */
export const SHAPES: Record<State, Shape> = {
  operational: (x, y) => layer(radius(x, y) <= 8, isOnLine(x, y, CUT_WIDTH, 4.3, 8.3, 6.9, 10.8, 11.7, 5.7)),
  degraded_performance: (x, y) =>
    layer(
      isInTriangle(x, y),
      isOnLine(x, y, CUT_WIDTH, 8, 4.6, 8, 8) || isOnLine(x, y, CUT_WIDTH, 8, 10.7, 8, 10.9),
    ),
  partial_outage: (x, y) => layer(radius(x, y) <= 8 && (x <= CENTRE || radius(x, y) >= 6), false),
  major_outage: (x, y) =>
    layer(
      isInOctagon(x, y),
      isOnLine(x, y, CUT_WIDTH, 5.2, 5.2, 10.8, 10.8) || isOnLine(x, y, CUT_WIDTH, 10.8, 5.2, 5.2, 10.8),
    ),
  under_maintenance: (x, y) => layer(isWrench(x, y), false),
  unknown: (x, y) => layer(Math.abs(radius(x, y) - 6.8) <= 1 && isDashed(x, y), false),
};
