import type { Senders } from "#lib/channels/channel.ts";
import { createSenders } from "#lib/channels/index.ts";
import type { ChannelSettings } from "#lib/channels/settings.ts";
import { channelSetups, type Env } from "#lib/env.ts";
import { createEgress } from "#lib/net/egress.ts";
import { hostPort, portOf, withoutBrackets } from "#lib/net/host.ts";

function emailOf(env: Env): ChannelSettings["email"] {
  const { SMTP_URL: smtpUrl, MAIL_FROM: mailFrom } = env;
  const { DKIM_DOMAIN: domain, DKIM_SELECTOR: selector, DKIM_PRIVATE_KEY: privateKey } = env;
  if (!smtpUrl || !mailFrom) return null;
  return {
    smtpUrl,
    mailFrom,
    dkim: domain && selector && privateKey ? { domain, selector, privateKey } : null,
  };
}

function smsOf(env: Env): ChannelSettings["sms"] {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_FROM: from } = env;
  if (!accountSid || !authToken || !from || !channelSetups(env).sms.isConfigured) return null;
  return { accountSid, authToken, from, baseUrl: env.TWILIO_BASE_URL };
}

/**
 * Many destinations lie with one host (Slack, automation services), and some that hang must not keep the others of that host
 * waiting: how much is under way at once is for the lanes of deliveries to say.
 */
const CONNECTIONS_PER_HOST = 2_000;

/**
 * The ways out that the environment configures. TWILIO_BASE_URL is the operator's own word: it may be private, for the SMS
 * alone; addresses that somebody typed get no further by it.
 */
export function sendersOf(env: Env): Senders {
  const dnsServers = env.DNS_SERVERS;
  const provider = new URL(env.TWILIO_BASE_URL);
  const own = hostPort(withoutBrackets(provider.hostname), portOf(provider));
  const setups = channelSetups(env);
  return createSenders(
    {
      email: emailOf(env),
      sms: smsOf(env),
      slack: setups.slack.isConfigured,
      teams: setups.teams.isConfigured,
    },
    {
      everybody: createEgress({
        allow: env.EGRESS_ALLOW,
        dnsServers,
        connectionsPerHost: CONNECTIONS_PER_HOST,
      }),
      provider: createEgress({ allow: [...env.EGRESS_ALLOW, own], dnsServers }),
    },
  );
}

/** What the operator should know before mail leaves; null: nothing. */
export function mailWarning(env: Env): string | null {
  if (!emailOf(env) || env.PUBLIC_URL.startsWith("https://")) return null;
  return "PUBLIC_URL is not https: mailbox providers offer no one-click unsubscription, which they ask of bulk mail";
}
