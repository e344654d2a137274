import { saveIncident } from "#lib/data/incidents/incidents.ts";
import { savePostmortemRow } from "#lib/data/incidents/postmortems.ts";
import { insertUpdate, keepRevision, saveUpdate } from "#lib/data/incidents/updates.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import type { Incident, Postmortem } from "#lib/domain/incidents/incident.ts";
import { nextDisplayAt } from "#lib/domain/incidents/lifecycle.ts";
import {
  type PostmortemPublication,
  postmortemUpdate,
  requirePublishable,
} from "#lib/domain/incidents/postmortem.ts";
import { lockedIncident } from "../incidents/locked.ts";
import { about, attention, eventOf, isAutomaticActor, textHash } from "../incidents/record.ts";

type Told = { id: string; deliverNotifications: boolean };

/** The first time: an update of its own, as Statuspage has it. */
async function tell(tx: Tx, scope: Scope, incident: Incident, told: Postmortem, now: number): Promise<Told> {
  const deliverNotifications = told.notifiesSubscribers;
  const row = {
    status: "postmortem",
    body: told.body!,
    translations: told.translations,
    displayAt: nextDisplayAt(incident.updates, now),
    deliverNotifications,
    components: null,
    isAutomatic: isAutomaticActor(scope),
    actorKind: scope.actor.kind,
    actorId: scope.actor.id,
  } as const;
  return { id: await insertUpdate(tx, incident, row, now), deliverNotifications };
}

/** Another text of what readers know already: marked as edited, the earlier text kept. */
async function tellAnew(tx: Tx, incident: Incident, told: Postmortem, now: number): Promise<Told | null> {
  const update = postmortemUpdate(incident);
  if (!update) return null;
  await keepRevision(tx, update, now);
  await saveUpdate(tx, update.id, { body: told.body!, translations: told.translations, editedAt: now }, now);
  return { id: update.id, deliverNotifications: false };
}

/**
 * Publishes the draft of a resolved incident's post-mortem: the incident becomes `postmortem`, with an update. A draft that
 * was written after that replaces the text, which is then marked as edited.
 * @throws Failure not_found, conflict (not resolved, no draft, revision)
 */
export const publishPostmortem = (
  scope: Scope<"incidents:write">,
  incidentId: string,
  input: PostmortemPublication,
  now: number,
): Promise<Postmortem> =>
  change(scope, async (tx) => {
    const incident = await lockedIncident(tx, scope, incidentId, input.revision);
    requirePublishable(incident);
    const before = incident.postmortem!;
    const isFirst = before.publishedAt === null;
    const after: Postmortem = {
      draft: null,
      draftTranslations: {},
      draftAt: null,
      body: before.draft,
      translations: before.draftTranslations,
      bodyAt: now,
      publishedAt: before.publishedAt ?? now,
      notifiesSubscribers: isFirst ? (input.notify_subscribers ?? false) : before.notifiesSubscribers,
    };
    const anew = isFirst ? null : await tellAnew(tx, incident, after, now);
    const update = anew ?? (await tell(tx, scope, incident, after, now));
    await savePostmortemRow(tx, incidentId, after);
    const saved = await saveIncident(tx, incident, { status: "postmortem", ...attention(scope) }, now);
    const text_sha256 = textHash({ body: after.body!, translations: after.translations });
    const told = { update_id: update.id, text_sha256, notify_subscribers: update.deliverNotifications };
    return {
      result: after,
      audit: about(incident, {
        action: isFirst ? "postmortem.publish" : "postmortem.edit",
        before: { status: incident.status },
        after: { status: "postmortem", ...told },
      }),
      event: eventOf(saved, isFirst ? "postmortem.published" : "incident.edited", update),
    };
  });
