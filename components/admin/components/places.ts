import type { ComponentWithStatus } from "#lib/domain/page/component.ts";
import type { ComponentGroup } from "#lib/domain/page/component-group.ts";
import type { OrderedPlace } from "#lib/domain/page/order.ts";

/** One place of the page: a component alone, or a group with its members. `id` is that of the thing. */
export type Place =
  | { id: string; component: ComponentWithStatus; group?: undefined }
  | { id: string; group: ComponentGroup; members: ComponentWithStatus[] };

/** The page from top to bottom. */
export function placesOf(
  components: readonly ComponentWithStatus[],
  groups: readonly ComponentGroup[],
): Place[] {
  const known = new Set(groups.map(({ id }) => id));
  const alone = components
    .filter(({ groupId }) => groupId === null || !known.has(groupId))
    .map((component) => ({ position: component.position, place: { id: component.id, component } }));
  const grouped = groups.map((group) => {
    const members = components.filter(({ groupId }) => groupId === group.id);
    return { position: group.position, place: { id: group.id, group, members } };
  });
  return [...grouped, ...alone].sort((a, b) => a.position - b.position).map(({ place }) => place);
}

/** The same list with the one at `from` put at `to`. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.toSpliced(from, 1);
  return rest.toSpliced(to, 0, list[from]!);
}

/** The order as the manage API takes it. */
export const orderOf = (places: readonly Place[]): OrderedPlace[] =>
  places.map((place) =>
    place.group
      ? { component_group_id: place.id, component_ids: place.members.map(({ id }) => id) }
      : { component_id: place.id },
  );
