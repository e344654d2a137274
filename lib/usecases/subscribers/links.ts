import { createHmac, timingSafeEqual } from "node:crypto";
import { ID_FORM } from "#lib/domain/id.ts";

/** What a signed link is good for; one is never good for another. */
export const LINK_PURPOSES = ["confirm", "manage", "unsubscribe"] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

/** `epoch` is the subscriber's token_epoch: raising it kills every link that was given out. */
export type SignedLink = { subscriberId: string; epoch: number; expiresAt: number | null };

const RADIX = 36;
const FORM = /^([0-9a-z]{12})\.([0-9a-z]{1,6})\.([0-9a-z]{1,9})\.([\w-]{43})$/;

const macOf = (secretKey: string, purpose: LinkPurpose, told: string): Buffer =>
  createHmac("sha256", secretKey).update(`subscriber link ${purpose} ${told}`).digest();

/** The token of a link: who, until when (0: for ever), and our word for it. Nothing about it is kept. */
export function signLink(secretKey: string, purpose: LinkPurpose, link: SignedLink): string {
  if (!ID_FORM.test(link.subscriberId)) throw new RangeError("not the id of a subscriber");
  const until = link.expiresAt === null ? 0 : Math.ceil(link.expiresAt / 1000);
  const told = `${link.subscriberId}.${link.epoch.toString(RADIX)}.${until.toString(RADIX)}`;
  return `${told}.${macOf(secretKey, purpose, told).toString("base64url")}`;
}

/** What a token says, or null for one that is not ours, was made for something else, or has expired. */
export function readSignedLink(
  secretKey: string,
  purpose: LinkPurpose,
  token: string,
  now: number,
): SignedLink | null {
  const [, subscriberId, epoch, until, mac] = FORM.exec(token) ?? [];
  if (!subscriberId || !epoch || !until || !mac) return null;
  const expected = macOf(secretKey, purpose, token.slice(0, token.lastIndexOf(".")));
  const given = Buffer.from(mac, "base64url");
  // The last letter has bits that nothing is told by: each link has one spelling.
  if (given.length !== expected.length || given.toString("base64url") !== mac) return null;
  if (!timingSafeEqual(given, expected)) return null;
  const seconds = Number.parseInt(until, RADIX);
  const expiresAt = seconds === 0 ? null : seconds * 1000;
  if (expiresAt !== null && expiresAt <= now) return null;
  return { subscriberId, epoch: Number.parseInt(epoch, RADIX), expiresAt };
}
