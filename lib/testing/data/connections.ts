import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { databaseUrl, pool } from "#lib/data/db.ts";
import type { Sql } from "#lib/data/sql.ts";

/** Another process at work: a connection of its own that has begun a transaction. Ended by one of the three. */
export type Other = {
  sql: pg.Client;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  /** The process dies: its connection is gone, nobody says goodbye. */
  die(): Promise<void>;
};

export async function beginOther(): Promise<Other> {
  const sql = new pg.Client({ connectionString: databaseUrl() });
  sql.on("error", () => {});
  await sql.connect();
  const pid = (await sql.query("select pg_backend_pid() as pid")).rows[0].pid;
  await sql.query("begin");
  const end = async (statement: string) => {
    await sql.query(statement);
    await sql.end();
  };
  const die = async () => {
    await pool().query("select pg_terminate_backend($1, 5000)", [pid]);
  };
  return { sql, commit: () => end("commit"), rollback: () => end("rollback"), die };
}

const PATIENCE_MS = 5_000;

/** Waits until `holds` answers true. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const give = Date.now() + PATIENCE_MS; !(await holds()); await sleep(10))
    if (Date.now() > give) throw new Error(`still not true after ${PATIENCE_MS} ms: ${holds}`);
}

/** How many connections of this database are at `what`; asked by a connection that is in no transaction. */
const untilCounted = (count: number, what: string, sql: Sql): Promise<void> =>
  until(async () => {
    const { rows } = await sql.query(
      `select count(*)::int as n from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and ${what}`,
    );
    return rows[0].n >= count;
  });

/** Waits until `count` connections wait for a lock: they have come as far as they can. */
export const untilBlocked = (count = 1, sql: Sql = pool()): Promise<void> =>
  untilCounted(count, "wait_event_type = 'Lock'", sql);

/** Waits until `count` connections are in the middle of pg_sleep(). */
export const untilAsleep = (count: number, sql: Sql = pool()): Promise<void> =>
  untilCounted(count, "wait_event = 'PgSleep'", sql);

/** PostgreSQL drops every connection of this database but one of its own, as in a restart. Returns how many. */
export async function dropConnections(): Promise<number> {
  const killer = new pg.Client({ connectionString: databaseUrl() });
  await killer.connect();
  const { rows } = await killer.query(
    `select count(*) filter (where pg_terminate_backend(pid, 5000))::int as n from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  );
  await killer.end();
  return rows[0].n;
}
