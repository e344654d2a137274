import { settleClaims } from "#lib/data/incidents/claims.ts";
import { readIncidentRow, saveIncident } from "#lib/data/incidents/incidents.ts";
import { keepRevision, saveUpdate } from "#lib/data/incidents/updates.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import { invalid, notFound } from "#lib/domain/errors.ts";
import { requirePast } from "#lib/domain/incidents/beginning.ts";
import { inOrder } from "#lib/domain/incidents/claims.ts";
import type { Incident, IncidentUpdate } from "#lib/domain/incidents/incident.ts";
import { type UpdatePatch, wireMs } from "#lib/domain/incidents/input.ts";
import { momentsOf } from "#lib/domain/incidents/lifecycle.ts";
import { phaseOf, requirePhase } from "#lib/domain/incidents/transitions.ts";
import { difference } from "#lib/domain/input/difference.ts";
import { given } from "#lib/domain/input/given.ts";
import { lockedIncident } from "./locked.ts";
import { about, attention, auditableUpdate, eventOf, isAutomaticActor } from "./record.ts";

const PATH = "incident_update.display_at";

/** An update keeps its place between its neighbours: the order is what makes its status true. */
function requirePlace(incident: Incident, update: IncidentUpdate, at: number, now: number): void {
  requirePast(at, PATH, now);
  const ordered = inOrder(incident.updates);
  const index = ordered.findIndex(({ id }) => id === update.id);
  const [before, after] = [ordered[index - 1], ordered[index + 1]];
  if (before && at <= before.displayAt)
    throw invalid([{ path: PATH, message: "must lie after the update before it" }]);
  if (after && at >= after.displayAt)
    throw invalid([{ path: PATH, message: "must lie before the update after it" }]);
}

function fieldsOf(incident: Incident, update: IncidentUpdate, patch: UpdatePatch, now: number) {
  const isDraft = phaseOf(incident) === "draft";
  const displayAt = wireMs(patch.display_at);
  if (displayAt !== undefined && displayAt !== update.displayAt) {
    if (isDraft && !incident.isBackfilled)
      throw invalid([{ path: PATH, message: "a draft is told when it is published" }]);
    requirePlace(incident, update, displayAt, now);
  }
  const { body, translations } = patch;
  // Whether it was delivered is a fact once it was told.
  const deliverNotifications = isDraft ? patch.deliver_notifications : undefined;
  return given({ body, translations, displayAt, deliverNotifications });
}

/**
 * Changes the text or the time of an update. What readers saw is kept and shown beside it as earlier text; claims follow
 * its new time.
 * @throws Failure not_found, conflict (revision, taken back), invalid (a time out of order)
 */
export const editUpdate = (
  scope: Scope<"incidents:write">,
  id: string,
  updateId: string,
  patch: UpdatePatch,
  now: number,
): Promise<Incident> =>
  change(scope, async (tx) => {
    const before = await lockedIncident(tx, scope, id, patch.revision);
    requirePhase(before, "be edited", ["draft", "published"]);
    const update = before.updates.find((one) => one.id === updateId);
    if (!update) throw notFound("incident update");
    const fields = fieldsOf(before, update, patch, now);
    const changed = difference(update, { ...update, ...fields }, [
      "body",
      "translations",
      "displayAt",
      "deliverNotifications",
    ]);
    if (!changed) return { result: before, audit: null, event: null };
    const isSeen = phaseOf(before) === "published";
    if (isSeen) await keepRevision(tx, update, now);
    const own = isAutomaticActor(scope) || isSeen ? {} : { isAutomatic: false };
    await saveUpdate(tx, update.id, { ...fields, ...own, ...(isSeen && { editedAt: now }) }, now);
    const written = (await readIncidentRow(before.pageId, id, tx))!;
    const moments = isSeen && !before.isBackfilled ? momentsOf(written.updates) : {};
    const incident = await saveIncident(tx, before, { ...moments, ...attention(scope) }, now);
    await settleClaims(tx, incident);
    const after = incident.updates.find((one) => one.id === updateId)!;
    return {
      result: incident,
      audit: about(incident, {
        action: "incident.edit_update",
        before: auditableUpdate(update),
        after: auditableUpdate(after),
      }),
      event: eventOf(incident, "incident.edited", { id: updateId, deliverNotifications: false }),
    };
  });
