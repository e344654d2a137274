import { prisma } from "#lib/data/db.ts";
import type { Channel } from "#lib/domain/delivery/channel.ts";
import { NOTICE_SECRETS } from "#lib/usecases/deliveries/notify.ts";
import { unsealSecret } from "#lib/usecases/secrets/sealed.ts";
import type { SubscriberContext } from "#lib/usecases/subscribers/context.ts";
import { type LinkPurpose, signLink } from "#lib/usecases/subscribers/links.ts";
import { TEST_SECRET_KEY } from "../people.ts";

const READY = { isConfigured: true, missing: [] as string[] };
let clients = 0;

/** An installation on which every channel works, asked by a client of its own: limits of other tests do not count. */
export const subscriberContext = (given: Partial<SubscriberContext> = {}): SubscriberContext => ({
  secretKey: TEST_SECRET_KEY,
  publicUrl: "https://status.example.com",
  now: Date.now(),
  setups: { email: READY, sms: READY, slack: READY, teams: READY, webhook: READY },
  checkDestination: async () => {},
  rules: {
    slackHosts: ["hooks.slack.com"],
    teamsHosts: ["webhook.office.com"],
    smsCountries: ["KR"],
    smsDailyLimit: 1_000,
    allowsPublicWebhooks: true,
  },
  client: newClient(),
  ...given,
});

/** Each from a network of its own. */
export function newClient(): string {
  clients += 1;
  return `10.${(clients >> 8) & 255}.${clients & 255}.1`;
}

/** A link as a message would hold it. */
export async function linkOf(
  purpose: LinkPurpose,
  subscriberId: string,
  expiresAt: number | null = Date.now() + 7 * 86_400_000,
): Promise<string> {
  const { tokenEpoch: epoch } = await prisma().subscriber.findUniqueOrThrow({ where: { id: subscriberId } });
  return signLink(TEST_SECRET_KEY, purpose, { subscriberId, epoch, expiresAt });
}

/** What waits to be sent to a subscriber, oldest first. */
export const noticesTo = (recipientId: string) =>
  prisma().delivery.findMany({ where: { recipientId }, orderBy: { id: "asc" } });

/** The code that was sent last, as its reader reads it. */
export async function codeSentTo(recipientId: string): Promise<string> {
  const sealed = (await noticesTo(recipientId)).filter(({ kind }) => kind === "code").at(-1)?.sealed;
  return (JSON.parse(unsealSecret(sealed!, TEST_SECRET_KEY, NOTICE_SECRETS)!) as { code: string }).code;
}

export const rowAt = (pageId: string, channel: Channel, destination: string) =>
  prisma().subscriber.findUnique({ where: { pageId_channel_destination: { pageId, channel, destination } } });
