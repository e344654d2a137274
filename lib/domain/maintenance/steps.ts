import { Failure } from "#lib/domain/errors.ts";
import type { EventStatus, Incident } from "#lib/domain/incidents/incident.ts";
import { FOLLOWING, illegalTransition } from "#lib/domain/incidents/transitions.ts";
import type { WireState } from "#lib/domain/status/state.ts";

/** A window as it is stored: an incident of kind maintenance with its times. */
export type MaintenanceWindow = Incident & { maintenance: NonNullable<Incident["maintenance"]> };

export const isWindow = (incident: Incident): incident is MaintenanceWindow =>
  incident.kind === "maintenance" && incident.maintenance !== null;

/** A draft, or announced and still to come: what it names it will claim. */
export const hasNotBegun = (incident: Incident): incident is MaintenanceWindow =>
  isWindow(incident) && incident.status === "scheduled";

/** @throws Failure conflict: the act is one of maintenance */
export function requireWindow(incident: Incident): asserts incident is MaintenanceWindow {
  if (!isWindow(incident))
    throw new Failure("conflict", `This is an ${incident.kind}: only a maintenance window can do that`);
}

const CANCELLED = "a cancelled window";

/** What it may become, as people call it. */
const allowedOf = ({ status, maintenance }: MaintenanceWindow): string[] => {
  if (maintenance.cancelledAt !== null) return [];
  const following = (FOLLOWING.maintenance[status] ?? []).filter((one) => one !== status);
  return status === "scheduled" ? [...following, "cancelled"] : following;
};

/**
 * What the outbox calls a step to another status, or a word about the same one.
 * @throws Failure conflict naming what would be allowed
 */
export function eventOfStep(window: MaintenanceWindow, to: EventStatus): string {
  const { status, maintenance } = window;
  if (to === status) return "maintenance.updated";
  const allowed = allowedOf(window);
  if (!allowed.includes(to))
    throw illegalTransition(maintenance.cancelledAt === null ? status : CANCELLED, to, allowed);
  if (to === "in_progress") return status === "scheduled" ? "maintenance.started" : "maintenance.updated";
  return `maintenance.${to}`;
}

/** @throws Failure conflict naming what would be allowed */
export function requireScheduled(window: MaintenanceWindow, act: string): void {
  if (window.status === "scheduled") return;
  const name = window.maintenance.cancelledAt === null ? window.status : CANCELLED;
  throw illegalTransition(name, act, allowedOf(window));
}

/** @throws Failure conflict */
export function requireRunning(window: MaintenanceWindow, act: string): void {
  if (window.status === "in_progress" || window.status === "verifying") return;
  const name = window.maintenance.cancelledAt === null ? window.status : CANCELLED;
  throw illegalTransition(name, act, allowedOf(window));
}

/** What the window will claim of each component once it runs. */
export const plannedStates = ({ components }: Pick<Incident, "components">): Record<string, WireState> =>
  Object.fromEntries(components.map(({ componentId, state }) => [componentId, state]));

/** The same window as if it claimed nothing yet: what its start changes is told as a change. */
export const withoutClaims = <W extends Pick<Incident, "components">>(window: W): W => ({
  ...window,
  components: window.components.map(({ componentId }) => ({ componentId, state: "operational" })),
});
