import type { Snapshot, SnapshotComponent, SnapshotGroup } from "#lib/domain/snapshot.ts";
import { type WireState, worst } from "#lib/domain/status/state.ts";
import { type Document, json, type Place, text } from "../document.ts";
import { groupIdOf, pageOrder } from "../page-order.ts";
import { page } from "./page.ts";

/** Statuspage's component, keys in its order, and our added key `data` at the end. */
export const component = (one: SnapshotComponent, snapshot: Snapshot, place: Place) => ({
  id: one.id,
  name: text(one, "name", snapshot, place),
  status: one.wireState,
  created_at: one.createdAt,
  updated_at: one.updatedAt,
  position: one.position,
  description: text(one, "description", snapshot, place) || null,
  showcase: one.showcase,
  start_date: one.startDate,
  group_id: groupIdOf(one, snapshot),
  page_id: snapshot.page.id,
  group: false,
  only_show_if_degraded: one.onlyShowIfDegraded,
  data: one.data,
});

/** A group is an entry among the components, with the list of its members. */
const group = (one: SnapshotGroup, members: SnapshotComponent[], snapshot: Snapshot, place: Place) => ({
  id: one.id,
  name: text(one, "name", snapshot, place),
  status: groupStatus(members),
  created_at: one.createdAt,
  updated_at: one.updatedAt,
  position: one.position,
  description: text(one, "description", snapshot, place) || null,
  showcase: false,
  start_date: null,
  group_id: null,
  page_id: snapshot.page.id,
  group: true,
  only_show_if_degraded: false,
  components: members.map((member) => member.id),
  data: groupData(members),
});

/** In the page's order, each group followed by its members. */
export const components = (snapshot: Snapshot, place: Place) =>
  pageOrder(snapshot).flatMap((entry) => [
    ...(entry.group ? [group(entry.group, entry.members, snapshot, place)] : []),
    ...entry.members.map((member) => component(member, snapshot, place)),
  ]);

/** `/api/v2/components.json` */
export const componentsDocument = (snapshot: Snapshot, place: Place): Document =>
  json({ page: page(snapshot, place), components: components(snapshot, place) });

/** The worst of what is known; a group of which nothing is known shows what its members last were. */
function groupStatus(members: SnapshotComponent[]): WireState {
  const known = worst(members.map((member) => member.state));
  const shown = known === "unknown" ? worst(members.map((member) => member.wireState)) : known;
  return shown === "unknown" ? "operational" : shown;
}

function groupData(members: SnapshotComponent[]): SnapshotComponent["data"] {
  const freshest = (["fresh", "stale"] as const).find((data) => members.some((one) => one.data === data));
  return freshest ?? "none";
}
