import { readTestSend as readRow } from "#lib/data/delivery/notices.ts";
import type { Scope } from "#lib/data/scope.ts";
import { readSubscriberRow } from "#lib/data/subscribers/subscribers.ts";
import { readSuppression } from "#lib/data/subscribers/suppressions.ts";
import { change } from "#lib/data/tx.ts";
import type { Channel } from "#lib/domain/delivery/channel.ts";
import type { RecipientKind } from "#lib/domain/delivery/delivery.ts";
import { type NewTestSend, TEST_PATIENCE_MS, type TestSend } from "#lib/domain/delivery/test-send.ts";
import { invalid, notFound } from "#lib/domain/errors.ts";
import { destinationRules, type SubscriberContext, suppressedPlace } from "../subscribers/context.ts";
import { requireSubscriberDestination } from "../subscribers/destination.ts";
import { notify } from "./notify.ts";

export type TestContext = Pick<
  SubscriberContext,
  "secretKey" | "now" | "setups" | "checkDestination" | "rules"
>;

type Target = {
  channel: Channel;
  recipient: { kind: RecipientKind; id: string };
  /** Not of a subscriber: its own is found when it is sent. */
  destination: string | null;
};

const DELIVERY_ID = /^\d{1,18}$/;

/**
 * Asks for a message that tries a channel. A worker sends it within seconds; what became of it is read by its id. It tells
 * nothing of the page's state, and nobody else hears of it.
 * @throws Failure invalid, not_found (the subscriber)
 */
export async function sendTest(
  scope: Scope<"subscribers:write">,
  asked: NewTestSend,
  ctx: TestContext,
): Promise<TestSend> {
  const target = await targetOf(scope.pageId, asked, ctx);
  const { channel, recipient, destination } = target;
  if (!ctx.setups[channel].isConfigured)
    throw invalid([{ path: "test_send.channel", message: "this page does not send over this channel" }]);
  const { language, teams_mode } = asked;
  const id = await change<string>(scope, async (tx) => {
    const made = await notify(
      tx,
      {
        ...{ pageId: scope.pageId, kind: "test", channel, recipient, expiresAt: ctx.now + TEST_PATIENCE_MS },
        details: { ...(language && { language }), ...(teams_mode && { teams_mode }) },
        ...(destination === null ? {} : { secrets: { destination } }),
      },
      ctx,
    );
    const after = { channel, ...(recipient.kind === "subscriber" ? { subscriber_id: recipient.id } : {}) };
    return {
      result: made,
      audit: { action: "delivery.test", objectKind: "delivery", objectId: made, after },
      event: null,
    };
  });
  return await readTest(scope, id);
}

/** A test that was asked for, as it stands. @throws Failure not_found */
export async function readTest(scope: Scope<"subscribers:write">, id: string): Promise<TestSend> {
  const found = DELIVERY_ID.test(id) ? await readRow(scope.pageId, id) : null;
  if (!found) throw notFound("test send");
  return found;
}

async function targetOf(pageId: string, asked: NewTestSend, ctx: TestContext): Promise<Target> {
  if (asked.subscriber_id !== undefined) {
    const subscriber = await readSubscriberRow(pageId, asked.subscriber_id);
    if (!subscriber || subscriber.state === "unsubscribed") throw notFound("subscriber");
    const recipient = { kind: "subscriber", id: subscriber.id } as const;
    return { channel: subscriber.channel, recipient, destination: null };
  }
  const channel = asked.channel!;
  const path = "test_send.destination";
  const given = { channel, text: asked.destination!, country: asked.phone_country ?? null, path };
  const destination = await requireSubscriberDestination(given, destinationRules(ctx), ctx.checkDestination);
  // A test is no way around somebody's wish.
  if ((await readSuppression(suppressedPlace(ctx.secretKey, { pageId, channel, destination }))) !== null) {
    const message = "asked not to be written to: only their own confirmation brings them back";
    throw invalid([{ path, message }]);
  }
  return { channel, recipient: { kind: "address", id: pageId }, destination };
}
