import type { Senders } from "#lib/channels/channel.ts";
import type { Env } from "#lib/env.ts";
import { quarantineSubscriber } from "#lib/usecases/subscribers/quarantine.ts";
import { createComposer } from "./compose.ts";
import type { DeliveryParts } from "./deliverer.ts";
import { DELIVERY_OPTIONS } from "./options.ts";
import { withinAllowance } from "./sms-allowance.ts";
import { findingTests } from "./test-address.ts";

const NO_WAY_OUT: Senders = { email: null, sms: null, slack: null, teams: null, webhook: null };

/** What the worker sends with. Without SECRET_KEY no link could be signed, so nothing is sent. */
export function deliveryOf(env: Env, senders: Senders): DeliveryParts {
  const { SECRET_KEY: secretKey, PUBLIC_URL: publicUrl } = env;
  if (!secretKey)
    return {
      senders: NO_WAY_OUT,
      compose: async () => ({ dropped: "unknown" }),
      quarantine: async () => {},
      options: DELIVERY_OPTIONS,
    };
  const rules = { countries: env.SMS_COUNTRIES, dailyLimit: env.SMS_DAILY_LIMIT };
  return {
    senders: { ...senders, sms: senders.sms && withinAllowance(senders.sms, rules) },
    compose: findingTests(
      createComposer({ publicUrl, secretKey, mailFrom: env.MAIL_FROM ?? null }),
      secretKey,
    ),
    quarantine: (job, reason) => quarantineSubscriber(job, reason, { secretKey, now: Date.now() }),
    options: DELIVERY_OPTIONS,
  };
}
