import { type Fault, invalid } from "../errors.ts";
import { dayBounds } from "../status/calendar.ts";
import type { EventStatus, Incident, IncidentKind } from "./incident.ts";
import { type NewIncident, wireMs } from "./input.ts";
import { requireFirst } from "./transitions.ts";

/** Incidents of a page do not begin before this. */
const EARLIEST_AT = Date.UTC(2000, 0, 1);
/** Longest promise of a next update. */
export const MAX_PROMISE_DAYS = 30;
const DAY_MS = 86_400_000;

export type Beginning = {
  kind: IncidentKind;
  status: EventStatus;
  isBackfilled: boolean;
  startedAt: number;
  /** When the first update is told, if it is published now. */
  displayAt: number;
  componentTimes: Incident["componentTimes"];
};

export const isMaintenance = (input: NewIncident): boolean =>
  input.kind === "maintenance" || (input.kind === undefined && input.scheduled_for != null);

/** The instant at which a backfilled incident began: an instant, or the start of a day in the page's zone. */
function backfillAt(text: string, timeZone: string): number {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? dayBounds(text, timeZone).startedAt : wireMs(text);
}

/** @throws Failure invalid unless `at` lies in the past that a page may have */
export function requirePast(at: number, path: string, now: number): void {
  const message = at > now ? "must not lie in the future" : "must lie after the year 2000";
  if (at > now || at < EARLIEST_AT) throw invalid([{ path, message }]);
}

/** @throws Failure invalid */
export function requirePromise(at: number | null | undefined, path: string, now: number): void {
  if (at == null) return;
  const last = now + MAX_PROMISE_DAYS * DAY_MS;
  if (at <= now) throw invalid([{ path, message: "must lie in the future" }]);
  if (at > last) throw invalid([{ path, message: `at most ${MAX_PROMISE_DAYS} days ahead` }]);
}

/** The explicit times as they are stored. @throws Failure invalid (future, or a backfilled one without an end) */
export function timesOf(
  times: NewIncident["component_times"],
  { isBackfilled, now }: { isBackfilled: boolean; now: number },
): Incident["componentTimes"] {
  return (times ?? []).map((time, i) => {
    const path = `incident.component_times.${i}`;
    const [startedAt, endedAt] = [wireMs(time.started_at), wireMs(time.ended_at) ?? null];
    requirePast(startedAt, `${path}.started_at`, now);
    if (endedAt !== null) requirePast(endedAt, `${path}.ended_at`, now);
    else if (isBackfilled)
      throw invalid([{ path: `${path}.ended_at`, message: "a backfilled incident is over: say until when" }]);
    return { componentId: time.component_id, state: time.state, startedAt, endedAt };
  });
}

function announcementFaults(input: NewIncident): Fault[] {
  const named = [
    ["components", Object.keys(input.components ?? {}).length],
    ["component_ids", input.component_ids?.length ?? 0],
    ["component_times", input.component_times?.length ?? 0],
  ] as const;
  const faults = named
    .filter(([, count]) => count > 0)
    .map(([field]) => ({
      path: `incident.${field}`,
      message: "an announcement concerns no components: open an incident",
    }));
  if (input.impact_override && input.impact_override !== "none")
    faults.push({ path: "incident.impact_override", message: "an announcement has no impact" });
  return faults;
}

function backfilled(input: NewIncident, { timeZone, now }: { timeZone: string; now: number }): Beginning {
  if (input.status && input.status !== "resolved")
    throw invalid([{ path: "incident.status", message: "a backfilled incident is over: resolved" }]);
  const said = input.started_at ?? input.backfill_date;
  if (!said) throw invalid([{ path: "incident.backfill_date", message: "needed for a backfilled incident" }]);
  const startedAt = backfillAt(said, timeZone);
  requirePast(startedAt, input.started_at ? "incident.started_at" : "incident.backfill_date", now);
  const componentTimes = timesOf(input.component_times, { isBackfilled: true, now });
  const displayAt =
    wireMs(input.resolved_at) ?? Math.max(startedAt, ...componentTimes.map(({ endedAt }) => endedAt!));
  requirePast(displayAt, "incident.resolved_at", now);
  if (displayAt < startedAt)
    throw invalid([{ path: "incident.resolved_at", message: "must not lie before the start" }]);
  return {
    kind: input.kind ?? "incident",
    status: "resolved",
    isBackfilled: true,
    startedAt,
    displayAt,
    componentTimes,
  };
}

/**
 * What a new incident or announcement begins as. A backdated start changes no component's past: claims begin with the
 * update that names the component, or where `component_times` says so.
 * @throws Failure invalid, conflict (a status that nothing begins with)
 */
export function beginningOf(input: NewIncident, context: { timeZone: string; now: number }): Beginning {
  const { now } = context;
  const kind = input.kind ?? "incident";
  if (kind === "announcement") {
    const faults = announcementFaults(input);
    if (faults.length > 0) throw invalid(faults);
  }
  if (input.backfilled ?? input.backfill_date != null) return backfilled(input, context);
  if (input.resolved_at)
    throw invalid([{ path: "incident.resolved_at", message: "of a backfilled incident only" }]);
  const status = input.status ?? (kind === "announcement" ? "monitoring" : "investigating");
  requireFirst(kind, status);
  const startedAt = wireMs(input.started_at) ?? now;
  requirePast(startedAt, "incident.started_at", now);
  const componentTimes = timesOf(input.component_times, { isBackfilled: false, now });
  return { kind, status, isBackfilled: false, startedAt, displayAt: now, componentTimes };
}
