"use client";
import { deliveryWord } from "#lib/domain/words/deliveries.ts";
import { subscriberWord } from "#lib/domain/words/subscribers.ts";
import { useAdmin } from "../client/context.tsx";
import { DeliveryTable } from "./delivery-table.tsx";
import type { ShownDelivery } from "./shown.ts";

/** What was sent to one recipient, the newest first. */
export function DeliveryHistory({ deliveries }: { deliveries: readonly ShownDelivery[] }) {
  const { language } = useAdmin();
  if (deliveries.length === 0)
    return <p className="text-muted">{subscriberWord("history_empty", language)}</p>;
  return (
    <DeliveryTable
      deliveries={deliveries}
      by="events"
      titleOf={({ event_id, incident }) =>
        event_id === null
          ? null
          : {
              text: incident?.name ?? deliveryWord("kind_event", language),
              href: `/admin/deliveries/${event_id}`,
            }
      }
    />
  );
}
