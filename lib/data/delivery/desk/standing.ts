import type { Channel } from "#lib/domain/delivery/channel.ts";
import type { Hold, SeenChannel } from "#lib/domain/delivery/desk/standing.ts";
import { instant, millis, type Sql } from "../../sql.ts";

/** What workers saw of each channel, and since when something that is due waits for it: the first entries of an index. */
export async function readChannelsSeen(
  sql: Sql,
  channels: readonly Channel[],
  now: number,
): Promise<SeenChannel[]> {
  const { rows } = await sql.query<SeenChannel>(
    `select c.channel, ${millis("h.last_sent_at")} as "lastSentAt", h.last_fault as "lastFault",
       ${millis("h.failing_since")} as "failingSince", ${millis("h.paused_until")} as "pausedUntil",
       (select min(${millis("first.due_at")}) from unnest(array[0, 1]) as p (priority), lateral (
          select d.due_at from deliveries d
          where d.channel = c.channel and d.priority = p.priority and d.finished_at is null and d.state = 'pending'
            and d.due_at <= ${instant("$2::float8")}
          order by d.due_at limit 1
        ) first) as "oldestDueAt"
     from unnest($1::text[]) as c (channel) left join channel_health h on h.channel = c.channel`,
    [channels, now],
  );
  return rows;
}

/** Sending that waits for an operator's word, with the number of messages it is about; null: nothing is held. */
export async function readHeld(sql: Sql): Promise<Hold | null> {
  const { rows } = await sql.query<Hold>(
    `select ${millis("held_at")} as "heldAt", held_reason as reason,
       (select count(*)::int from deliveries where finished_at is null) as waiting
     from instance_epochs where held_at is not null`,
  );
  return rows[0] ?? null;
}
