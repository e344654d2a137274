import { inOrder } from "./claims.ts";
import type { ComponentChange, Incident, IncidentUpdate } from "./incident.ts";
import { isEnd } from "./transitions.ts";

type Moments = Pick<Incident, "monitoringAt" | "resolvedAt">;

/**
 * When it came under observation and when it ended, as its updates tell: the last entry into `monitoring` since it was
 * (re)opened, and the first end that nothing followed.
 */
export function momentsOf(updates: readonly IncidentUpdate[]): Moments {
  const moments: Moments = { monitoringAt: null, resolvedAt: null };
  let before: string | null = null;
  for (const { status, displayAt } of inOrder(updates)) {
    if (isEnd(status)) moments.resolvedAt ??= displayAt;
    else {
      if (moments.resolvedAt !== null) Object.assign(moments, { monitoringAt: null, resolvedAt: null });
      if (status === "monitoring" && before !== "monitoring") moments.monitoringAt = displayAt;
    }
    before = status;
  }
  return moments;
}

/** What the end dropped: the states that stand again when the incident is reopened without a word about components. */
export function droppedByEnd(updates: readonly IncidentUpdate[]): ComponentChange[] {
  const ordered = inOrder(updates);
  const lastOpen = ordered.findLastIndex(({ status }) => !isEnd(status));
  const end = ordered[lastOpen + 1];
  return (end?.components ?? []).filter(({ oldState }) => oldState !== "operational");
}

/** When a live update is told: now, but after every other one, also where another machine's clock is ahead. */
export function nextDisplayAt(updates: readonly IncidentUpdate[], now: number): number {
  return updates.reduce((at, { displayAt }) => Math.max(at, displayAt + 1), now);
}
