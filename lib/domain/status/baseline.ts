import { clip, mergeSpans, type Span, type Timeline } from "./span.ts";
import type { State } from "./state.ts";

/** A monitor counts for its component in [from, until); `until: null` = still does. */
export type BaselineMonitor = { timeline: Timeline; from: number; until: number | null };

/** One component's state from the states of its monitors: all down is a major outage, some a partial one (docs/uptime.md). */
export function baselineState(states: Iterable<State>): State {
  const counts = { known: 0, down: 0, degraded: 0 };
  for (const state of states) count(counts, state, 1);
  return fromCounts(counts);
}

type Counts = { known: number; down: number; degraded: number };

function count(counts: Counts, state: State, by: number): void {
  if (state !== "unknown") counts.known += by;
  if (state === "major_outage") counts.down += by;
  if (state === "degraded_performance" || state === "partial_outage") counts.degraded += by;
}

function fromCounts({ known, down, degraded }: Counts): State {
  if (known === 0) return "unknown";
  if (down === known) return "major_outage";
  if (down > 0) return "partial_outage";
  return degraded > 0 ? "degraded_performance" : "operational";
}

/**
 * All (known) monitors down: major outage; some: partial outage; any degraded: degraded performance; unknown monitors
 * are ignored unless all are unknown. Covers everything from the first monitor's start; the last span is open.
 */
export function baselineTimeline(monitors: readonly BaselineMonitor[]): Span[] {
  if (monitors.length === 0) return [];
  const events: { at: number; state: State; by: number }[] = [];
  for (const { timeline, from, until } of monitors) {
    for (const span of clip(timeline, from, until ?? Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)) {
      events.push({ at: span.startedAt, state: span.state, by: 1 });
      if (span.endedAt !== Number.POSITIVE_INFINITY)
        events.push({ at: span.endedAt, state: span.state, by: -1 });
    }
  }
  events.sort((a, b) => a.at - b.at);
  const counts: Counts = { known: 0, down: 0, degraded: 0 };
  const spans: Span[] = [];
  for (const [i, { at, state, by }] of events.entries()) {
    count(counts, state, by);
    if (events[i + 1]?.at === at) continue;
    const last = spans.at(-1);
    if (last) last.endedAt = at;
    spans.push({ startedAt: at, endedAt: null, state: fromCounts(counts) });
  }
  return mergeSpans(spans);
}
