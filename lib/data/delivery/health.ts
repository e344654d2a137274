import type { Channel } from "#lib/domain/delivery/channel.ts";
import { instant, type Sql } from "../sql.ts";

/** What a worker saw of a channel since it last told. Instants are milliseconds since the epoch; null: nothing new. */
export type ChannelNews = {
  channel: Channel;
  sentAt: number | null;
  failedAt: number | null;
  fault: string | null;
  /** Null: it is well. */
  failingSince: number | null;
  pausedUntil: number | null;
};

/** Keeps what the overview shows of each channel. */
export async function writeChannelHealth(sql: Sql, news: readonly ChannelNews[]): Promise<void> {
  await sql.query(
    `insert into channel_health as h (channel, last_sent_at, last_failed_at, last_fault, failing_since, paused_until)
     select g.channel, ${instant('g."sentAt"')}, ${instant('g."failedAt"')}, g.fault, ${instant('g."failingSince"')},
       ${instant('g."pausedUntil"')}
     from jsonb_to_recordset($1::jsonb) as g (channel text, "sentAt" float8, "failedAt" float8, fault text,
       "failingSince" float8, "pausedUntil" float8)
     on conflict (channel) do update set
       last_sent_at = greatest(h.last_sent_at, excluded.last_sent_at),
       last_failed_at = greatest(h.last_failed_at, excluded.last_failed_at),
       last_fault = coalesce(excluded.last_fault, h.last_fault),
       failing_since = case when excluded.failing_since is not null
         then least(h.failing_since, excluded.failing_since) end,
       paused_until = excluded.paused_until`,
    [JSON.stringify(news)],
  );
}
