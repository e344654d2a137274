import {
  axisTop,
  type LatencyPoint,
  PERCENTILES,
  type Percentile,
  shownMs,
} from "#lib/domain/history/latency.ts";

const HEIGHT = 100;
/** With a space that never breaks. */
export const axisLabel = (ms: number) => `${shownMs(ms)}\u00a0ms`;

/** The line of one percentile; it breaks where nothing was measured, and a lone point is a dot. */
export function linePath(points: readonly LatencyPoint[], key: Percentile, top: number): string {
  return points
    .map((point, x) => {
      const value = point[key];
      if (value === null) return "";
      const y = Math.round((HEIGHT - (value / top) * HEIGHT) * 10) / 10;
      const isFollowed = (points[x + 1]?.[key] ?? null) !== null;
      const isFirst = x === 0 || (points[x - 1]?.[key] ?? null) === null;
      if (!isFirst) return `L${x} ${y}`;
      return isFollowed ? `M${x} ${y}` : `M${x} ${y}h0`;
    })
    .join("");
}

type Props = { points: readonly LatencyPoint[]; labels: readonly string[]; summary: string };

/** The chart without any script. Its labels are text beside the picture, so that they never shrink with it. */
export function LatencySvg({ points, labels, summary }: Props) {
  const top = axisTop(points);
  const last = points.length - 1;
  return (
    <div className="plot">
      <div className="y" aria-hidden="true">
        {[top, top / 2, 0].map((value) => (
          <span key={value}>{axisLabel(value)}</span>
        ))}
      </div>
      <svg
        viewBox={`0 0 ${Math.max(1, last)} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={summary}
      >
        <path className="grid" d={`M0 0H${last}M0 50H${last}M0 100H${last}`} />
        {PERCENTILES.toReversed().map((key) => (
          <path key={key} className={key} d={linePath(points, key, top)} />
        ))}
      </svg>
      <div className="x" aria-hidden="true">
        {[labels[0], labels[Math.floor(last / 2)], labels[last]].map((label) => (
          <span key={label}>{label}</span>
        ))}
      </div>
    </div>
  );
}
