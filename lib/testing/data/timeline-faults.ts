import { pool } from "#lib/data/db.ts";

const KEYS = { monitor_states: "monitor_id", component_baselines: "component_id" } as const;

// Asked of PostgreSQL's own ranges: the check shares no code with what it checks.
const FAULTS = (table: keyof typeof KEYS) => `
  select '${table} ' || a.${KEYS[table]} || ' ' || a.state || ' ' || tstzrange(a.started_at, a.ended_at)
      || case when tstzrange(a.started_at, a.ended_at) && tstzrange(b.started_at, b.ended_at)
           then ' overlaps ' else ' equals its neighbour ' end
      || b.state || ' ' || tstzrange(b.started_at, b.ended_at) as fault
  from ${table} a join ${table} b on b.${KEYS[table]} = a.${KEYS[table]} and b.started_at > a.started_at
  where tstzrange(a.started_at, a.ended_at) && tstzrange(b.started_at, b.ended_at)
    or (a.ended_at = b.started_at and a.state = b.state)`;

/** What is wrong with any stored timeline of the database: spans that overlap, touching spans of one state. Empty is right. */
export async function timelineFaults(): Promise<string[]> {
  const tables = Object.keys(KEYS) as (keyof typeof KEYS)[];
  const { rows } = await pool().query<{ fault: string }>(
    `${tables.map(FAULTS).join(" union all ")} order by 1`,
  );
  return rows.map(({ fault }) => fault);
}
