import { settleClaims } from "#lib/data/incidents/claims.ts";
import { readIncidentRow, saveIncident } from "#lib/data/incidents/incidents.ts";
import { saveUpdate } from "#lib/data/incidents/updates.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import type { Publication } from "#lib/domain/incidents/input.ts";
import { momentsOf } from "#lib/domain/incidents/lifecycle.ts";
import { requirePhase } from "#lib/domain/incidents/transitions.ts";
import { given } from "#lib/domain/input/given.ts";
import { isWindow } from "#lib/domain/maintenance/steps.ts";
import { announceDraft } from "../maintenance/inside/announce.ts";
import { lockedIncident } from "./locked.ts";
import { about, attention, auditableUpdate, eventOf } from "./record.ts";

/** When a draft's incident began: nobody said otherwise, so with its publication. */
const startedAtOf = (draft: Incident, now: number): number =>
  draft.origin !== "monitor" && draft.origin !== "alert" && draft.startedAt === draft.createdAt
    ? now
    : draft.startedAt;

/**
 * Shows a draft to everybody: its update is told now, its components are claimed from now on.
 * @throws Failure not_found, conflict (no draft, revision; a window: overlap or past not confirmed)
 */
export const publishIncident = (
  scope: Scope<"incidents:write">,
  id: string,
  input: Publication,
  now: number,
): Promise<Incident> =>
  change(scope, async (tx) => {
    const draft = await lockedIncident(tx, scope, id, input.revision);
    requirePhase(draft, "be published", ["draft"]);
    if (isWindow(draft)) return await announceDraft(tx, scope, draft, input, now);
    const first = draft.updates.at(-1)!;
    const deliverNotifications = draft.isBackfilled ? false : input.deliver_notifications;
    const displayAt = draft.isBackfilled ? first.displayAt : now;
    await saveUpdate(tx, first.id, { displayAt, ...given({ deliverNotifications }) }, now);
    const { updates } = (await readIncidentRow(draft.pageId, id, tx))!;
    const published = {
      publishedAt: now,
      autoPublishAt: null,
      startedAt: draft.isBackfilled ? draft.startedAt : startedAtOf(draft, now),
      ...momentsOf(updates),
      ...attention(scope),
    };
    const incident = await saveIncident(tx, draft, published, now);
    await settleClaims(tx, incident);
    const update = incident.updates.at(-1)!;
    return {
      result: incident,
      audit: about(incident, { action: "incident.publish", after: auditableUpdate(update) }),
      event: eventOf(incident, "incident.published", update),
    };
  });
