import { settleClaims } from "#lib/data/incidents/claims.ts";
import { saveComponents } from "#lib/data/incidents/components.ts";
import { type IncidentFields, readIncidentRow, saveIncident } from "#lib/data/incidents/incidents.ts";
import { saveUpdate } from "#lib/data/incidents/updates.ts";
import { insertNotice } from "#lib/data/maintenance/notices.ts";
import type { Scope } from "#lib/data/scope.ts";
import type { Event, Tx } from "#lib/data/tx.ts";
import { changesOf } from "#lib/domain/incidents/claims.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import type { Publication } from "#lib/domain/incidents/input.ts";
import type { Confirmation } from "#lib/domain/incidents/maintenance-input.ts";
import { type Standing, standingOf } from "#lib/domain/maintenance/plan.ts";
import { type MaintenanceWindow, plannedStates, withoutClaims } from "#lib/domain/maintenance/steps.ts";
import type { Occasion } from "#lib/domain/maintenance/texts.ts";
import { about, attention, auditableUpdate, eventOf } from "../../incidents/record.ts";
import { askFirst, requireTimes } from "./questions.ts";
import { auditableTimes } from "./record.ts";
import { wordsFor } from "./step.ts";

export type Announcement = {
  /** Its author said that it runs or is over. */
  isStated: boolean;
  /** A series asks nobody. */
  isAsked: boolean;
  confirm: readonly Confirmation[] | undefined;
  deliverNotifications?: boolean | undefined;
};

const OCCASIONS: Record<Standing, Occasion> = {
  scheduled: "scheduled",
  in_progress: "started",
  completed: "completed",
};

/** What is told of the window itself, once everybody sees it. */
function fieldsOf(
  scope: Scope,
  window: MaintenanceWindow,
  standing: Standing,
  now: number,
): Partial<IncidentFields> {
  const isOver = standing === "completed";
  return {
    status: standing,
    publishedAt: now,
    startedAt: window.maintenance.scheduledFor,
    isBackfilled: isOver,
    resolvedAt: isOver ? window.maintenance.scheduledUntil : null,
    ...attention(scope),
    ...(isOver && { nextUpdateAt: null }),
  };
}

/**
 * What the first update changes. A window that is over claims nothing, unless its author said when (`component_times`);
 * one that runs claims from now on.
 */
async function claimedBy(tx: Tx, window: MaintenanceWindow, standing: Standing) {
  if (standing === "scheduled") return null;
  const idle = withoutClaims(window);
  if (standing === "completed") await saveComponents(tx, window.id, idle.components);
  if (standing === "completed" || window.components.length === 0) return null;
  return changesOf(idle, plannedStates(window), false);
}

/**
 * Shows a draft to everybody, within a change: its first update, the notice of its times, its claims if it has begun. The
 * caller holds its lock. @throws Failure conflict (overlap or past, not confirmed)
 */
export async function announce(
  tx: Tx,
  scope: Scope,
  draft: MaintenanceWindow,
  { isStated, isAsked, confirm, deliverNotifications }: Announcement,
  now: number,
): Promise<Incident> {
  const { id, pageId, maintenance } = draft;
  const { scheduledFor, scheduledUntil } = maintenance;
  requireTimes(maintenance, now);
  const componentIds = draft.components.map(({ componentId }) => componentId);
  const asked = { id, pageId, scheduledFor, scheduledUntil, componentIds, isPastMeant: isStated };
  if (isAsked) await askFirst(tx, asked, confirm, now);
  const standing = standingOf(maintenance, now);
  const first = draft.updates.at(-1)!;
  const text = await wordsFor(tx, scope, OCCASIONS[standing], maintenance, first);
  const isOver = standing === "completed";
  const told = {
    ...text,
    status: standing,
    displayAt: isOver ? scheduledUntil : now,
    // What is told after the fact is no news.
    deliverNotifications: !isOver && (deliverNotifications ?? first.deliverNotifications),
    components: await claimedBy(tx, draft, standing),
  };
  await saveUpdate(tx, first.id, told, now);
  await insertNotice(tx, draft, maintenance, now);
  await saveIncident(tx, draft, fieldsOf(scope, draft, standing, now), now);
  const incident = (await readIncidentRow(pageId, id, tx))!;
  await settleClaims(tx, incident);
  return incident;
}

const KINDS: Record<string, string> = {
  scheduled: "maintenance.scheduled",
  in_progress: "maintenance.started",
  completed: "maintenance.completed",
};

/** What subscribers hear of a window that was just announced; of a draft nothing. */
export const eventOfAnnouncement = (incident: Incident): Event | null =>
  eventOf(incident, KINDS[incident.status]!, incident.updates.at(-1) ?? null);

/** Publishes a draft, within a change. */
export async function announceDraft(
  tx: Tx,
  scope: Scope,
  draft: MaintenanceWindow,
  { confirm, deliver_notifications: deliverNotifications }: Publication,
  now: number,
) {
  const announcement = { isStated: false, isAsked: true, confirm, deliverNotifications };
  const incident = await announce(tx, scope, draft, announcement, now);
  const after = { ...auditableTimes(draft.maintenance), ...auditableUpdate(incident.updates.at(-1)!) };
  return {
    result: incident,
    audit: about(incident, { action: "maintenance.publish", after }),
    event: eventOfAnnouncement(incident),
  };
}
