import type pg from "pg";

/** Prisma's own record, which no migration creates. */
export const MIGRATIONS_TABLE = "_prisma_migrations";
export const CREATE_MIGRATIONS_TABLE = `create table ${MIGRATIONS_TABLE} (
  id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz,
  migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
  started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`;

const OURS = `n.nspname = 'public' and not exists
  (select 1 from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e')`;

export type TableShape = { name: string; columns: string[]; references: string[] };

/** Every table of ours with its stored columns; partitions belong to their parents. */
export async function readTables(client: pg.Client): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape>(`
    select c.relname as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      coalesce((select array_agg(distinct f.relname::text) from pg_constraint k join pg_class f on f.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid), '{}') as references
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and ${OURS}
    order by c.relname`);
  return rows;
}

/** Referenced tables before those that refer to them; otherwise by name. */
export function inLoadOrder<T extends { name: string; references: string[] }>(tables: T[]): T[] {
  const ordered: T[] = [];
  const placed = new Set<string>();
  let waiting = [...tables];
  while (waiting.length > 0) {
    const names = new Set(waiting.map(({ name }) => name));
    const ready = waiting.filter(({ references }) =>
      references.every((name) => placed.has(name) || !names.has(name)),
    );
    if (ready.length === 0) throw new Error(`the foreign keys of ${[...names].join(", ")} form a circle`);
    for (const table of ready) placed.add(table.name);
    ordered.push(...ready);
    waiting = waiting.filter((table) => !placed.has(table.name));
  }
  return ordered;
}

/** UTC days ("YYYY-MM-DD") that have a partition of raw samples. */
export async function readSamplePartitions(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ day: string }>(`
    select to_char(to_date(right(c.relname, 8), 'YYYYMMDD'), 'YYYY-MM-DD') as day
    from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
    where p.relname = 'uptime_samples' and c.relname ~ '_[0-9]{8}$' order by 1`);
  return rows.map(({ day }) => day);
}

export async function readSequences(client: pg.Client): Promise<{ name: string; lastValue: string }[]> {
  const { rows } = await client.query<{ name: string; lastValue: string }>(`
    select sequencename as name, last_value::text as "lastValue" from pg_sequences
    where schemaname = 'public' and last_value is not null order by 1`);
  return rows;
}

/** Drops every table, type and function of ours, and nothing that belongs to an extension. */
export const DROP_EVERYTHING = `do $$
declare one record;
begin
  for one in select c.oid::regclass as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and ${OURS}
  loop execute format('drop table %s cascade', one.name); end loop;
  for one in select p.oid::regprocedure as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'public' and p.prokind in ('f', 'p') and not exists
      (select 1 from pg_depend d where d.objid = p.oid and d.classid = 'pg_proc'::regclass and d.deptype = 'e')
  loop execute format('drop routine %s cascade', one.name); end loop;
  for one in select t.oid::regtype as name from pg_type t join pg_namespace n on n.oid = t.typnamespace
    where n.nspname = 'public' and t.typtype in ('e', 'd') and not exists
      (select 1 from pg_depend d where d.objid = t.oid and d.classid = 'pg_type'::regclass and d.deptype = 'e')
  loop execute format('drop type %s cascade', one.name); end loop;
end $$`;
