import { markRuns } from "#lib/domain/day-mark.ts";
import type { SnapshotDay } from "#lib/domain/snapshot.ts";
import { ALL_STATES, type State } from "#lib/domain/status/state.ts";

const HEIGHT = 32;
/** Trouble stands taller than health: the height tells the state without its colour. Unknown is hatched. */
const TOPS: Record<State, number> = {
  unknown: 12,
  operational: 12,
  under_maintenance: 12,
  degraded_performance: 8,
  partial_outage: 4,
  major_outage: 0,
};
const CAP = 4;
/** Three strokes across one day, ending at the foot of the next. */
const HATCH = "l1-6m-1 0l1-7m-1 0l1-7m0 20";
const MAINTENANCE_NOTCH_Y = 21;

type Shape = { className: string; d: string };

/** One path per look instead of one element per day: a calm bar is a single rectangle. */
export function barShapes(days: readonly SnapshotDay[]): Shape[] {
  const runs = markRuns(days);
  const shapes: Shape[] = [];
  for (const state of ALL_STATES) {
    const top = TOPS[state];
    const of = (isBlip: boolean) => runs.filter((run) => run.state === state && run.isBlip === isBlip);
    const boxes = (list: typeof runs, from: number, to: number) =>
      list.map((run) => `M${run.from} ${to}V${from}h${run.length}V${to}`).join("");
    const [whole, blips] = [of(false), of(true)];
    if (blips.length > 0) shapes.push({ className: `${state} pale`, d: boxes(blips, top, HEIGHT) });
    const solid = boxes(whole, top, HEIGHT) + boxes(blips, top, top + CAP);
    if (solid) shapes.push({ className: state, d: solid });
    if (state === "unknown" && solid)
      shapes.push({
        className: "hatch",
        d: whole.map((run) => `M${run.from} ${HEIGHT}${HATCH.repeat(run.length)}`).join(""),
      });
    if (state === "under_maintenance" && solid)
      shapes.push({
        className: "notch",
        d: [...whole, ...blips].map((run) => `M${run.from} ${MAINTENANCE_NOTCH_Y}h${run.length}`).join(""),
      });
  }
  return shapes;
}

/** The 90 days of a component or group. Its words stand beside it; to assistive technology the picture is silent. */
export function DayBar({ days }: { days: readonly SnapshotDay[] }) {
  return (
    <svg
      className="days"
      viewBox={`0 0 ${days.length} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {barShapes(days).map((shape) => (
        <path key={shape.className} className={shape.className} d={shape.d} />
      ))}
      <use href="#gaps" />
    </svg>
  );
}
