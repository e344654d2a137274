import { pool } from "#lib/data/db.ts";
import type { Channel } from "#lib/domain/delivery/channel.ts";
import { sealSecret } from "#lib/usecases/secrets/sealed.ts";
import { WEBHOOK_SECRETS } from "#lib/usecases/secrets/webhook-secrets.ts";
import { TEST_SECRET_KEY } from "../people.ts";

export type MadeSubscribers = {
  pageId: string;
  count: number;
  channel?: Channel;
  /** Letters that their ids begin with: another batch needs others. */
  prefix?: string;
  /** Of a webhook or a chat: `/{id}` is added. Mail addresses are `{id}@example.com`. */
  origin?: string;
  /** `whsec_…` of every webhook. */
  secret?: string;
  language?: string;
};

const ID_LENGTH = 12;

export const subscriberId = (prefix: string, n: number): string =>
  prefix + String(n).padStart(ID_LENGTH - prefix.length, "0");

/** Confirmed subscribers who want everything, by one statement; they were there an hour ago. */
export async function makeSubscribers(made: MadeSubscribers): Promise<void> {
  const { pageId, count, channel = "email", prefix = "s", language = "en", origin = "" } = made;
  const secrets = made.secret
    ? [
        {
          sealed: sealSecret(made.secret, TEST_SECRET_KEY, WEBHOOK_SECRETS),
          created_at: new Date().toISOString(),
          expires_at: null,
        },
      ]
    : [];
  await pool().query(
    `insert into subscribers (id, page_id, channel, destination, holder_id, state, language, time_zone, kinds, component_ids,
       group_ids, config, secrets, consent_source, consent_at, confirmed_at, created_at, updated_at)
     select id, $1, $2, case when $2 = 'email' then id || '@example.com' when $2 = 'sms' then '+8210' || lpad(n::text, 8, '0')
       else $6 || '/' || id end, id, 'active', $5, 'Asia/Seoul', '{incidents,maintenance,postmortems}', '{}', '{}', '{}', $7,
       'import', at, at, at, at
     from (select n, $4 || lpad(n::text, ${ID_LENGTH} - length($4), '0') as id, now() - interval '1 hour' as at
           from generate_series(1, $3::int) n) made`,
    [pageId, channel, count, prefix, language, origin, JSON.stringify(secrets)],
  );
  await pool().query("analyze subscribers");
}
