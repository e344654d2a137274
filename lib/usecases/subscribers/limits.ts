import { type AttemptRule, countAttempt } from "#lib/data/people/attempts.ts";
import type { Tx } from "#lib/data/tx.ts";
import type { Channel } from "#lib/domain/delivery/channel.ts";
import { Failure } from "#lib/domain/errors.ts";
import { attemptKey } from "../one-time-links/secret.ts";
import type { Keyed, SubscriberContext } from "./context.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How often one client, its network, and one destination or its neighbours may be asked for. Windows in seconds. */
export const LIMITS = {
  client: { window: 10 * MINUTE, max: 30 },
  network: { window: 10 * MINUTE, max: 120 },
  destination: { window: HOUR, max: 10 },
  /** Numbers that differ in the last three digits only; a mailbox, whatever tag stands behind its `+`; hosts of webhooks. */
  prefix: { window: HOUR, max: 10 },
  /** Tries at codes from one client, beside the five that each code has. */
  codes: { window: 10 * MINUTE, max: 30 },
  /** Messages that prove one destination: by mail or post, and by SMS. */
  proofMail: { window: 10 * MINUTE, max: 1 },
  proofMailDay: { window: DAY, max: 5 },
  proofCodeDay: { window: DAY, max: 5 },
  manageLink: { window: 10 * MINUTE, max: 1 },
} as const satisfies Record<string, AttemptRule>;

/** Of the messages a day, what strangers can use up with codes: the rest is left for what subscribers must hear. */
const CODES_SHARE = 0.5;
const NEIGHBOUR_DIGITS = 3;

const refused = (retryAfter: number | null): Failure =>
  new Failure("too_many", "Too many requests: please wait a moment", { retryAfterSeconds: retryAfter ?? 1 });

async function spend(key: string, rule: AttemptRule, now: number): Promise<void> {
  if (rule.max < 1) throw refused(rule.window);
  const { allowed, retryAfter } = await countAttempt(key, rule, now);
  if (!allowed) throw refused(retryAfter);
}

/** The network of an address: its first three numbers, or the first 48 bits of IPv6. */
export function networkOf(client: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(client)?.[1] ?? client;
  if (!mapped.includes(":")) return mapped.split(".").slice(0, 3).join(".");
  return ipv6Groups(mapped).slice(0, 3).join(":");
}

/** Whoever has IPv6 has a whole network of addresses: they count as one client. */
export function clientOf(client: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(client)?.[1] ?? client;
  return mapped.includes(":") ? ipv6Groups(mapped).slice(0, 4).join(":") : mapped;
}

function ipv6Groups(address: string): string[] {
  const [head = "", tail] = address.split("%", 1)[0]!.split("::");
  const before = head ? head.split(":") : [];
  const after = tail ? tail.split(":") : [];
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill("0");
  return [...before, ...zeros, ...after].map((group) => Number.parseInt(group, 16).toString(16));
}

/** @throws Failure too_many with the seconds to wait */
export async function limitClient(
  ctx: Pick<SubscriberContext, "secretKey" | "client" | "now">,
  what: "client" | "codes" = "client",
): Promise<void> {
  const key = (kind: string, whom: string) => attemptKey(ctx.secretKey, `subscriber ${kind}`, whom);
  await spend(key(what, clientOf(ctx.client)), LIMITS[what], ctx.now);
  await spend(key("network", networkOf(ctx.client)), LIMITS.network, ctx.now);
}

/** Counted alike for who is known and who is not. @throws Failure too_many */
export async function limitDestination(
  ctx: Pick<SubscriberContext, "secretKey" | "now" | "rules">,
  { pageId, channel, destination }: { pageId: string; channel: Channel; destination: string },
): Promise<void> {
  const key = (kind: string, whom: string) => attemptKey(ctx.secretKey, `subscriber ${kind}`, whom);
  await spend(key("destination", `${pageId} ${channel} ${destination}`), LIMITS.destination, ctx.now);
  const prefix = prefixOf(channel, destination);
  if (prefix) await spend(key("prefix", `${channel} ${prefix}`), LIMITS.prefix, ctx.now);
  if (channel !== "sms") return;
  const max = Math.floor(ctx.rules.smsDailyLimit * CODES_SHARE);
  await spend("subscriber codes of a day", { window: DAY, max }, ctx.now);
}

function prefixOf(channel: Channel, destination: string): string | null {
  if (channel === "sms") return destination.slice(0, -NEIGHBOUR_DIGITS);
  if (channel === "email") return destination.replace(/\+[^@]*(?=@)/, "");
  return channel === "webhook" ? new URL(destination).host : null;
}

/** Whether one more message that proves a destination may be sent; silent, since the answer is the same for all. */
export async function mayProve(
  tx: Tx,
  { secretKey, now }: Keyed,
  place: { pageId: string; channel: Channel; destination: string },
): Promise<boolean> {
  const whom = `${place.pageId} ${place.channel} ${place.destination}`;
  const rules: (keyof typeof LIMITS)[] =
    place.channel === "sms" ? ["proofCodeDay"] : ["proofMail", "proofMailDay"];
  for (const rule of rules) {
    const key = attemptKey(secretKey, `subscriber ${rule}`, whom);
    if (!(await countAttempt(key, LIMITS[rule], now, tx)).allowed) return false;
  }
  return true;
}

/** The manage link goes to one address once in ten minutes. */
export async function maySendManageLink(
  tx: Tx,
  { secretKey, now }: Keyed,
  subscriberId: string,
): Promise<boolean> {
  const key = attemptKey(secretKey, "subscriber manageLink", subscriberId);
  return (await countAttempt(key, LIMITS.manageLink, now, tx)).allowed;
}
