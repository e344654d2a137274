import { createHmac, randomInt } from "node:crypto";
import { readCode, saveCode } from "#lib/data/subscribers/codes.ts";
import type { Tx } from "#lib/data/tx.ts";
import type { DeliveryKind } from "#lib/domain/delivery/delivery.ts";
import type { Subscriber } from "#lib/domain/subscribers/subscriber.ts";
import { notify } from "../deliveries/notify.ts";
import type { Keyed } from "./context.ts";
import { mayProve, maySendManageLink } from "./limits.ts";

const MINUTE_MS = 60_000;
const CODES = 1_000_000;
const CODE_DIGITS = 6;
/** How long a code counts, how many tries it has, when another one may be sent, and when after five wrong tries. */
export const CODE_LIFETIME_MS = 15 * MINUTE_MS;
export const CODE_TRIES = 5;
export const CODE_COOLDOWN_MS = MINUTE_MS;
export const CODE_PAUSE_MS = 10 * MINUTE_MS;

export const codeHash = (secretKey: string, subscriberId: string, code: string): string =>
  createHmac("sha256", secretKey).update(`code ${subscriberId} ${code}`).digest("base64url");

type Proven = Pick<Subscriber, "id" | "pageId" | "channel" | "destination">;

/**
 * Sends what proves that the destination is theirs who asked: a link by mail, a code by SMS, a post with a link to Slack,
 * Teams and webhooks. At most one in its time. Answers whether it was sent.
 */
export async function sendProof(tx: Tx, subscriber: Proven, ctx: Keyed): Promise<boolean> {
  const isCode = subscriber.channel === "sms";
  if (isCode && !(await maySendCode(tx, subscriber.id, ctx.now))) return false;
  if (!(await mayProve(tx, ctx, subscriber))) return false;
  if (isCode) await sendCode(tx, subscriber, ctx);
  else await tell(tx, subscriber, subscriber.channel === "email" ? "confirm" : "challenge", ctx);
  return true;
}

/**
 * Sends whoever is told already the way to their manage page: the link by mail, at most once in ten minutes, or a code to
 * a phone. It is all that a stranger can have sent to them. Chats and webhooks were given theirs. Answers whether it was sent.
 */
export async function sendWay(tx: Tx, subscriber: Proven, ctx: Keyed): Promise<boolean> {
  if (subscriber.channel === "sms") return await sendProof(tx, subscriber, ctx);
  if (subscriber.channel !== "email" || !(await maySendManageLink(tx, ctx, subscriber.id))) return false;
  await tell(tx, subscriber, "manage", ctx);
  return true;
}

async function maySendCode(tx: Tx, subscriberId: string, now: number): Promise<boolean> {
  const last = await readCode(subscriberId, tx);
  if (!last) return true;
  return last.sentAt + (last.attempts >= CODE_TRIES ? CODE_PAUSE_MS : CODE_COOLDOWN_MS) <= now;
}

async function sendCode(tx: Tx, subscriber: Proven, ctx: Keyed): Promise<void> {
  const code = String(randomInt(CODES)).padStart(CODE_DIGITS, "0");
  const expiresAt = ctx.now + CODE_LIFETIME_MS;
  const hash = codeHash(ctx.secretKey, subscriber.id, code);
  await saveCode(tx, subscriber.id, { codeHash: hash, sentAt: ctx.now, expiresAt });
  await tell(tx, subscriber, "code", ctx, { secrets: { code }, expiresAt });
}

type Kind = Extract<DeliveryKind, "confirm" | "code" | "challenge" | "manage">;

/** Has a notice sent to a subscriber. The links in it are signed when it is composed. */
export async function tell(
  tx: Tx,
  { id, pageId, channel }: Pick<Subscriber, "id" | "pageId" | "channel">,
  kind: Kind,
  ctx: Keyed,
  more: { secrets?: Record<string, string>; expiresAt?: number } = {},
): Promise<void> {
  await notify(tx, { pageId, kind, channel, recipient: { kind: "subscriber", id }, ...more }, ctx);
}
