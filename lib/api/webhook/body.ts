import { atUpdate } from "#lib/domain/incidents/at-update.ts";
import type { Snapshot, SnapshotIncident, SnapshotMaintenance } from "#lib/domain/snapshot.ts";
import type { Place } from "../document.ts";
import type { component } from "../v2/components.ts";
import { incident as v2Incident, maintenance as v2Maintenance } from "../v2/events.ts";
import { status } from "../v2/page.ts";

/** What Standard Webhooks recommends; older updates, then the end of the newest text give way. */
export const MAX_BODY_BYTES = 20_000;

export type WebhookPlace = {
  publicUrl: string;
  /** Of the one who gets it. */
  unsubscribe: string;
  generatedAt: number;
};

type Told = SnapshotIncident | SnapshotMaintenance;

/** At the root: fixed labels in English, people's words in the page's first language. */
const placeOf = (publicUrl: string): Place => ({
  publicUrl,
  locale: null,
  params: {},
  query: new URLSearchParams(),
});

const seconds = (at: number): string => new Date(at).toISOString();

export const meta = ({ publicUrl, unsubscribe, generatedAt }: WebhookPlace) => ({
  unsubscribe,
  documentation: `${publicUrl}/v1/openapi.json`,
  generated_at: seconds(generatedAt),
});

export const pageStatus = (snapshot: Pick<Snapshot, "page" | "components">) => {
  const { indicator, description } = status(snapshot as Snapshot);
  return { id: snapshot.page.id, status_indicator: indicator, status_description: description };
};

type V2Update = ReturnType<typeof v2Incident>["incident_updates"][number];

const updateOf = ({ id, incident_id, custom_tweet, deliver_notifications, ...rest }: V2Update) => ({
  body: rest.body,
  created_at: rest.created_at,
  display_at: rest.display_at,
  status: rest.status,
  twitter_updated_at: null,
  updated_at: rest.updated_at,
  wants_twitter_update: false,
  affected_components: rest.affected_components,
  custom_tweet,
  deliver_notifications,
  id,
  incident_id,
});

const componentOf = (one: ReturnType<typeof component>) => ({
  id: one.id,
  name: one.name,
  status: one.status,
  created_at: one.created_at,
  updated_at: one.updated_at,
  position: one.position,
  description: one.description,
  showcase: one.showcase,
  page_id: one.page_id,
  group_id: one.group_id,
});

/** What was said afterwards of an incident's cause. */
function postmortemOf(event: Told) {
  const told = "postmortem" in event ? event.postmortem : null;
  return {
    postmortem_body: told?.body ?? null,
    postmortem_body_last_updated_at: told?.publishedAt ?? null,
    postmortem_ignored: false,
    postmortem_notified_subscribers: told !== null,
    postmortem_notified_twitter: false,
    postmortem_published_at: told?.publishedAt ?? null,
  };
}

const windowOf = (event: Told) => ({
  scheduled_auto_completed: false,
  scheduled_auto_in_progress: false,
  scheduled_for: "scheduledFor" in event ? event.scheduledFor : null,
  scheduled_remind_prior: false,
  scheduled_reminded_at: null,
  scheduled_until: "scheduledFor" in event ? event.scheduledUntil : null,
});

function incidentOf(event: Told, snapshot: Snapshot, place: Place) {
  const told =
    "scheduledFor" in event ? v2Maintenance(event, snapshot, place) : v2Incident(event, snapshot, place);
  return {
    backfilled: "isBackfilled" in event && event.isBackfilled,
    created_at: told.created_at,
    impact: told.impact,
    impact_override: null,
    monitoring_at: told.monitoring_at,
    ...postmortemOf(event),
    resolved_at: told.resolved_at,
    ...windowOf(event),
    shortlink: told.shortlink,
    status: told.status,
    updated_at: told.updated_at,
    id: told.id,
    page_id: told.page_id,
    name: told.name,
    incident_updates: told.incident_updates.map(updateOf),
    components: told.components.map(componentOf),
  };
}

type Body = { incident: ReturnType<typeof incidentOf> };

const isSmall = (body: object): boolean => Buffer.byteLength(JSON.stringify(body)) <= MAX_BODY_BYTES;

const halved = (text: string): string => text.slice(0, Math.floor(text.length / 2)).toWellFormed();

/** Takes away what a receiver misses least, until it is small enough. */
function shortened<B extends Body>(body: B): B {
  const { incident } = body;
  while (!isSmall(body) && incident.incident_updates.length > 1) incident.incident_updates.pop();
  while (!isSmall(body) && (incident.postmortem_body?.length ?? 0) > 1_000)
    incident.postmortem_body = `${halved(incident.postmortem_body!)}…`;
  const [newest] = incident.incident_updates;
  while (!isSmall(body) && newest && newest.body.length > 500) newest.body = `${halved(newest.body)}…`;
  for (const one of incident.components) if (!isSmall(body)) one.description = null;
  while (!isSmall(body) && incident.components.length > 0) incident.components.pop();
  if (!isSmall(body) && newest) newest.affected_components = null;
  return body;
}

/** Statuspage's body of an incident or a window, as it stood at one of its updates. Null: it is not public any more. */
export function incidentWebhook(
  snapshot: Snapshot,
  { incidentId, updateId }: { incidentId: string; updateId: string | null },
  place: WebhookPlace,
): string | null {
  const found = [...snapshot.incidents, ...snapshot.maintenances].find(({ id }) => id === incidentId);
  const event = found && atUpdate<Told>(found, updateId);
  if (!event) return null;
  const incident = incidentOf(event, snapshot, placeOf(place.publicUrl));
  return JSON.stringify(shortened({ meta: meta(place), page: pageStatus(snapshot), incident }));
}
