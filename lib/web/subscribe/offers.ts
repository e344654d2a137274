import { CHANNELS } from "#lib/domain/delivery/channel.ts";
import type { Offers } from "#lib/domain/subscribers/screen.ts";
import { channelSetups, type Env } from "#lib/env.ts";

/** What readers may subscribe over: what is configured, and webhooks only where the operator opened them to the public. */
export function channelOffers(env: Env): Offers {
  const setups = channelSetups(env);
  const isOpen = (channel: (typeof CHANNELS)[number]) =>
    setups[channel].isConfigured && (channel !== "webhook" || env.PUBLIC_WEBHOOK_SUBSCRIPTIONS);
  const channels = CHANNELS.filter(isOpen);
  return { channels, smsCountries: channels.includes("sms") ? env.SMS_COUNTRIES : [] };
}
