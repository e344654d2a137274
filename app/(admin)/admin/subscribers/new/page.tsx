import { NewSubscriber } from "#components/admin/subscribers/new-subscriber.tsx";
import { setups } from "#lib/web/admin/setups.ts";
import { subscriberChoices } from "#lib/web/admin/subscriber-choices.ts";
import { adminSession } from "#lib/web/session.ts";

export default async function NewSubscriberPage() {
  const session = await adminSession();
  session.scope("subscribers:write");
  return <NewSubscriber setups={setups()} {...(await subscriberChoices(session, Date.now()))} />;
}
