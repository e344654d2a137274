import { pool } from "./db.ts";

/** Bytes on disk with indexes, by what the rows are for; and the days of raw samples that are there. */
export type DiskUse = {
  samplesBytes: number;
  rollupsBytes: number;
  timelinesBytes: number;
  auditBytes: number;
  databaseBytes: number;
  oldestSampleDay: string | null;
  sampleDays: number;
};

const SIZE = (tables: readonly string[]): string =>
  `(select coalesce(sum(pg_total_relation_size(c.oid)), 0)::float8 from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and c.relname in (${tables.map((table) => `'${table}'`).join(", ")}))`;
const PARTITIONS = `pg_inherits i join pg_class c on c.oid = i.inhrelid
  where i.inhparent = 'uptime_samples'::regclass and c.relname ~ '_[0-9]{8}$'`;
const DAY = "to_char(to_date(right(c.relname, 8), 'YYYYMMDD'), 'YYYY-MM-DD')";

/** Reads sizes from the catalogue of the database: no table is looked through. */
export async function readDiskUse(): Promise<DiskUse> {
  const { rows } = await pool().query<DiskUse>(
    `select (select coalesce(sum(pg_total_relation_size(c.oid)), 0)::float8 from ${PARTITIONS}) as "samplesBytes",
       ${SIZE(["uptime_rollups", "monitor_days"])} as "rollupsBytes",
       ${SIZE(["monitor_states", "component_baselines", "component_days", "state_claims"])} as "timelinesBytes",
       ${SIZE(["audit_log", "audit_seals"])} as "auditBytes",
       pg_database_size(current_database())::float8 as "databaseBytes",
       (select min(${DAY}) from ${PARTITIONS}) as "oldestSampleDay",
       (select count(*)::int from ${PARTITIONS}) as "sampleDays"`,
  );
  return rows[0]!;
}
