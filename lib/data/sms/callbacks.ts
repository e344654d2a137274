import { instant, type Sql } from "../sql.ts";

const DAY_MS = 86_400_000;
/** For as long as a provider keeps a message. */
const REMEMBERED_MS = 400 * DAY_MS;

/** Whether a call of a provider was acted upon already. */
export async function wasSeen(sql: Sql, id: string): Promise<boolean> {
  const { rowCount } = await sql.query("select from callbacks_seen where id = $1", [id]);
  return rowCount === 1;
}

/** Remembers a call that was acted upon, and forgets old ones. */
export async function rememberSeen(sql: Sql, id: string, now: number): Promise<void> {
  await sql.query(
    `with forgotten as (delete from callbacks_seen where at < ${instant("$3::float8")})
     insert into callbacks_seen (id, at) values ($1, ${instant("$2::float8")}) on conflict do nothing`,
    [id, now, now - REMEMBERED_MS],
  );
}

export type SmsNews = {
  providerId: string;
  /** Of ours, when the provider was told; else the provider's id finds it. */
  deliveryId: string | null;
  status: string;
  rank: number;
  code: string | null;
};

/**
 * Notes on a delivery what the provider tells of it, if that is further than what is known. Returns the page of the delivery
 * when something changed, else null.
 */
export async function noteSmsStatus(sql: Sql, news: SmsNews, now: number): Promise<string | null> {
  const { rows } = await sql.query<{ pageId: string }>(
    `update deliveries
     set receipt = coalesce(receipt, '{}') || jsonb_strip_nulls(jsonb_build_object('status', $3::text,
       'status_rank', $4::int, 'status_code', $5::text, 'status_at', ${instant("$6::float8")}))
     where channel = 'sms'
       and case when $2::bigint is null then provider_id = $1
         else id = $2::bigint and (provider_id is null or provider_id = $1) end
       and coalesce((receipt->>'status_rank')::int, 0) < $4
     returning page_id as "pageId"`,
    [news.providerId, news.deliveryId, news.status, news.rank, news.code, now],
  );
  return rows[0]?.pageId ?? null;
}
