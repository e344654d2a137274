import { type Fault, invalid } from "#lib/domain/errors.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import type { NewIncident } from "#lib/domain/incidents/input.ts";
import { DEFAULT_REMIND_MINUTES, remindMinutesOf } from "#lib/domain/incidents/maintenance-input.ts";
import { illegalTransition } from "#lib/domain/incidents/transitions.ts";
import type { WireState } from "#lib/domain/status/state.ts";
import type { WindowTimes } from "./window.ts";

/** Whether a window that is announced now is to come, runs already, or is told after the fact. */
export type Standing = "scheduled" | "in_progress" | "completed";

export const standingOf = ({ scheduledFor, scheduledUntil }: WindowTimes, now: number): Standing =>
  scheduledUntil <= now ? "completed" : scheduledFor <= now ? "in_progress" : "scheduled";

const FIRST: readonly string[] = ["scheduled", "in_progress", "completed"];

/** What its author says that it is; undefined: its times say. @throws Failure conflict naming what is allowed */
function statedStanding({ status, backfilled, backfill_date }: NewIncident): Standing | undefined {
  if (status !== undefined && !FIRST.includes(status))
    throw illegalTransition("a new maintenance window", status, FIRST);
  if (status === undefined) return (backfilled ?? backfill_date != null) ? "completed" : undefined;
  return status as Standing;
}

function faultsOf(times: WindowTimes, stated: Standing | undefined, now: number): Fault[] {
  if (stated === "completed" && times.scheduledUntil > now)
    return [{ path: "incident.status", message: "a completed window is over: scheduled_until lies ahead" }];
  if (stated === "in_progress" && times.scheduledUntil <= now)
    return [{ path: "incident.status", message: "a running window is not over: scheduled_until has passed" }];
  return [];
}

export type Plan = WindowTimes & {
  standing: Standing;
  /** Its author said that it runs or is over. */
  isStated: boolean;
};

/**
 * The times of a new window. One that is said to run begins now at the latest.
 * @throws Failure invalid (a time is missing, or says otherwise), conflict (a status that nothing begins with)
 */
export function planOf(input: NewIncident, now: number): Plan {
  const stated = statedStanding(input);
  const said = input.scheduled_for ?? (stated === "in_progress" ? now : null);
  const until = input.scheduled_until ?? null;
  const missing = [
    { path: "incident.scheduled_for", isMissing: said === null },
    { path: "incident.scheduled_until", isMissing: until === null },
  ].filter(({ isMissing }) => isMissing);
  if (said === null || until === null)
    throw invalid(missing.map(({ path }) => ({ path, message: "needed for a maintenance window" })));
  const scheduledFor = stated === "in_progress" ? Math.min(said, now) : said;
  const times = { scheduledFor, scheduledUntil: until };
  const faults = faultsOf(times, stated, now);
  if (faults.length > 0) throw invalid(faults);
  const isStated = stated === "in_progress" || stated === "completed";
  return { ...times, standing: standingOf(times, now), isStated };
}

/** What the window will claim of each component that its author names. */
export function plannedComponents(input: NewIncident): Map<string, WireState> {
  const usual = input.auto_transition_to_maintenance_state === false ? "operational" : "under_maintenance";
  const states = new Map<string, WireState>();
  for (const id of input.component_ids ?? []) states.set(id, usual);
  // At Statuspage a map tells the states of now, so that "operational" says nothing about the window itself.
  for (const [id, state] of Object.entries(input.components ?? {}))
    states.set(id, state === "operational" ? usual : state);
  return states;
}

/** A window whose components keep their state while it runs. */
export const keepsStates = ({ components }: Pick<Incident, "components">): boolean =>
  components.length > 0 && components.every(({ state }) => state === "operational");

/** What a window that has not begun will claim of those components of which somebody says something new. */
export function statesMeant(
  { components }: Pick<Incident, "components">,
  said: Pick<NewIncident, "components" | "auto_transition_to_maintenance_state">,
): Map<string, WireState> {
  const claims = said.auto_transition_to_maintenance_state;
  const usual = (claims ?? !keepsStates({ components })) ? "under_maintenance" : "operational";
  const states = new Map<string, WireState>();
  for (const { componentId, state } of claims === undefined ? [] : components)
    if (!claims || state === "operational") states.set(componentId, usual);
  for (const [id, state] of Object.entries(said.components ?? {}))
    states.set(id, state === "operational" ? usual : state);
  return states;
}

/** How the window behaves by itself. */
export const settingsOf = (input: NewIncident) => ({
  startsItself: input.scheduled_auto_in_progress ?? true,
  endsItself: input.scheduled_auto_completed ?? true,
  notifiesAtStart: input.auto_transition_deliver_notifications_at_start ?? true,
  notifiesAtEnd: input.auto_transition_deliver_notifications_at_end ?? true,
  remindMinutes: remindMinutesOf(input) ?? [...DEFAULT_REMIND_MINUTES],
});
