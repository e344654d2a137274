import { channelSetups } from "#lib/env.ts";
import type { SubscriberContext } from "#lib/usecases/subscribers/context.ts";
import { settings } from "../settings.ts";

/** What acts on subscribers know of this installation. `client`: the address that asks, where it is limited. */
export function subscriberContext(now: number, client = ""): SubscriberContext {
  const { env, signIn, checkDestination } = settings();
  return {
    secretKey: signIn.secret,
    publicUrl: env.PUBLIC_URL,
    now,
    setups: channelSetups(env),
    checkDestination,
    client,
    rules: {
      slackHosts: env.SLACK_WEBHOOK_HOSTS,
      teamsHosts: env.TEAMS_WEBHOOK_HOSTS,
      smsCountries: env.SMS_COUNTRIES,
      smsDailyLimit: env.SMS_DAILY_LIMIT,
      allowsPublicWebhooks: env.PUBLIC_WEBHOOK_SUBSCRIPTIONS,
    },
  };
}
