import { SubscriberList } from "#components/admin/subscribers/subscriber-list.tsx";
import { holdsRole } from "#lib/domain/people/permission.ts";
import { SUBSCRIBER_LIST_LENGTH, subscriberSearch } from "#lib/domain/subscribers/desk/search.ts";
import { countSubscribers, listSubscribers } from "#lib/usecases/subscribers/desk/list.ts";
import { setups } from "#lib/web/admin/setups.ts";
import { subscriberChoices } from "#lib/web/admin/subscriber-choices.ts";
import type { Query } from "#lib/web/request/found.ts";
import { adminSession } from "#lib/web/session.ts";

export default async function SubscribersPage({ searchParams }: Query) {
  const session = await adminSession();
  const search = subscriberSearch(await searchParams);
  const { component, ...rest } = search;
  const canList = holdsRole(session.person.role, "subscribers:write");
  const query = { ...rest, componentId: component, limit: SUBSCRIBER_LIST_LENGTH };
  const [counts, subscribers, { components }] = await Promise.all([
    countSubscribers(session.scope("page:read")),
    canList ? listSubscribers(session.scope("subscribers:write"), query) : null,
    subscriberChoices(session, Date.now()),
  ]);
  return (
    <SubscriberList
      counts={counts}
      setups={setups()}
      subscribers={subscribers}
      search={search}
      components={components}
    />
  );
}
