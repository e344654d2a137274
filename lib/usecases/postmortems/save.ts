import { saveIncident } from "#lib/data/incidents/incidents.ts";
import { savePostmortemRow } from "#lib/data/incidents/postmortems.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import type { Postmortem } from "#lib/domain/incidents/incident.ts";
import { type PostmortemDraft, requireExaminable } from "#lib/domain/incidents/postmortem.ts";
import { difference } from "#lib/domain/input/difference.ts";
import { lockedIncident } from "../incidents/locked.ts";
import { about, attention, textHash } from "../incidents/record.ts";

const NONE: Postmortem = {
  draft: null,
  draftTranslations: {},
  draftAt: null,
  body: null,
  translations: {},
  bodyAt: null,
  publishedAt: null,
  notifiesSubscribers: false,
};

/** What the audit log keeps of a draft: enough to prove it, not the text. */
export const auditableDraft = ({ draft, draftTranslations }: Postmortem) => ({
  draft_sha256: draft === null ? null : textHash({ body: draft, translations: draftTranslations }),
});

/**
 * Writes the draft of a post-mortem; what is published stays as it is until the draft is published.
 * @throws Failure not_found, conflict (revision, no incident of that kind)
 */
export const savePostmortem = (
  scope: Scope<"incidents:write">,
  incidentId: string,
  input: PostmortemDraft,
  now: number,
): Promise<Postmortem> =>
  change(scope, async (tx) => {
    const incident = await lockedIncident(tx, scope, incidentId, input.revision);
    requireExaminable(incident);
    const before = incident.postmortem ?? NONE;
    const draftTranslations = input.draft_translations ?? before.draftTranslations;
    const after = { ...before, draft: input.body_draft, draftTranslations, draftAt: now };
    if (!difference(before, after, ["draft", "draftTranslations"]))
      return { result: before, audit: null, event: null };
    await savePostmortemRow(tx, incidentId, after);
    await saveIncident(tx, incident, attention(scope), now, { isPrivate: true });
    return {
      result: after,
      audit: about(incident, {
        action: "postmortem.save",
        before: auditableDraft(before),
        after: auditableDraft(after),
      }),
      event: null,
    };
  });
