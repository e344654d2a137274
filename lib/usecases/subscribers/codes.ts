import { timingSafeEqual } from "node:crypto";
import { countWrongCode, deleteCode, readCode } from "#lib/data/subscribers/codes.ts";
import { findSubscriber, lockPlace } from "#lib/data/subscribers/subscribers.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import { invalid } from "#lib/domain/errors.ts";
import { parseDestination } from "#lib/domain/subscribers/destination.ts";
import type { Subscriber } from "#lib/domain/subscribers/subscriber.ts";
import { inSameTime } from "../requests/same-time.ts";
import { confirmIn, manageTokenOf } from "./confirm.ts";
import { actsAs, destinationRules, type SubscriberContext } from "./context.ts";
import { limitClient } from "./limits.ts";
import { CODE_PAUSE_MS, CODE_TRIES, codeHash } from "./prove.ts";

export type CodeInput = { destination: string; country?: string | null; code: string };

const PAUSE_MINUTES = CODE_PAUSE_MS / 60_000;
/** One sentence, whether the number is unknown, the code wrong, too old, or tried too often. */
const wrong = () =>
  invalid([
    {
      path: "code",
      message: `this code is wrong or no longer good; after ${CODE_TRIES} wrong tries a new one can be had in ${PAUSE_MINUTES} minutes`,
    },
  ]);

/**
 * The number that was sent by SMS proves the phone: a pending subscription is confirmed, and whoever is told already gets
 * to their manage page. @throws Failure invalid (`code`), too_many
 */
export const verifyCode = (
  pageId: string,
  input: CodeInput,
  ctx: SubscriberContext,
): Promise<{ subscriber: Subscriber; manageToken: string }> =>
  inSameTime(async () => {
    await limitClient(ctx, "codes");
    const { destination } = {
      destination: null,
      ...parseDestination("sms", input.destination, destinationRules(ctx), input.country),
    };
    if (destination === null) throw wrong();
    const place = { pageId, channel: "sms", destination } as const;
    const known = await findSubscriber(place);
    if (!known) throw wrong();
    const proven = await change<Subscriber | null>(actsAs(known.id, pageId), async (tx) => {
      const subscriber = await lockPlace(tx, place);
      if (!subscriber || !(await isRight(tx, subscriber, input.code, ctx)))
        return { result: null, audit: null, event: null };
      await deleteCode(tx, subscriber.id);
      const { confirmed, audit, event } = await confirmIn(tx, subscriber, ctx);
      return { result: confirmed, audit, event };
    });
    if (!proven) throw wrong();
    return { subscriber: proven, manageToken: manageTokenOf(proven, ctx) };
  });

/** Whether it is; a wrong one counts, and stays counted. */
async function isRight(
  tx: Tx,
  { id, state }: Subscriber,
  code: string,
  { secretKey, now }: SubscriberContext,
): Promise<boolean> {
  const kept = await readCode(id, tx);
  if (!kept || kept.expiresAt <= now || kept.attempts >= CODE_TRIES || state === "unsubscribed") return false;
  const [given, expected] = [Buffer.from(codeHash(secretKey, id, code.trim())), Buffer.from(kept.codeHash)];
  const isEqual = given.length === expected.length && timingSafeEqual(given, expected);
  if (!isEqual) await countWrongCode(tx, id);
  return isEqual;
}
