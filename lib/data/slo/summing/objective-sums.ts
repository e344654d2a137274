import type { Level } from "#lib/domain/slo/counting/pieces.ts";
import { instant, millis, type Sql } from "../../sql.ts";

const SECONDS = { hour: 3_600, day: 86_400 } as const;

/** Where the windows of a part lie that are counted as they are: an SLI whose events add up. */
export type WantedWindows = { sliId: string; from: number; until: number };

type Row = { n: number; good: string | null; total: string | null };
const amountOf = (row: Row | undefined) => ({ good: BigInt(row?.good ?? 0), total: BigInt(row?.total ?? 0) });

/** The stored sums of each piece of one level, in the order of the question; nothing stored is zero. */
export async function readObjectiveSums(
  sql: Sql,
  level: Exclude<Level, "window">,
  wanted: readonly { objectiveId: string; part: number; from: number; until: number }[],
): Promise<{ good: bigint; total: bigint }[]> {
  if (wanted.length === 0) return [];
  const { rows } = await sql.query<Row>(
    `select g.n::int as n, s.good::text, s.total::text
     from unnest($1::text[], $2::int[], $3::float8[], $4::float8[]) with ordinality as g(id, part, from_ms, until_ms, n)
     cross join lateral (
       select sum(t.good) as good, sum(t.total) as total from slo_sums t
       where t.objective_id = g.id and t.part = g.part and t.seconds = ${SECONDS[level]}
         and t.at >= ${instant("g.from_ms")} and t.at < ${instant("g.until_ms")} offset 0) s`,
    [
      wanted.map(({ objectiveId }) => objectiveId),
      wanted.map(({ part }) => part),
      wanted.map(({ from }) => from),
      wanted.map(({ until }) => until),
    ],
  );
  const found = new Map(rows.map((row) => [row.n, row]));
  return wanted.map((_, i) => amountOf(found.get(i + 1)));
}

/** Events of SLIs in stretches of windows, in the order of the question. */
export async function readWindowSums(
  sql: Sql,
  wanted: readonly WantedWindows[],
): Promise<{ good: bigint; total: bigint }[]> {
  if (wanted.length === 0) return [];
  const { rows } = await sql.query<Row>(
    `select g.n::int as n, s.good::text, s.total::text
     from unnest($1::text[], $2::float8[], $3::float8[]) with ordinality as g(id, from_ms, until_ms, n)
     cross join lateral (
       select sum(w.good) as good, sum(w.total) as total from sli_windows w
       where w.sli_id = g.id and w.window_at >= ${instant("g.from_ms")} and w.window_at < ${instant("g.until_ms")}
       offset 0) s`,
    [wanted.map(({ sliId }) => sliId), wanted.map(({ from }) => from), wanted.map(({ until }) => until)],
  );
  const found = new Map(rows.map((row) => [row.n, row]));
  return wanted.map((_, i) => amountOf(found.get(i + 1)));
}

/** Counts the hours of ratio objectives anew from their SLI's hours, from `from` (ms, a whole hour) on. */
export async function countHoursOfEvents(
  sql: Sql,
  counted: readonly { objectiveId: string; part: number; sliId: string; from: number }[],
): Promise<void> {
  if (counted.length === 0) return;
  await sql.query(
    `insert into slo_sums as t (objective_id, part, seconds, at, good, total)
     select g.id, g.part, 3600, h.hour_at, h.good, h.total
     from unnest($1::text[], $2::int[], $3::text[], $4::float8[]) as g(id, part, sli_id, from_ms)
     cross join lateral (
       select hour_at, good, total from sli_hours
       where sli_id = g.sli_id and hour_at >= ${instant("g.from_ms")} offset 0) h
     order by 1, 2, 4
     on conflict (objective_id, part, seconds, at) do update set good = excluded.good, total = excluded.total
       where (t.good, t.total) is distinct from (excluded.good, excluded.total)`,
    [
      counted.map(({ objectiveId }) => objectiveId),
      counted.map(({ part }) => part),
      counted.map(({ sliId }) => sliId),
      counted.map(({ from }) => from),
    ],
  );
}

/** Writes hours that were counted window by window. */
export async function writeHours(
  sql: Sql,
  hours: readonly { objectiveId: string; at: number; good: bigint; total: bigint }[],
): Promise<void> {
  if (hours.length === 0) return;
  await sql.query(
    `insert into slo_sums as t (objective_id, part, seconds, at, good, total)
     select id, 0, 3600, ${instant("at_ms")}, good, total
     from unnest($1::text[], $2::float8[], $3::bigint[], $4::bigint[]) as g(id, at_ms, good, total) order by 1, 4
     on conflict (objective_id, part, seconds, at) do update set good = excluded.good, total = excluded.total
       where (t.good, t.total) is distinct from (excluded.good, excluded.total)`,
    [
      hours.map(({ objectiveId }) => objectiveId),
      hours.map(({ at }) => at),
      hours.map(({ good }) => String(good)),
      hours.map(({ total }) => String(total)),
    ],
  );
}

/** Counts days anew from the hours, from the day that holds `from` (ms) on, of so many parts of each objective. */
export async function countDaysOfSums(
  sql: Sql,
  counted: readonly { objectiveId: string; parts: number; from: number }[],
): Promise<void> {
  if (counted.length === 0) return;
  await sql.query(
    `insert into slo_sums as t (objective_id, part, seconds, at, good, total)
     select g.id, p.part, 86400, h.day, h.good, h.total
     from unnest($1::text[], $2::float8[], $3::int[]) as g(id, from_ms, parts)
     cross join lateral generate_series(0, g.parts - 1) as p(part)
     cross join lateral (
       select date_trunc('day', at, 'UTC') as day, sum(good) as good, sum(total) as total from slo_sums
       where objective_id = g.id and part = p.part and seconds = 3600
         and at >= date_trunc('day', ${instant("g.from_ms")}, 'UTC') group by 1 offset 0) h
     order by 1, 2, 4
     on conflict (objective_id, part, seconds, at) do update set good = excluded.good, total = excluded.total
       where (t.good, t.total) is distinct from (excluded.good, excluded.total)`,
    [
      counted.map(({ objectiveId }) => objectiveId),
      counted.map(({ from }) => from),
      counted.map(({ parts }) => parts),
    ],
  );
}

/** Forgets every sum of objectives whose rule is another now. */
export async function forgetSums(sql: Sql, objectiveIds: readonly string[]): Promise<void> {
  if (objectiveIds.length > 0)
    await sql.query("delete from slo_sums where objective_id = any($1)", [objectiveIds]);
}

/** Takes notes of touched SLIs out for the length of the transaction; another worker's are left to it. */
export async function claimTouches(sql: Sql, sliIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql.query<{ sliId: string; fromAt: number }>(
    `delete from sli_touches where sli_id in (
       select sli_id from sli_touches where sli_id = any($1) order by sli_id for update skip locked)
     returning sli_id as "sliId", ${millis("from_at")} as "fromAt"`,
    [sliIds],
  );
  return new Map(rows.map(({ sliId, fromAt }) => [sliId, fromAt]));
}
