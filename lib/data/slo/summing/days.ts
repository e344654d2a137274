import type { Sql } from "../../sql.ts";

/** One day (page zone) of an objective, in its unit. */
export type SloDayRow = {
  objectiveId: string;
  day: string;
  good: bigint;
  total: bigint;
  excludedMs: number;
  unknownMs: number;
};

/** Writes days that are not stored as they are. */
export async function writeSloDays(sql: Sql, days: readonly SloDayRow[]): Promise<void> {
  if (days.length === 0) return;
  await sql.query(
    `insert into slo_days as d (objective_id, day, good, total, excluded, unknown)
     select * from unnest($1::text[], $2::date[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[])
     order by 1, 2
     on conflict (objective_id, day) do update set good = excluded.good, total = excluded.total,
       excluded = excluded.excluded, unknown = excluded.unknown
       where (d.good, d.total, d.excluded, d.unknown)
         is distinct from (excluded.good, excluded.total, excluded.excluded, excluded.unknown)`,
    [
      days.map(({ objectiveId }) => objectiveId),
      days.map(({ day }) => day),
      days.map(({ good }) => String(good)),
      days.map(({ total }) => String(total)),
      days.map(({ excludedMs }) => excludedMs),
      days.map(({ unknownMs }) => unknownMs),
    ],
  );
}

/** The stored days of objectives in [from, until] ("2026-11-24"), oldest first. Every id has an entry. */
export async function readSloDays(
  sql: Sql,
  objectiveIds: readonly string[],
  from: string,
  until: string,
): Promise<Map<string, SloDayRow[]>> {
  const days = new Map<string, SloDayRow[]>(objectiveIds.map((id) => [id, []]));
  const { rows } = await sql.query<Omit<SloDayRow, "good" | "total"> & { good: string; total: string }>(
    `select objective_id as "objectiveId", day::text, good::text, total::text, excluded::float8 as "excludedMs",
       unknown::float8 as "unknownMs"
     from slo_days where objective_id = any($1) and day between $2 and $3 order by objective_id, day`,
    [objectiveIds, from, until],
  );
  for (const row of rows)
    days.get(row.objectiveId)?.push({ ...row, good: BigInt(row.good), total: BigInt(row.total) });
  return days;
}
