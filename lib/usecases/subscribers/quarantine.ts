import { hasOwner, quarantineRow } from "#lib/data/delivery/quarantine.ts";
import { authorize } from "#lib/data/scope.ts";
import { suppress } from "#lib/data/subscribers/suppressions.ts";
import { change } from "#lib/data/tx.ts";
import type { DeliveryJob } from "#lib/domain/delivery/delivery.ts";
import { ORDINARY } from "#lib/domain/delivery/delivery.ts";
import type { QuarantineReason } from "#lib/domain/delivery/settle.ts";
import { notify } from "../deliveries/notify.ts";
import { suppressedPlace } from "./context.ts";

const worker = { kind: "system", id: "worker", pageId: null } as const;

/**
 * Has nothing more be sent to a destination that is dead or has failed for too long, until somebody reactivates it. Who owns
 * a webhook or a chat is told by mail. Doing it twice changes nothing.
 */
export async function quarantineSubscriber(
  { pageId, channel, recipient }: Pick<DeliveryJob, "pageId" | "channel" | "recipient">,
  reason: QuarantineReason,
  ctx: { secretKey: string; now: number },
): Promise<void> {
  const scope = authorize(worker, "subscribers:write", pageId);
  const { destination } = recipient;
  await change(scope, async (tx) => {
    // A destination that is there and only fails may be tried again by whoever adds it anew.
    if (reason !== "failing")
      await suppress(tx, suppressedPlace(ctx.secretKey, { pageId, channel, destination }), reason, ctx.now);
    if (!(await quarantineRow(tx, recipient.id, reason, ctx.now)))
      return { result: undefined, audit: null, event: null };
    if (channel !== "email" && channel !== "sms" && (await hasOwner(tx, recipient.id)))
      await notify(
        tx,
        {
          pageId,
          kind: "quarantined",
          channel: "email",
          recipient: { kind: "subscriber", id: recipient.id },
          priority: ORDINARY,
          // "failing" tells that it is still tried.
          details: { reason: reason === "failing" ? "paused" : reason },
        },
        ctx,
      );
    return {
      result: undefined,
      audit: {
        action: "subscriber.quarantine",
        objectKind: "subscriber",
        objectId: recipient.id,
        before: { state: "active" },
        after: { state: "quarantined", reason },
      },
      event: { kind: "subscriber.quarantined", payload: { subscriber_id: recipient.id } },
    };
  });
}
