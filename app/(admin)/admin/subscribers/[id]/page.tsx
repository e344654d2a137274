import { DeliveryHistory } from "#components/admin/deliveries/history.tsx";
import { adminHref } from "#components/admin/incidents/paths.ts";
import { SubscriberScreen } from "#components/admin/subscribers/subscriber-screen.tsx";
import { presentDelivery } from "#lib/api/manage/deliveries/delivery.ts";
import { listDeliveries } from "#lib/usecases/deliveries/log.ts";
import { readIncident } from "#lib/usecases/incidents/read.ts";
import type { Scope } from "#lib/usecases/requests/authorize.ts";
import { readSubscriber } from "#lib/usecases/subscribers/desk/list.ts";
import { subscriberChoices } from "#lib/web/admin/subscriber-choices.ts";
import { type ById, found } from "#lib/web/request/found.ts";
import { adminSession } from "#lib/web/session.ts";

const HISTORY_LENGTH = 30;
/** Nobody follows so many; the rest is not worth a read each. */
const MAX_FOLLOWED = 20;

/** Incidents by name; one that is gone is left out. */
async function namesOf(scope: Scope<"page:read">, ids: readonly string[]) {
  const read = ids.slice(0, MAX_FOLLOWED).map((id) => readIncident(scope, id).catch(() => null));
  return (await Promise.all(read)).flatMap((one) =>
    one ? [{ id: one.id, name: one.name, href: adminHref(one) }] : [],
  );
}

export default async function SubscriberPage({ params }: ById) {
  const session = await adminSession();
  const scope = session.scope("subscribers:write");
  const subscriber = await found(readSubscriber(scope, (await params).id));
  const reader = session.scope("page:read");
  const [choices, followed, history] = await Promise.all([
    subscriberChoices(session, Date.now()),
    namesOf(reader, subscriber.incidentIds),
    listDeliveries(reader, { of: { recipientId: subscriber.id }, limit: HISTORY_LENGTH }),
  ]);
  return (
    <SubscriberScreen
      subscriber={subscriber}
      {...choices}
      followed={followed}
      history={<DeliveryHistory deliveries={history.map(presentDelivery)} />}
    />
  );
}
