import { z } from "zod";
import { id } from "#lib/domain/id.ts";
import { MAX_COMPONENTS } from "./component.ts";
import { MAX_GROUPS } from "./component-group.ts";

/** One place of the page: a component without a group, or a group with its members in their order. */
export const orderedPlace = z.union([
  z.object({ component_id: id }),
  z.object({ component_group_id: id, component_ids: z.array(id).max(MAX_COMPONENTS) }),
]);
export type OrderedPlace = z.infer<typeof orderedPlace>;

/** The whole page from top to bottom. */
export const pageOrder = z.array(orderedPlace).max(MAX_COMPONENTS + MAX_GROUPS);

/** Where each thing stands: positions count from 1, members within their group. */
export type Placing = {
  groups: { id: string; position: number }[];
  components: { id: string; groupId: string | null; position: number }[];
};

/** The positions that an order means, counted from 1: in a group its own, outside with the groups. */
export function placingOf(order: readonly OrderedPlace[]): Placing {
  const placing: Placing = { groups: [], components: [] };
  for (const [at, place] of order.entries()) {
    const position = at + 1;
    if ("component_id" in place) {
      placing.components.push({ id: place.component_id, groupId: null, position });
      continue;
    }
    const groupId = place.component_group_id;
    placing.groups.push({ id: groupId, position });
    for (const [i, member] of place.component_ids.entries())
      placing.components.push({ id: member, groupId, position: i + 1 });
  }
  return placing;
}

/** True when both name exactly the same things, each once. */
export function isWhole(given: readonly string[], existing: readonly string[]): boolean {
  const named = new Set(given);
  return (
    named.size === given.length && named.size === existing.length && existing.every((one) => named.has(one))
  );
}
