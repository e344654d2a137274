import type { State } from "./state.ts";

/**
 * A stretch of one state: half-open [startedAt, endedAt) in milliseconds since the epoch; `endedAt: null` is still
 * running. A timeline is a list of spans sorted by start, without overlap; a hole in it means unknown.
 */
export type Span = { startedAt: number; endedAt: number | null; state: State };
export type Timeline = readonly Span[];
/** A span whose end is known. */
export type ClosedSpan = { startedAt: number; endedAt: number; state: State };

const end = (span: Span): number => span.endedAt ?? Number.POSITIVE_INFINITY;

/**
 * Sorted, empty spans dropped, touching or overlapping spans of one state joined. Where spans of different states
 * overlap, the later start wins from its start on.
 */
export function mergeSpans(spans: readonly Span[]): Span[] {
  const sorted = spans.filter((span) => end(span) > span.startedAt);
  sorted.sort((a, b) => a.startedAt - b.startedAt);
  const merged: Span[] = [];
  for (const span of sorted) {
    const last = merged.at(-1);
    if (last && last.state === span.state && end(last) >= span.startedAt) {
      if (end(span) > end(last)) last.endedAt = span.endedAt;
      continue;
    }
    if (last && end(last) > span.startedAt) last.endedAt = span.startedAt;
    // Two spans may begin together: the one that came later in the list wins whole.
    if (last && last.endedAt === last.startedAt) merged.pop();
    append(merged, span);
  }
  return merged;
}

function append(merged: Span[], span: Span): void {
  const last = merged.at(-1);
  if (last && last.state === span.state && last.endedAt === span.startedAt) last.endedAt = span.endedAt;
  else merged.push({ ...span });
}

/** Index of the last span that starts at or before `at`; -1 without one. */
function lastStarted(timeline: Timeline, at: number): number {
  let low = 0;
  let high = timeline.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((timeline[middle] as Span).startedAt <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * What the timeline says about [startedAt, min(endedAt, now)): closed spans without a hole (holes are returned as
 * unknown), neighbours of one state joined. Empty when nothing of the stretch has passed yet.
 */
export function clip(timeline: Timeline, startedAt: number, endedAt: number, now: number): ClosedSpan[] {
  const until = Math.min(endedAt, now);
  const clipped: ClosedSpan[] = [];
  const push = (from: number, to: number, state: State) => {
    const last = clipped.at(-1);
    if (to <= from) return;
    if (last?.state === state) last.endedAt = to;
    else clipped.push({ startedAt: from, endedAt: to, state });
  };
  let at = startedAt;
  for (let i = Math.max(0, lastStarted(timeline, startedAt)); i < timeline.length && at < until; i++) {
    const span = timeline[i] as Span;
    const from = Math.min(Math.max(span.startedAt, at), until);
    push(at, from, "unknown");
    const to = Math.max(from, Math.min(end(span), until));
    push(from, to, span.state);
    at = to;
  }
  push(at, until, "unknown");
  return clipped;
}

/** The state at an instant; unknown in a hole. */
export function stateAt(timeline: Timeline, at: number): State {
  const span = timeline[lastStarted(timeline, at)];
  return span && end(span) > at ? span.state : "unknown";
}

/** `timeline` before `at`, `newer` from `at` on; what `newer` says about earlier instants is ignored. */
export function replaceFrom(timeline: Timeline, at: number, newer: Timeline): Span[] {
  const kept = timeline
    .filter((span) => span.startedAt < at)
    .map((span) => (end(span) > at ? { ...span, endedAt: at } : span));
  const added = newer
    .filter((span) => end(span) > at)
    .map((span) => (span.startedAt < at ? { ...span, startedAt: at } : span));
  return mergeSpans([...kept, ...added]);
}
