import { pool } from "#lib/data/db.ts";

export type DatabaseHealth = {
  /** Since the youngest sign of life of any worker; null when no worker ever ran. */
  heartbeatAgeMs: number | null;
};

/**
 * One round trip to the database, for /readyz.
 * @throws when the database does not answer
 */
export async function readDatabaseHealth(): Promise<DatabaseHealth> {
  const { rows } = await pool().query<{ age: number | null }>(
    "select (extract(epoch from now() - max(beat_at)) * 1000)::float8 as age from worker_heartbeats",
  );
  return { heartbeatAgeMs: rows[0]?.age ?? null };
}
