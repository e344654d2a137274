import { randomBytes } from "node:crypto";
import { pool } from "#lib/data/db.ts";
import type { Channel } from "#lib/domain/delivery/channel.ts";
import type { Language } from "#lib/domain/language.ts";
import { sealSecret } from "#lib/usecases/secrets/sealed.ts";
import { WEBHOOK_SECRETS } from "#lib/usecases/secrets/webhook-secrets.ts";
import { readDemoPage } from "./page-nouns.ts";

type DemoSubscriber = { id: string; channel: Channel; language: Language; destination: string };

/** Addresses of nobody, one of each way; chats and webhooks are the sink's own. */
const subscribersOf = (httpPort: number): DemoSubscriber[] => {
  const sink = `http://127.0.0.1:${httpPort}`;
  return [
    { id: "demomailko00", channel: "email", language: "ko", destination: "minji@demo.example.com" },
    { id: "demomailen00", channel: "email", language: "en", destination: "alex@demo.example.com" },
    { id: "demosmsko000", channel: "sms", language: "ko", destination: "+821000000001" },
    { id: "demoslack000", channel: "slack", language: "ko", destination: `${sink}/slack/services/demo` },
    { id: "demoteams000", channel: "teams", language: "en", destination: `${sink}/teams/workflows/demo` },
    { id: "demowebhook0", channel: "webhook", language: "en", destination: `${sink}/webhook` },
  ];
};

type Seeding = { httpPort: number; secretKey: string; now: number };

/**
 * Gives the demo somebody to tell, over every channel. They are there from the first start on, so nobody is told of what was
 * before; a later start only moves what lies at the sink to where it is now.
 */
export async function seedSubscribers({ httpPort, secretKey, now }: Seeding): Promise<void> {
  const page = await readDemoPage(pool());
  if (!page.isDemo) return;
  const secret = `whsec_${randomBytes(32).toString("base64")}`;
  const sealed = sealSecret(secret, secretKey, WEBHOOK_SECRETS);
  const secrets = [{ sealed, created_at: new Date(now).toISOString(), expires_at: null }];
  for (const { id, channel, language, destination } of subscribersOf(httpPort))
    await pool().query(
      `insert into subscribers (id, page_id, channel, destination, holder_id, state, language, time_zone, kinds, component_ids,
         group_ids, config, secrets, consent_source, consent_at, confirmed_at, created_at, updated_at)
       values ($1, $2, $3, $4, $1, 'active', $5, $6, '{incidents,maintenance,postmortems}', '{}', '{}', '{}', $7, 'admin',
         $8, $8, $8, $8)
       on conflict (id) do update set destination = excluded.destination`,
      [
        ...[id, page.id, channel, destination, language, page.timeZone],
        ...[JSON.stringify(channel === "webhook" ? secrets : []), new Date(now)],
      ],
    );
}
