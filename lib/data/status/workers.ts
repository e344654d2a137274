import { instant, millis, type Sql } from "../sql.ts";

/** A worker's sign of life; those of workers that are gone for `forgetAfterMs` are removed. */
export async function writeHeartbeat(
  sql: Sql,
  beat: { workerId: string; startedAt: number; at: number; forgetAfterMs: number },
): Promise<void> {
  await sql.query(
    `with gone as (delete from worker_heartbeats where beat_at < ${instant("$4::float8")})
     insert into worker_heartbeats (worker_id, started_at, beat_at)
     values ($1, ${instant("$2::float8")}, ${instant("$3::float8")})
     on conflict (worker_id) do update set beat_at = excluded.beat_at`,
    [beat.workerId, beat.startedAt, beat.at, beat.at - beat.forgetAfterMs],
  );
}

/** When any worker last gave a sign of life (ms); null: never. */
export async function readLastHeartbeat(sql: Sql): Promise<number | null> {
  const { rows } = await sql.query<{ at: number | null }>(
    `select ${millis("max(beat_at)")} as at from worker_heartbeats`,
  );
  return rows[0]?.at ?? null;
}

/** Removes answers to idempotent requests that were given before `before` (ms). Returns how many. */
export async function deleteIdempotencyKeys(sql: Sql, before: number): Promise<number> {
  const { rowCount } = await sql.query(
    `delete from idempotency_keys where created_at < ${instant("$1::float8")}`,
    [before],
  );
  return rowCount ?? 0;
}
