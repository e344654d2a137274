import type { Sql } from "../sql.ts";

type Columns = { now: string; zone: string; from: string; until: string };

/** Minutes since the local midnight. */
const minuteOf = (local: string): string =>
  `(extract(hour from ${local}) * 60 + extract(minute from ${local}))`;

/**
 * SQL: the instant at which a subscriber's quiet hours end, or null when it is not quiet (`from` equal to `until` is never
 * quiet). `from` after `until` spans midnight. Where clocks are set back the later of the two ends counts, where they are set
 * forward the end moves with them.
 */
export function quietRelease({ now, zone, from, until }: Columns): string {
  const local = `(${now} at time zone ${zone})`;
  const minute = minuteOf(local);
  const endsToday = `(${minute} < ${until})`;
  const isQuiet = `case when ${from} < ${until} then ${minute} >= ${from} and ${endsToday}
      when ${from} > ${until} then ${minute} >= ${from} or ${endsToday} else false end`;
  const day = `(date_trunc('day', ${local}) + case when ${endsToday} then interval '0' else interval '1 day' end)`;
  return `case when ${isQuiet} then (${day} + make_interval(mins => ${until}::int)) at time zone ${zone} end`;
}

/** SQL: the next instant at which it is this minute of the local day. */
export function nextLocal({ now, zone, minute }: { now: string; zone: string; minute: string }): string {
  const local = `(${now} at time zone ${zone})`;
  const isToday = `${minuteOf(local)} < ${minute}`;
  const day = `(date_trunc('day', ${local}) + case when ${isToday} then interval '0' else interval '1 day' end)`;
  return `(${day} + make_interval(mins => ${minute}::int)) at time zone ${zone}`;
}

let zones: Promise<string[]> | undefined;

/** Names of time zones that this PostgreSQL knows: asking it for another one would stop a whole batch. Read once. */
export async function readZones(sql: Sql): Promise<string[]> {
  zones ??= sql
    .query<{ name: string }>("select name from pg_timezone_names")
    .then(({ rows }) => rows.map(({ name }) => name));
  zones.catch(() => (zones = undefined));
  return await zones;
}
