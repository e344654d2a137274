import { countAudience } from "#lib/data/fan-outs/audience-counts.ts";
import { readPlanBefore } from "#lib/data/fan-outs/rows.ts";
import type { Scope } from "#lib/data/scope.ts";
import { inTransaction } from "#lib/data/sql.ts";
import { readPublicComponents } from "#lib/data/status/public-nouns.ts";
import { type AudienceCounts, type AudienceDraft, draftEvent, NOBODY } from "#lib/domain/delivery/draft.ts";
import { planOf } from "#lib/domain/delivery/plan.ts";
import { eventsOf } from "../history/events.ts";

/** Greater than every event there is. */
const LAST_EVENT = "9223372036854775807";

/**
 * Who would be told if this were published now, by channel and component: asked of the same statement that tells them. A draft
 * about private components alone tells nobody.
 */
export async function previewAudience(
  { pageId }: Scope<"page:read">,
  draft: AudienceDraft,
  now: number,
): Promise<AudienceCounts> {
  return await inTransaction(async (sql) => {
    const components = await readPublicComponents(sql, pageId);
    const incidentId = draft.incidentId ?? null;
    const [known] = incidentId === null ? [] : await eventsOf(sql, pageId, [incidentId]);
    const previous = incidentId === null ? null : await readPlanBefore(sql, incidentId, LAST_EVENT);
    const imagined = draftEvent(draft, known ?? null, components);
    if (!imagined) return NOBODY;
    const { kind, updateId, event } = imagined;
    const plan = planOf({ kind, updateId, deliverNotifications: true }, event, components, previous);
    if (!plan) return NOBODY;
    return await countAudience(sql, { pageId, incidentId, eventAt: now, plan });
  }, "begin isolation level repeatable read read only");
}
