import { settleClaims } from "#lib/data/incidents/claims.ts";
import { dropComponents, saveComponents } from "#lib/data/incidents/components.ts";
import { type IncidentFields, readIncidentRow, saveIncident } from "#lib/data/incidents/incidents.ts";
import { saveUpdate } from "#lib/data/incidents/updates.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import { invalid } from "#lib/domain/errors.ts";
import { requirePast, requirePromise, timesOf } from "#lib/domain/incidents/beginning.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import { type IncidentPatch, type NewUpdate, wireMs } from "#lib/domain/incidents/input.ts";
import { phaseOf, requirePhase } from "#lib/domain/incidents/transitions.ts";
import { canonical, difference } from "#lib/domain/input/difference.ts";
import { given } from "#lib/domain/input/given.ts";
import { keepsStates } from "#lib/domain/maintenance/plan.ts";
import { hasNotBegun, isWindow } from "#lib/domain/maintenance/steps.ts";
import { editWindow, tellEdit } from "../maintenance/inside/edit.ts";
import { planInside } from "../maintenance/inside/plan.ts";
import { lockedIncident, requireComponents, requireOwner } from "./locked.ts";
import { postInside } from "./post.ts";
import { about, attention, auditableUpdate, eventOf } from "./record.ts";

/** Readers see these; the rest moves no public document. */
const PUBLIC = [
  "name",
  "translations",
  "impactOverride",
  "nextUpdateAt",
  "startedAt",
  "componentTimes",
] as const;
const PRIVATE = ["metadata", "priority", "ownerId"] as const;
/** How many earlier names of an incident are kept. */
const MAX_EARLIER_NAMES = 100;

function requireEditable(incident: Incident, patch: IncidentPatch, now: number): void {
  requirePhase(incident, "be edited", ["draft", "published"]);
  requirePromise(wireMs(patch.next_update_at), "incident.next_update_at", now);
  const startedAt = wireMs(patch.started_at);
  if (startedAt !== undefined && incident.kind !== "maintenance") {
    requirePast(startedAt, "incident.started_at", now);
    if (incident.resolvedAt !== null && startedAt > incident.resolvedAt)
      throw invalid([{ path: "incident.started_at", message: "must not lie after the end" }]);
  }
  if (incident.kind !== "announcement") return;
  if (patch.component_ids?.length || patch.component_times?.length)
    throw invalid([{ path: "incident.component_ids", message: "an announcement concerns no components" }]);
  if (patch.impact_override && patch.impact_override !== "none")
    throw invalid([{ path: "incident.impact_override", message: "an announcement has no impact" }]);
}

function fieldsOf(incident: Incident, patch: IncidentPatch, now: number): Partial<IncidentFields> {
  const fields = given({
    name: patch.name,
    translations: patch.translations,
    impactOverride: patch.impact_override,
    metadata: patch.metadata,
    priority: patch.priority,
    ownerId: patch.owner_id,
    nextUpdateAt: wireMs(patch.next_update_at),
    startedAt: wireMs(patch.started_at),
    componentTimes:
      patch.component_times && timesOf(patch.component_times, { isBackfilled: incident.isBackfilled, now }),
  });
  const isRenamed = difference(incident, { ...incident, ...fields }, ["name", "translations"]) !== null;
  if (!isRenamed || phaseOf(incident) === "draft") return fields;
  const seen = { name: incident.name, translations: incident.translations, replacedAt: now };
  return { ...fields, earlierNames: [seen, ...incident.earlierNames].slice(0, MAX_EARLIER_NAMES) };
}

/** What the patch says as an update; null: it only edits. */
function saidBy(incident: Incident, patch: IncidentPatch, removed: readonly string[]): NewUpdate | null {
  const now = new Map(incident.components.map(({ componentId, state }) => [componentId, state]));
  // A draft and a window that has not begun claim nothing that would have to end.
  const isSilent = phaseOf(incident) === "draft" || incident.status === "scheduled";
  const stillClaimed = removed.filter((id) => !isSilent && now.get(id) !== "operational");
  const map = {
    ...patch.components,
    ...Object.fromEntries(stillClaimed.map((id) => [id, "operational" as const])),
  };
  const isChanging = Object.entries(map).some(([id, state]) => now.get(id) !== state);
  const isMoving = patch.status !== undefined && patch.status !== incident.status;
  if (!patch.body && !isMoving && !isChanging) return null;
  const { status, body, deliver_notifications, update_translations } = patch;
  const components = Object.keys(map).length > 0 ? map : undefined;
  return given({ status, body, deliver_notifications, update_translations, components }) as NewUpdate;
}

