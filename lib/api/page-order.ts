import type { Snapshot, SnapshotComponent, SnapshotGroup } from "#lib/domain/snapshot.ts";

/** One place of the page's list: a group with its members, or a component that stands alone. */
export type PageEntry = { group: SnapshotGroup | null; members: SnapshotComponent[] };

/** Everything in the order of the page: groups and lone components by position, members by position in their group. */
export function pageOrder(snapshot: Snapshot): PageEntry[] {
  const byPosition = snapshot.components.toSorted((a, b) => a.position - b.position);
  const groups = snapshot.groups.map((group) => ({
    position: group.position,
    entry: { group, members: byPosition.filter((one) => one.groupId === group.id) },
  }));
  const alone = byPosition
    .filter((one) => groupIdOf(one, snapshot) === null)
    .map((one) => ({ position: one.position, entry: { group: null, members: [one] } }));
  return [...groups, ...alone].sort((a, b) => a.position - b.position).map(({ entry }) => entry);
}

/** The group of a component, if that is part of the public world. */
export const groupIdOf = (one: SnapshotComponent, snapshot: Snapshot): string | null =>
  snapshot.groups.find((group) => group.id === one.groupId)?.id ?? null;
