import { randomBytes } from "node:crypto";
import { readSecrets, type StoredSecret, saveSubscriber } from "#lib/data/subscribers/subscribers.ts";
import type { Tx } from "#lib/data/tx.ts";
import type { Keyed } from "../subscribers/context.ts";
import { sealSecret } from "./sealed.ts";

/** What the secrets of webhooks are sealed for. */
export const WEBHOOK_SECRETS = "secrets of webhooks";
const SECRET_BYTES = 32;
/** After a rotation both secrets sign, so that the other side can change in its own time. */
export const OLD_SECRET_KEPT_MS = 86_400_000;

const newSecret = (): string => `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;

const stored = (secret: string, { secretKey, now }: Keyed): StoredSecret => ({
  sealed: sealSecret(secret, secretKey, WEBHOOK_SECRETS),
  created_at: new Date(now).toISOString(),
  expires_at: null,
});

/** A secret that nobody has seen yet: its owner makes a new one. */
export const unseenSecret = (ctx: Keyed): StoredSecret => stored(newSecret(), ctx);

/** The secret of a webhook that has none yet; null when it has one, which is not told again. */
export async function makeFirstSecret(tx: Tx, subscriberId: string, ctx: Keyed): Promise<string | null> {
  if ((await readSecrets(tx, subscriberId)).length > 0) return null;
  const secret = newSecret();
  await saveSubscriber(tx, subscriberId, { secrets: [stored(secret, ctx)] }, ctx.now);
  return secret;
}

/** A new secret; the one before signs along for 24 hours, older ones are gone. */
export async function rotateSecretIn(tx: Tx, subscriberId: string, ctx: Keyed): Promise<string> {
  const secret = newSecret();
  const [current] = await readSecrets(tx, subscriberId);
  const expires_at = new Date(ctx.now + OLD_SECRET_KEPT_MS).toISOString();
  const kept = current ? [{ ...current, expires_at }] : [];
  await saveSubscriber(tx, subscriberId, { secrets: [stored(secret, ctx), ...kept] }, ctx.now);
  return secret;
}
