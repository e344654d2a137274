import type {
  Snapshot,
  SnapshotIncident,
  SnapshotMaintenance,
  SnapshotUpdate,
} from "#lib/domain/snapshot.ts";
import { type Place, text } from "../document.ts";
import { component } from "./components.ts";

type Told = SnapshotIncident | SnapshotMaintenance;

function update(one: SnapshotUpdate<string>, eventId: string, snapshot: Snapshot, place: Place) {
  return {
    id: one.id,
    status: one.status,
    body: text(one, "body", snapshot, place),
    incident_id: eventId,
    created_at: one.createdAt,
    updated_at: one.updatedAt,
    display_at: one.displayAt,
    affected_components:
      one.affectedComponents?.map((affected) => ({
        code: affected.id,
        name: affected.name,
        old_status: affected.oldState,
        new_status: affected.newState,
      })) ?? null,
    deliver_notifications: one.deliverNotifications,
    custom_tweet: null,
    tweet_id: null,
  };
}

/** What incidents and maintenance have in common, in Statuspage's order. */
const event = (one: Told, shortlink: string, snapshot: Snapshot, place: Place) => ({
  id: one.id,
  name: text(one, "name", snapshot, place),
  status: one.status,
  created_at: one.createdAt,
  updated_at: one.updatedAt,
  monitoring_at: one.monitoringAt,
  resolved_at: one.resolvedAt,
  impact: one.impact,
  shortlink,
  started_at: one.startedAt,
  page_id: snapshot.page.id,
  incident_updates: one.updates.map((each) => update(each, one.id, snapshot, place)),
  components: one.componentIds
    .map((id) => snapshot.components.find((other) => other.id === id))
    // A component that was archived since is no longer part of the public world.
    .filter((found) => found !== undefined)
    .map((found) => component(found, snapshot, place)),
});

export const incident = (one: SnapshotIncident, snapshot: Snapshot, place: Place) =>
  event(one, `${place.publicUrl}/incidents/${one.id}`, snapshot, place);

/** A maintenance is an incident with its window. */
export const maintenance = (one: SnapshotMaintenance, snapshot: Snapshot, place: Place) => ({
  ...event(one, `${place.publicUrl}/maintenance/${one.id}`, snapshot, place),
  scheduled_for: one.scheduledFor,
  scheduled_until: one.scheduledUntil,
});
