import type { Channel } from "#lib/domain/delivery/channel.ts";
import { instant, millis, type Sql } from "../sql.ts";

export type Due = {
  /** Channels with something to claim now. */
  channels: Channel[];
  /** When the next one falls due; null: nothing waits. */
  nextAt: number | null;
  /** Sending waits for an operator's word. */
  isHeld: boolean;
};

const NOW = instant("$2::float8");
const WAITING = "d.channel = c.channel and d.state = 'pending'";
const next = (priority: number) =>
  `(select d.due_at from deliveries d where ${WAITING} and d.priority = ${priority} and d.due_at > ${NOW}
    order by d.due_at limit 1)`;

/** What waits on `channels`: a look at the first entries of an index, however many there are. */
export async function readDue(sql: Sql, channels: readonly Channel[], now: number): Promise<Due> {
  const { rows } = await sql.query<{
    channel: Channel;
    isDue: boolean;
    nextAt: number | null;
    isHeld: boolean;
  }>({
    name: "deliveries-due",
    text: `select c.channel, exists (
         select from deliveries d
         where ${WAITING} and d.due_at <= ${NOW} and (d.lease_until is null or d.lease_until <= ${NOW})
       ) as "isDue", ${millis(`least(${next(0)}, ${next(1)})`)} as "nextAt",
       exists (select from instance_epochs where held_at is not null) as "isHeld"
     from unnest($1::text[]) as c (channel)`,
    values: [channels, now],
  });
  const nexts = rows.flatMap(({ nextAt }) => nextAt ?? []);
  return {
    channels: rows.filter(({ isDue }) => isDue).map(({ channel }) => channel),
    nextAt: nexts.length > 0 ? Math.min(...nexts) : null,
    isHeld: rows.some(({ isHeld }) => isHeld),
  };
}

/** Ends what is too old, also on channels that nobody serves. Returns how many that were; at `limit` there may be more. */
export async function expireOverdue(sql: Sql, now: number, limit: number): Promise<number> {
  const { rowCount } = await sql.query(
    `update deliveries set state = 'expired', reason = 'too_old', finished_at = ${instant("$1::float8")}, sealed = null,
       lease_owner = null, lease_until = null
     where id in (
       select id from deliveries
       where state = 'pending' and expires_at <= ${instant("$1::float8")}
         and due_at <= ${instant("$1::float8")} and (lease_until is null or lease_until <= ${instant("$1::float8")})
       limit $2 for update skip locked)`,
    [now, limit],
  );
  return rowCount ?? 0;
}
