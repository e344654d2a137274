import type { Sql } from "../sql.ts";
import type { Tx } from "../tx.ts";

/** What waits: messages that are written, and events that are yet to be told to `eventKinds`' readers. */
export type Waiting = { deliveries: number; events: number };

export async function countWaiting(sql: Sql, eventKinds: readonly string[]): Promise<Waiting> {
  const { rows } = await sql.query<Waiting>(
    `select (select count(*)::int from deliveries where finished_at is null and priority > 0) as deliveries,
       (select count(*)::int from outbox where handled_at is null and kind = any($1)) as events`,
    [eventKinds],
  );
  return rows[0]!;
}

/** Lets messages out again. Returns whether they were held. */
export async function release(tx: Tx): Promise<boolean> {
  const held = { id: "instance", heldAt: { not: null } };
  const { count } = await tx.instanceEpoch.updateMany({
    where: held,
    data: { heldAt: null, heldReason: null },
  });
  return count > 0;
}

/** Cancels everything that waits and takes every event for told, but for what somebody waits for at a screen. Returns how many messages. */
export async function dropWaiting(tx: Tx, now: number): Promise<number> {
  const at = new Date(now);
  const dropped =
    await tx.$executeRaw`update deliveries set state = 'cancelled', reason = 'dropped', finished_at = ${at},
    sealed = null, lease_owner = null, lease_until = null where finished_at is null and priority > 0`;
  await tx.$executeRaw`update fan_outs set expanded_at = ${at} where expanded_at is null`;
  await tx.$executeRaw`update outbox set handled_at = ${at} where handled_at is null`;
  return dropped;
}
