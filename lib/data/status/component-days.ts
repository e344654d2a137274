import { noMs, type StateMs } from "#lib/domain/status/uptime.ts";
import type { Sql } from "../sql.ts";

/** Column of each state, in the order in which rows carry them. */
const COLUMNS = {
  operational: "operational_ms",
  under_maintenance: "maintenance_ms",
  degraded_performance: "degraded_ms",
  partial_outage: "partial_ms",
  major_outage: "major_ms",
  unknown: "unknown_ms",
} as const satisfies Record<keyof StateMs, string>;
const STATES = Object.keys(COLUMNS) as (keyof StateMs)[];
const NAMES = Object.values(COLUMNS);

const DAY_MS = 86_400_000;
const numbers = (array: string): number[] => JSON.parse(`[${array.slice(1, -1)}]`);

/** Counted days of components between two days (both included): component → date → ms. */
export async function readComponentDays(
  sql: Sql,
  componentIds: readonly string[],
  firstDay: string,
  lastDay: string,
): Promise<Map<string, Map<string, StateMs>>> {
  const days = new Map<string, Map<string, StateMs>>(componentIds.map((id) => [id, new Map()]));
  // One row and one text a column for each component: the driver's 4,500 rows of eight fields took four times as long.
  const { rows } = await sql.query<[string, ...string[]]>({
    text: `select component_id, array_agg(day - $2::date)::text, ${NAMES.map((name) => `array_agg(${name})::text`).join(", ")}
           from component_days where day between $2::date and $3::date and component_id = any($1) group by component_id`,
    values: [componentIds, firstDay, lastDay],
    rowMode: "array",
  });
  const start = Date.parse(firstDay);
  const dates: string[] = [];
  for (let at = start; at <= Date.parse(lastDay); at += DAY_MS)
    dates.push(new Date(at).toISOString().slice(0, 10));
  for (const [id, ...arrays] of rows) {
    const [offsets = [], ...columns] = arrays.map(numbers);
    const own = days.get(id);
    for (const [i, offset] of offsets.entries()) {
      const ms = noMs();
      for (const [j, state] of STATES.entries()) ms[state] = columns[j]![i]!;
      own?.set(dates[offset]!, ms);
    }
  }
  return days;
}

export type ComponentDayRow = { componentId: string; date: string; ms: StateMs };

/** Writes days; those that say the same already are left alone. */
export async function writeComponentDays(sql: Sql, rows: readonly ComponentDayRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql.query(
    `insert into component_days as d (component_id, day, ${NAMES.join(", ")})
     select * from unnest($1::text[], $2::date[], ${STATES.map((_, i) => `$${i + 3}::int[]`).join(", ")})
     order by 2, 1
     on conflict (day, component_id) do update set ${NAMES.map((name) => `${name} = excluded.${name}`).join(", ")}
     where (${NAMES.map((name) => `d.${name}`).join(", ")})
       is distinct from (${NAMES.map((name) => `excluded.${name}`).join(", ")})`,
    [
      rows.map((row) => row.componentId),
      rows.map((row) => row.date),
      ...STATES.map((state) => rows.map((row) => row.ms[state])),
    ],
  );
}

/**
 * Of the given components those whose `day` is not counted, with the day after their last counted one (null: none was
 * ever counted).
 */
export async function readUncounted(
  sql: Sql,
  componentIds: readonly string[],
  day: string,
): Promise<{ componentId: string; nextDay: string | null }[]> {
  const { rows } = await sql.query<{ componentId: string; nextDay: string | null }>(
    `select c.id as "componentId",
       (select (d.day + 1)::text from component_days d where d.component_id = c.id order by d.day desc limit 1) as "nextDay"
     from unnest($1::text[]) as c(id)
     where not exists (select from component_days d where d.component_id = c.id and d.day = $2::date)`,
    [componentIds, day],
  );
  return rows;
}
