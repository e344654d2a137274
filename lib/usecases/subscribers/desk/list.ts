import type { Scope } from "#lib/data/scope.ts";
import {
  countByChannelAndState,
  countSubscriberRows,
  listSubscriberRows,
  SORT_FIELDS,
  type SortField,
  type SubscriberCounts,
  type SubscriberFilter,
} from "#lib/data/subscribers/lists.ts";
import { readSubscriberRow } from "#lib/data/subscribers/subscribers.ts";
import { notFound } from "#lib/domain/errors.ts";
import { listWindow } from "#lib/domain/input/list.ts";
import type { Subscriber, SubscriberState } from "#lib/domain/subscribers/subscriber.ts";

export { SORT_FIELDS, type SortField, type SubscriberCounts, type SubscriberFilter };

export type SubscriberListQuery = Omit<SubscriberFilter, "states" | "ids"> & {
  state?: SubscriberState | undefined;
  states?: readonly SubscriberState[] | undefined;
  sort?: SortField | undefined;
  direction?: "asc" | "desc" | undefined;
  limit?: number | undefined;
  page?: number | undefined;
};

const filterOf = ({ state, states, q, channel, componentId, incidentId }: SubscriberListQuery) => ({
  ...{ q, channel, componentId, incidentId },
  states: states ?? (state ? [state] : undefined),
});

/** Who subscribed, the newest first; addresses are only for who may change them. */
export const listSubscribers = (
  scope: Scope<"subscribers:write">,
  query: SubscriberListQuery = {},
): Promise<Subscriber[]> =>
  listSubscriberRows(
    scope.pageId,
    filterOf(query),
    { by: query.sort ?? "created_at", direction: query.direction ?? "desc" },
    listWindow(query),
  );

/** How many `listSubscribers` finds in all. */
export const countListed = (
  scope: Scope<"subscribers:write">,
  query: SubscriberListQuery = {},
): Promise<number> => countSubscriberRows(scope.pageId, filterOf(query));

/** How many there are, by channel and state; without addresses. */
export const countSubscribers = (
  scope: Scope<"page:read" | "subscribers:write">,
): Promise<SubscriberCounts> => countByChannelAndState(scope.pageId);

/** @throws Failure not_found (also for one of another page) */
export async function readSubscriber(scope: Scope<"subscribers:write">, id: string): Promise<Subscriber> {
  const subscriber = await readSubscriberRow(scope.pageId, id);
  if (!subscriber) throw notFound("subscriber");
  return subscriber;
}
