import { pool } from "#lib/data/db.ts";
import { readLastHeartbeat, writeHeartbeat } from "#lib/data/status/workers.ts";

/** A worker beats every 5 s; older than this is ill (/readyz). */
export const MAX_HEARTBEAT_AGE_MS = 30_000;
/** Workers that stopped are forgotten after a day. */
const FORGET_AFTER_MS = 86_400_000;

export type WorkerHealth = { heartbeatAgeMs: number | null; isHealthy: boolean };

/** How long ago any worker last gave a sign of life (null: never). Throws what the database throws when it is away. */
export async function workerHealth(now: number): Promise<WorkerHealth> {
  const lastAt = await readLastHeartbeat(pool());
  const heartbeatAgeMs = lastAt === null ? null : Math.max(0, now - lastAt);
  return { heartbeatAgeMs, isHealthy: heartbeatAgeMs !== null && heartbeatAgeMs <= MAX_HEARTBEAT_AGE_MS };
}

/** A worker's sign of life. */
export const beat = (workerId: string, startedAt: number, now: number): Promise<void> =>
  writeHeartbeat(pool(), { workerId, startedAt, at: now, forgetAfterMs: FORGET_AFTER_MS });
