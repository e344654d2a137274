import type { Scope } from "#lib/data/scope.ts";
import { nextSubscriberRows } from "#lib/data/subscribers/lists.ts";
import { change } from "#lib/data/tx.ts";
import { FLOORS } from "#lib/domain/subscribers/choices.ts";
import { BYTE_ORDER_MARK, csvLine } from "#lib/domain/subscribers/csv.ts";
import type { Subscriber } from "#lib/domain/subscribers/subscriber.ts";

const BATCH = 1_000;
const textOf = (at: number | null): string => (at === null ? "" : new Date(at).toISOString());

/** The columns of an export, in their order; an import reads the first ones again. */
const COLUMNS: Record<string, (one: Subscriber) => string> = {
  channel: ({ channel }) => channel,
  destination: ({ destination }) => destination,
  consent_at: ({ consentAt, createdAt }) => textOf(consentAt ?? createdAt),
  component_ids: ({ choices }) => choices.componentIds.join(";"),
  group_ids: ({ choices }) => choices.groupIds.join(";"),
  kinds: ({ choices }) => choices.kinds.join(";"),
  min_impact: ({ choices }) => FLOORS[choices.minImpact],
  language: ({ choices }) => choices.language,
  time_zone: ({ choices }) => choices.timeZone,
  id: ({ id }) => id,
  state: ({ state }) => state,
  contact_email: ({ contactEmail }) => contactEmail ?? "",
  incident_ids: ({ incidentIds }) => incidentIds.join(";"),
  consent_source: ({ consentSource }) => consentSource,
  notice_version: ({ noticeVersion }) => noticeVersion ?? "",
  confirmed_at: ({ confirmedAt }) => textOf(confirmedAt),
  unsubscribed_at: ({ unsubscribedAt }) => textOf(unsubscribedAt),
  quarantined_at: ({ quarantinedAt }) => textOf(quarantinedAt),
  created_at: ({ createdAt }) => textOf(createdAt),
};

/**
 * Everybody who subscribed, as CSV in pieces, in no more memory for a hundred thousand than for ten. That it was taken is
 * recorded before its first line is.
 */
export async function* exportSubscribers(scope: Scope<"subscribers:write">): AsyncGenerator<string> {
  await change(scope, async () => ({
    result: undefined,
    audit: { action: "subscriber.export", objectKind: "page", objectId: scope.pageId },
    event: null,
  }));
  yield BYTE_ORDER_MARK + csvLine(Object.keys(COLUMNS));
  for (let after = ""; ; ) {
    const rows = await nextSubscriberRows(scope.pageId, after, BATCH);
    if (rows.length === 0) return;
    yield rows.map((row) => csvLine(Object.values(COLUMNS).map((column) => column(row)))).join("");
    after = rows.at(-1)!.id;
  }
}
