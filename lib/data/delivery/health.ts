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
  /** Tries since it last told, by what they came to. */
  sent?: number;
  retried?: number;
  failed?: number;
};

/** Keeps what the overview shows of each channel. */
export async function writeChannelHealth(sql: Sql, news: readonly ChannelNews[]): Promise<void> {
  await sql.query(
    `insert into channel_health as h (channel, last_sent_at, last_failed_at, last_fault, failing_since, paused_until,
       sent, retried, failed)
     select g.channel, ${instant('g."sentAt"')}, ${instant('g."failedAt"')}, g.fault, ${instant('g."failingSince"')},
       ${instant('g."pausedUntil"')}, coalesce(g.sent, 0),
       coalesce(g.retried, 0), coalesce(g.failed, 0)
     from jsonb_to_recordset($1::jsonb) as g (channel text, "sentAt" float8, "failedAt" float8, fault text,
       "failingSince" float8, "pausedUntil" float8, sent int, retried int, failed int)
     on conflict (channel) do update set
       last_sent_at = greatest(h.last_sent_at, excluded.last_sent_at),
       last_failed_at = greatest(h.last_failed_at, excluded.last_failed_at),
       last_fault = coalesce(excluded.last_fault, h.last_fault),
       failing_since = case when excluded.failing_since is not null
         then least(h.failing_since, excluded.failing_since) end,
       paused_until = excluded.paused_until,
       sent = h.sent + excluded.sent, retried = h.retried + excluded.retried, failed = h.failed + excluded.failed`,
    [JSON.stringify(news)],
  );
}

/** A channel in figures: what its tries came to since the beginning, and how much waits for it. */
export type ChannelFigures = {
  channel: Channel;
  sent: number;
  retried: number;
  failed: number;
  waiting: number;
};

/** Counts only what waits: an index that holds nothing else. */
export async function readChannelFigures(sql: Sql, channels: readonly Channel[]): Promise<ChannelFigures[]> {
  const { rows } = await sql.query<ChannelFigures>(
    `select c.channel, coalesce(h.sent, 0)::float8 as sent, coalesce(h.retried, 0)::float8 as retried,
       coalesce(h.failed, 0)::float8 as failed,
       (select count(*)::int from deliveries d
        where d.channel = c.channel and d.finished_at is null and d.state = 'pending') as waiting
     from unnest($1::text[]) as c (channel) left join channel_health h on h.channel = c.channel`,
    [channels],
  );
  return rows;
}
