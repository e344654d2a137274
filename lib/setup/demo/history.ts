import type { Bounds } from "#lib/domain/status/calendar.ts";
import { type JudgedSample, judgeTimeline } from "#lib/domain/status/judge.ts";
import { percentile } from "#lib/domain/status/percentile.ts";
import { BUCKET_MS, bucketStart } from "#lib/domain/status/rollup.ts";
import type { Span } from "#lib/domain/status/span.ts";
import type { SimulatedSample } from "./simulate.ts";

/** One five-minute roll-up, as stored. */
export type Rollup = { bucketAt: number; up: number; degraded: number; down: number; latenciesMs: number[] };
export type RawSample = SimulatedSample & { slotAt: number };
export type MonitorHistory = { spans: Span[]; rollups: Rollup[]; raw: RawSample[]; lastSlotAt: number };

export type HistoryInput = {
  /** What the sample of a slot says; null when nobody probed. */
  measure: (slotAt: number) => SimulatedSample | null;
  intervalMs: number;
  phaseMs: number;
  confirmations: number;
  from: number;
  now: number;
  /** Raw samples are kept from here on. */
  rawFrom: number;
};

/**
 * One monitor's past as probing it would have left it: its judged timeline, roll-ups of everything, and the newest raw
 * samples. The timeline is what the judge says about these very samples.
 */
export function writeHistory(input: HistoryInput): MonitorHistory {
  const { measure, intervalMs, phaseMs, confirmations, from, now, rawFrom } = input;
  const firstSlotAt = Math.ceil((from - phaseMs) / intervalMs) * intervalMs + phaseMs;
  const judged: JudgedSample[] = [];
  const rollups: Rollup[] = [];
  const raw: RawSample[] = [];
  for (let slotAt = firstSlotAt; slotAt <= now; slotAt += intervalMs) {
    const sample = measure(slotAt);
    if (!sample) continue;
    judged.push({ slotAt, outcome: sample.outcome });
    add(rollups, slotAt, sample);
    if (slotAt >= rawFrom) raw.push({ slotAt, ...sample });
  }
  for (const { latenciesMs } of rollups) latenciesMs.sort((a, b) => a - b);
  const spans = judgeTimeline({
    samples: judged,
    intervalMs,
    confirmations,
    before: "unknown",
    startAt: firstSlotAt,
    now,
  });
  // A timeline begins with its first verdict.
  if (spans[0]?.state === "unknown") spans.shift();
  return { spans, rollups, raw, lastSlotAt: judged.at(-1)?.slotAt ?? firstSlotAt };
}

function add(rollups: Rollup[], slotAt: number, { outcome, latencyMs }: SimulatedSample): void {
  let last = rollups.at(-1);
  if (!last || slotAt >= last.bucketAt + BUCKET_MS) {
    last = { bucketAt: bucketStart(slotAt), up: 0, degraded: 0, down: 0, latenciesMs: [] };
    rollups.push(last);
  }
  last[outcome] += 1;
  if (latencyMs !== null && outcome !== "down") last.latenciesMs.push(latencyMs);
}

/** One calendar day of one monitor, as stored. */
export type CountedMonitorDay = Pick<Rollup, "up" | "degraded" | "down"> & {
  date: string;
  latencyCount: number;
  p50Ms: number | null;
  p95Ms: number | null;
  p99Ms: number | null;
};

/** Counts the given days (in order) from roll-ups; days without any are left out. */
export function countHistoryDays(
  rollups: readonly Rollup[],
  days: readonly ({ date: string } & Bounds)[],
): CountedMonitorDay[] {
  let next = 0;
  return days.flatMap(({ date, startedAt, endedAt }) => {
    while ((rollups[next]?.bucketAt ?? startedAt) < startedAt) next += 1;
    const first = next;
    while ((rollups[next]?.bucketAt ?? endedAt) < endedAt) next += 1;
    return next > first ? [countDay(date, rollups.slice(first, next))] : [];
  });
}

function countDay(date: string, rollups: readonly Rollup[]): CountedMonitorDay {
  const total = (outcome: "up" | "degraded" | "down") => rollups.reduce((sum, one) => sum + one[outcome], 0);
  const sorted = [...Float64Array.from(rollups.flatMap((one) => one.latenciesMs)).sort()];
  return {
    date,
    up: total("up"),
    degraded: total("degraded"),
    down: total("down"),
    latencyCount: sorted.length,
    p50Ms: percentile(sorted, 0.5),
    p95Ms: percentile(sorted, 0.95),
    p99Ms: percentile(sorted, 0.99),
  };
}
