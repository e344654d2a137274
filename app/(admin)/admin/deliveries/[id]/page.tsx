import { notFound } from "next/navigation";
import { FanOutScreen } from "#components/admin/deliveries/fan-out-screen.tsx";
import { presentDelivery } from "#lib/api/manage/deliveries/delivery.ts";
import { presentFanOut } from "#lib/api/manage/fan-outs/fan-out.ts";
import { CHANNELS } from "#lib/domain/delivery/channel.ts";
import { DELIVERY_STATES } from "#lib/domain/delivery/delivery.ts";
import { listDeliveries } from "#lib/usecases/deliveries/log.ts";
import { readFanOut } from "#lib/usecases/fan-outs/progress.ts";
import { type ById, firstOf, found, type Query } from "#lib/web/request/found.ts";
import { adminSession } from "#lib/web/session.ts";

const PAGE_SIZE = 50;
const NUMBER = /^\d{1,18}$/;

export default async function FanOutPage({ params, searchParams }: ById & Query) {
  const scope = (await adminSession()).scope("page:read");
  const { id: eventId } = await params;
  if (!NUMBER.test(eventId)) notFound();
  const asked = await firstOf(searchParams);
  const channel = CHANNELS.find((one) => one === asked.channel);
  const state = DELIVERY_STATES.find((one) => one === asked.state);
  const after = asked.after && NUMBER.test(asked.after) ? asked.after : undefined;
  const fanOut = await found(readFanOut(scope, eventId));
  const listed = await listDeliveries(scope, {
    of: { eventId },
    ...{ channel, state, after, limit: PAGE_SIZE + 1 },
  });
  const shown = listed.slice(0, PAGE_SIZE);
  return (
    <FanOutScreen
      initial={presentFanOut(fanOut)}
      deliveries={shown.map(presentDelivery)}
      filters={{ channel, state }}
      next={listed.length > PAGE_SIZE ? shown.at(-1)!.id : null}
      isFirst={after === undefined}
    />
  );
}
