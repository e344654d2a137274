import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import {
  axisTop,
  type LatencyPoint,
  PERCENTILES,
  type Percentile,
  shownMs,
} from "#lib/domain/history/latency.ts";
import type { InteractiveProps } from "./latency-island.tsx";
import { axisLabel } from "./latency-svg.tsx";
import { pointLabels } from "./point-labels.ts";

const LINES: Record<Percentile, { stroke: string; width: number; dash?: string }> = {
  p50: { stroke: "var(--ink)", width: 2 },
  p95: { stroke: "var(--link)", width: 2, dash: "7 4" },
  p99: { stroke: "var(--muted)", width: 1.5, dash: "2 3" },
};
const AXIS = { stroke: "var(--line)", tick: { fill: "var(--muted)", fontSize: 13 }, tickLine: false };

/** The interactive form of LatencySvg: the same lines, with the figures under the pointer or the arrow keys. */
export function LatencyRecharts({ points: json, range, timeZone, language }: InteractiveProps) {
  const points = JSON.parse(json) as LatencyPoint[];
  const labels = pointLabels(points, range, timeZone, language);
  const top = axisTop(points);
  const data = points.map((point, i) => ({ ...point, label: labels[i] }));
  const last = points.length - 1;
  return (
    <div className="plot interactive">
      <ResponsiveContainer width="100%" height="100%">
        <LineChart data={data} margin={{ top: 10, right: 8, bottom: 0, left: 0 }}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="label"
            ticks={[labels[0] ?? "", labels[Math.floor(last / 2)] ?? "", labels[last] ?? ""]}
            interval="preserveStartEnd"
            height={24}
            {...AXIS}
          />
          <YAxis
            domain={[0, top]}
            ticks={[0, top / 2, top]}
            width={72}
            axisLine={false}
            tickFormatter={axisLabel}
            {...AXIS}
          />
          <Tooltip content={<Note />} isAnimationActive={false} />
          {PERCENTILES.map((key) => (
            <Line
              key={key}
              dataKey={key}
              name={key.toUpperCase()}
              stroke={LINES[key].stroke}
              strokeWidth={LINES[key].width}
              strokeDasharray={LINES[key].dash}
              dot={false}
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}

type NoteProps = {
  active?: boolean;
  label?: string | number;
  payload?: readonly { name?: string | number; value?: unknown }[];
};

function Note({ active, label, payload }: NoteProps) {
  if (!active || !payload?.length) return null;
  return (
    <div className="note">
      <b>{label}</b>
      {payload.map(({ name, value }) => (
        <div key={name}>
          <span>{name}</span>
          <span>{typeof value === "number" ? `${shownMs(value)} ms` : "–"}</span>
        </div>
      ))}
    </div>
  );
}
