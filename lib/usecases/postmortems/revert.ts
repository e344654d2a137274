import { saveIncident } from "#lib/data/incidents/incidents.ts";
import { deletePostmortemRow, deleteUpdateRow, savePostmortemRow } from "#lib/data/incidents/postmortems.ts";
import { saveUpdate } from "#lib/data/incidents/updates.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import { Failure, notFound } from "#lib/domain/errors.ts";
import type { Incident, Postmortem } from "#lib/domain/incidents/incident.ts";
import { postmortemUpdate } from "#lib/domain/incidents/postmortem.ts";
import { lockedIncident } from "../incidents/locked.ts";
import { about, attention, auditableUpdate } from "../incidents/record.ts";
import { auditableDraft } from "./save.ts";

/** The incident is resolved again, without the update that told the post-mortem. */
async function takeBack(tx: Tx, scope: Scope, incident: Incident, now: number) {
  const update = postmortemUpdate(incident);
  if (update) await deleteUpdateRow(tx, update.id);
  // What was said after it stays, as said of a resolved incident.
  for (const { id, status } of incident.updates)
    if (status === "postmortem" && id !== update?.id) await saveUpdate(tx, id, { status: "resolved" }, now);
  await saveIncident(tx, incident, { status: "resolved", ...attention(scope) }, now);
  return { status: incident.status, ...(update && auditableUpdate(update)) };
}

/**
 * Takes a published post-mortem back into a draft: the incident is resolved again. A newer draft stays.
 * @throws Failure not_found, conflict (not published, revision)
 */
export const revertPostmortem = (
  scope: Scope<"incidents:write">,
  incidentId: string,
  { revision }: { revision?: number | undefined },
  now: number,
): Promise<Postmortem> =>
  change(scope, async (tx) => {
    const incident = await lockedIncident(tx, scope, incidentId, revision);
    const before = incident.postmortem;
    if (!before) throw notFound("postmortem");
    if (before.publishedAt === null)
      throw new Failure("conflict", "This post-mortem is a draft; allowed now: publish");
    const isNewer = before.draft !== null;
    const after: Postmortem = {
      draft: isNewer ? before.draft : before.body,
      draftTranslations: isNewer ? before.draftTranslations : before.translations,
      draftAt: isNewer ? before.draftAt : before.bodyAt,
      body: null,
      translations: {},
      bodyAt: null,
      publishedAt: null,
      notifiesSubscribers: false,
    };
    const told = await takeBack(tx, scope, incident, now);
    await savePostmortemRow(tx, incidentId, after);
    return {
      result: after,
      audit: about(incident, { action: "postmortem.revert", before: told, after: { status: "resolved" } }),
      event: null,
    };
  });

/** Throws a post-mortem away, published or not. @throws Failure not_found */
export const deletePostmortem = (
  scope: Scope<"incidents:write">,
  incidentId: string,
  now: number,
): Promise<void> =>
  change(scope, async (tx) => {
    const incident = await lockedIncident(tx, scope, incidentId, undefined);
    const before = incident.postmortem;
    if (!before) throw notFound("postmortem");
    const told = before.publishedAt === null ? {} : await takeBack(tx, scope, incident, now);
    if (before.publishedAt === null)
      await saveIncident(tx, incident, attention(scope), now, { isPrivate: true });
    await deletePostmortemRow(tx, incidentId);
    return {
      result: undefined,
      audit: about(incident, { action: "postmortem.delete", before: { ...auditableDraft(before), ...told } }),
      event: null,
    };
  });
