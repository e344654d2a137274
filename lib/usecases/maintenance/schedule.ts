import { saveComponents } from "#lib/data/incidents/components.ts";
import { insertIncident, readIncidentRow } from "#lib/data/incidents/incidents.ts";
import { insertUpdate } from "#lib/data/incidents/updates.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import { requirePast, requirePromise, timesOf } from "#lib/domain/incidents/beginning.ts";
import type { Incident, MaintenanceFields } from "#lib/domain/incidents/incident.ts";
import { type NewIncident, wireMs } from "#lib/domain/incidents/input.ts";
import { type Plan, plannedComponents, planOf, settingsOf } from "#lib/domain/maintenance/plan.ts";
import { requireWindow } from "#lib/domain/maintenance/steps.ts";
import { requireComponents, requireOwner } from "../incidents/locked.ts";
import { about, auditableUpdate, isAutomaticActor, originOf } from "../incidents/record.ts";
import { announce, eventOfAnnouncement } from "./inside/announce.ts";
import { requireRoom, requireTimes } from "./inside/questions.ts";
import { auditableTimes } from "./inside/record.ts";

/** The series that makes a window of its own. */
export type Occurrence = Pick<MaintenanceFields, "seriesId" | "occurrenceAt">;

function fieldsOf(scope: Scope, input: NewIncident, plan: Plan, occurrence: Occurrence | null, now: number) {
  return {
    kind: "maintenance" as const,
    name: input.name,
    translations: input.translations ?? {},
    status: "scheduled" as const,
    impactOverride: input.impact_override ?? null,
    priority: input.priority ?? null,
    publishedAt: null,
    startedAt: plan.scheduledFor,
    nextUpdateAt: wireMs(input.next_update_at) ?? null,
    metadata: input.metadata ?? {},
    componentTimes: timesOf(input.component_times, { isBackfilled: plan.standing === "completed", now }),
    ownerId: input.owner_id ?? (scope.actor.kind === "user" ? scope.actor.id : null),
    origin: occurrence ? ("series" as const) : originOf(scope),
    originId: occurrence?.seriesId ?? null,
    isAttended: !isAutomaticActor(scope),
  };
}

/** Stores the window as a draft: nobody sees it yet. */
async function insertDraft(
  tx: Tx,
  scope: Scope,
  input: NewIncident,
  plan: Plan,
  occurrence: Occurrence | null,
  now: number,
): Promise<Incident> {
  const { scheduledFor, scheduledUntil } = plan;
  const states = plannedComponents(input);
  await requireComponents(tx, scope.pageId, [...states.keys()], { path: "incident.components" });
  const window = {
    ...settingsOf(input),
    ...(occurrence ?? { seriesId: null, occurrenceAt: null }),
    scheduledFor,
    scheduledUntil,
    cancelledAt: null,
  };
  const fields = fieldsOf(scope, input, plan, occurrence, now);
  const id = await insertIncident(tx, scope.pageId, fields, now, window);
  await saveComponents(
    tx,
    id,
    [...states].map(([componentId, state]) => ({ componentId, state })),
  );
  const first = {
    status: "scheduled" as const,
    body: input.body ?? "",
    translations: input.update_translations ?? {},
    displayAt: now,
    deliverNotifications: input.deliver_notifications ?? true,
    components: null,
    isAutomatic: isAutomaticActor(scope),
    actorKind: scope.actor.kind,
    actorId: scope.actor.id,
  };
  await insertUpdate(tx, { id, pageId: scope.pageId }, first, now);
  return (await readIncidentRow(scope.pageId, id, tx))!;
}

/** The same within a change; a series asks nobody. */
export async function scheduleInside(
  tx: Tx,
  scope: Scope,
  input: NewIncident,
  now: number,
  occurrence: Occurrence | null = null,
) {
  const plan = planOf(input, now);
  requireTimes(plan, now);
  requirePromise(wireMs(input.next_update_at), "incident.next_update_at", now);
  if (plan.standing === "completed") requirePast(plan.scheduledFor, "incident.scheduled_for", now);
  await requireOwner(tx, scope.pageId, input.owner_id);
  await requireRoom(tx, scope.pageId);
  const draft = await insertDraft(tx, scope, input, plan, occurrence, now);
  requireWindow(draft);
  const announcement = { isStated: plan.isStated, confirm: input.confirm, isAsked: occurrence === null };
  const incident = input.draft ? draft : await announce(tx, scope, draft, announcement, now);
  const first = incident.updates.at(-1)!;
  const { name, origin, isBackfilled: backfilled } = incident;
  const after = { name, kind: "maintenance", origin, backfilled, draft: input.draft ?? false };
  return {
    result: incident,
    audit: about(incident, {
      action: "maintenance.schedule",
      after: { ...after, ...auditableTimes(plan), ...auditableUpdate(first) },
    }),
    event: eventOfAnnouncement(incident),
  };
}

/**
 * Announces a maintenance window, or stores it as a draft. One that has begun starts at once, one that is over is
 * recorded as completed: both are asked about first, unless its status says so.
 * @throws Failure invalid, conflict (overlap or past, not confirmed; a status that nothing begins with)
 */
export const scheduleMaintenance = (
  scope: Scope<"incidents:write">,
  input: NewIncident,
  now: number,
): Promise<Incident> => change(scope, (tx) => scheduleInside(tx, scope, input, now));
