import { lockPlaces, writePlacing } from "#lib/data/page/order.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import { Failure } from "#lib/domain/errors.ts";
import { isWhole, type OrderedPlace, placingOf } from "#lib/domain/page/order.ts";

/**
 * Puts groups and components in this order, all at once; a component named under a group becomes its member.
 * @throws Failure conflict unless every group and component of the page is named exactly once: something came or went
 */
export const orderPage = (
  scope: Scope<"components:write">,
  order: readonly OrderedPlace[],
  now: number,
): Promise<OrderedPlace[]> =>
  change(scope, async (tx) => {
    const existing = await lockPlaces(tx, scope.pageId);
    const placing = placingOf(order);
    const ids = (things: readonly { id: string }[]) => things.map(({ id }) => id);
    if (
      !isWhole(ids(placing.groups), existing.groups) ||
      !isWhole(ids(placing.components), existing.components)
    )
      throw new Failure("conflict", "Components or groups came or went meanwhile: load the list again");
    const moved = await writePlacing(tx, scope.pageId, placing, now);
    const result = [...order];
    if (moved === 0) return { result, audit: null, event: null };
    return {
      result,
      audit: { action: "page.order", objectKind: "page", objectId: scope.pageId, after: { order: result } },
      event: { kind: "page.updated", payload: { page_id: scope.pageId, fields: ["order"] } },
    };
  });
