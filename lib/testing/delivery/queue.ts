import { setTimeout as sleep } from "node:timers/promises";
import { pool } from "#lib/data/db.ts";

const POLL_MS = 50;
/** How long proofs wait: they take a minute at most, but a machine that does ten other things must not turn them red. */
export const PATIENCE_MS = 240_000;

/** How many deliveries are in each state, of one kind of message (events by default). */
export async function deliveryStates(pageId: string, kind = "event"): Promise<Record<string, number>> {
  const { rows } = await pool().query<{ state: string; count: number }>(
    "select state, count(*)::int as count from deliveries where page_id = $1 and kind = $2 group by state",
    [pageId, kind],
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

/** When everything was written that an event tells: fan-outs are expanded and none of their deliveries waits. */
export async function allTold(pageId: string, timeoutMs: number, events = 1): Promise<void> {
  for (const startedAt = performance.now(); ; await sleep(POLL_MS)) {
    const { rows } = await pool().query<{ told: number; waiting: boolean }>(
      `select (select count(*)::int from fan_outs where page_id = $1 and expanded_at is not null) as told,
         exists (select from deliveries where page_id = $1 and state in ('pending', 'gathered')) as waiting`,
      [pageId],
    );
    if (rows[0]!.told >= events && !rows[0]!.waiting) return;
    if (performance.now() - startedAt > timeoutMs)
      throw new Error(`Not told within ${timeoutMs} ms: ${JSON.stringify(await whatWaits(pageId))}`);
  }
}

/** What a proof that waits in vain has to say: the fan-outs, and the first rows that are not finished. */
async function whatWaits(pageId: string) {
  const states = await deliveryStates(pageId);
  const { rows: fanOuts } = await pool().query(
    "select event_id, kind, cursor, recipients, expanded_at from fan_outs where page_id = $1 order by event_id",
    [pageId],
  );
  const { rows: waiting } = await pool().query(
    `select d.id, d.event_id, d.channel, d.state, d.attempts, d.due_at, d.lease_owner, d.lease_until, d.receipt, s.not_before,
       s.is_slow, s.state as subscriber, now() as now
     from deliveries d left join subscribers s on s.id = d.recipient_id
     where d.page_id = $1 and d.state in ('pending', 'gathered') order by d.id limit 5`,
    [pageId],
  );
  const { rows: channels } = await pool().query("select * from channel_health");
  return { states, fanOuts, waiting, channels };
}

/** Milliseconds from the event until every one of its deliveries was written, as the database tells; null: not yet. */
export async function enqueuedAfterMs(pageId: string): Promise<number | null> {
  const { rows } = await pool().query<{ ms: number | null }>(
    `select (extract(epoch from max(expanded_at) - max(event_at)) * 1000)::float8 as ms from fan_outs where page_id = $1`,
    [pageId],
  );
  return rows[0]?.ms ?? null;
}
