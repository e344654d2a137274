import type { Snapshot, SnapshotComponent, SnapshotDay, SnapshotGroup } from "#lib/domain/snapshot.ts";
import { type Document, json, type Place, text } from "../document.ts";
import { pageOrder } from "../page-order.ts";

const day = (one: SnapshotDay) => ({
  date: one.date,
  seconds: {
    operational: one.seconds.operational ?? 0,
    degraded_performance: one.seconds.degraded_performance ?? 0,
    partial_outage: one.seconds.partial_outage ?? 0,
    major_outage: one.seconds.major_outage ?? 0,
    under_maintenance: one.seconds.under_maintenance ?? 0,
    unknown: one.seconds.unknown ?? 0,
  },
  uptime: one.uptime,
});

const figures = (
  one: SnapshotComponent | SnapshotGroup,
  groupId: string | null,
  snapshot: Snapshot,
  place: Place,
) => ({
  id: one.id,
  name: text(one, "name", snapshot, place),
  group_id: groupId,
  uptime_90d: one.uptime90d,
  coverage_90d: one.coverage90d,
  days: one.days.map(day),
});

/** `/api/public/v1/uptime.json`: 90 days in seconds per state, for every component and group. */
export const uptimeDocument = (snapshot: Snapshot, place: Place): Document =>
  json({
    page: {
      id: snapshot.page.id,
      name: text(snapshot.page, "name", snapshot, place),
      url: place.publicUrl,
      time_zone: snapshot.page.timeZone,
      uptime_90d: snapshot.page.uptime90d,
      coverage_90d: snapshot.page.coverage90d,
    },
    policy: {
      version: snapshot.policy.version,
      weights: {
        major_outage: snapshot.policy.weights.major_outage,
        partial_outage: snapshot.policy.weights.partial_outage,
        degraded_performance: snapshot.policy.weights.degraded_performance,
      },
    },
    as_of: snapshot.asOf,
    components: pageOrder(snapshot).flatMap(({ group, members }) =>
      members.map((one) => figures(one, group?.id ?? null, snapshot, place)),
    ),
    groups: pageOrder(snapshot).flatMap(({ group }) =>
      group ? [figures(group, null, snapshot, place)] : [],
    ),
  });