/** Takes `component_ids` as the list of components that the incident concerns; returns those that leave it. */
async function listComponents(tx: Tx, incident: Incident, patch: IncidentPatch): Promise<string[]> {
  const has = incident.components;
  const times = (patch.component_times ?? []).map(({ component_id }) => component_id);
  const named = [...(patch.component_ids ?? []), ...times];
  await requireComponents(tx, incident.pageId, named, { path: "incident.component_ids", has });
  const kept = new Set(has.map(({ componentId }) => componentId));
  const fresh = [...new Set(named)].filter((id) => !kept.has(id));
  // Of a window that has not begun it is what it will claim.
  const state = hasNotBegun(incident) && !keepsStates(incident) ? "under_maintenance" : "operational";
  await saveComponents(
    tx,
    incident.id,
    fresh.map((componentId) => ({ componentId, state })),
  );
  if (!patch.component_ids) return [];
  const wanted = new Set([...named, ...Object.keys(patch.components ?? {})]);
  return has.map(({ componentId }) => componentId).filter((id) => !wanted.has(id));
}

/** The patch without what a window that has not begun only plans. */
async function planned(tx: Tx, incident: Incident, patch: IncidentPatch): Promise<IncidentPatch> {
  if (!hasNotBegun(incident)) return patch;
  const named = Object.keys(patch.components ?? {});
  const has = incident.components;
  await requireComponents(tx, incident.pageId, named, { path: "incident.components", has });
  return await planInside(tx, (await readIncidentRow(incident.pageId, incident.id, tx))!, patch);
}

/** A draft's text names only what it still concerns. */
async function forget(tx: Tx, incident: Incident, removed: readonly string[], now: number): Promise<void> {
  await dropComponents(tx, incident.id, removed);
  const first = incident.updates.at(-1);
  if (phaseOf(incident) !== "draft" || !first?.components || removed.length === 0) return;
  const kept = first.components.filter(({ componentId }) => !removed.includes(componentId));
  await saveUpdate(tx, first.id, { components: kept.length > 0 ? kept : null }, now);
}

const componentsOf = (incident: Incident): string => canonical(incident.components);

const editedKind = (incident: Incident): string =>
  isWindow(incident) ? "maintenance.updated" : "incident.edited";

/**
 * Changes what an incident is; with a status, a text or components it posts an update too, as Statuspage does.
 * @throws Failure not_found, conflict (status, revision, taken back), invalid
 */
export const editIncident = (
  scope: Scope<"incidents:write">,
  id: string,
  patch: IncidentPatch,
  now: number,
): Promise<Incident> =>
  change(scope, async (tx) => {
    const before = await lockedIncident(tx, scope, id, patch.revision);
    requireEditable(before, patch, now);
    await requireOwner(tx, before.pageId, patch.owner_id);
    const fields = fieldsOf(before, patch, now);
    const changed = difference(before, { ...before, ...fields }, [...PUBLIC, ...PRIVATE]);
    const windowed = await editWindow(tx, before, patch, now);
    const base = windowed?.window ?? before;
    const removed = await listComponents(tx, base, patch);
    const said = saidBy(base, await planned(tx, base, patch), removed);
    const posted =
      (await tellEdit(tx, scope, windowed, said, now, fields)) ??
      (said && (await postInside(tx, scope, base, said, now, fields)));
    await forget(tx, posted?.incident ?? before, removed, now);
    const written = (await readIncidentRow(before.pageId, id, tx))!;
    const isListed = componentsOf(written) !== componentsOf(before);
    if (!changed && !isListed && !posted && !windowed) return { result: before, audit: null, event: null };
    const isMoved = windowed?.move != null;
    const isPublic = isListed || isMoved || PUBLIC.some((field) => changed && field in changed.after);
    const touched = { ...fields, ...attention(scope) };
    const incident = posted
      ? written
      : await saveIncident(tx, before, touched, now, { isPrivate: !isPublic });
    await settleClaims(tx, incident);
    return {
      result: incident,
      audit: about(incident, {
        action: "incident.edit",
        before: { ...windowed?.audit.before, ...changed?.before, ...(posted && { status: before.status }) },
        after: { ...windowed?.audit.after, ...changed?.after, ...(posted && auditableUpdate(posted.update)) },
      }),
      event:
        posted || isPublic
          ? eventOf(incident, posted?.kind ?? editedKind(incident), posted?.update ?? null)
          : null,
    };
  });
