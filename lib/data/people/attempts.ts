import { prisma } from "../db.ts";
import type { Tx } from "../tx.ts";

export type AttemptRule = { window: number; max: number };
export type AttemptResult = { allowed: boolean; retryAfter: number | null };

/** Expired rows are swept by about one attempt in so many. */
const SWEEP_ONE_IN = 100;

/**
 * Counts one attempt at `key` in a window of `rule.window` seconds, in one statement: a burst cannot slip past a stale
 * read, and every web process counts together. Refused attempts are not counted: who waits may go on. In a transaction
 * the count comes true with it.
 */
export async function countAttempt(
  key: string,
  rule: AttemptRule,
  now: number,
  tx?: Tx,
): Promise<AttemptResult> {
  const db = tx ?? prisma();
  const at = new Date(now);
  const resetsAt = new Date(now + rule.window * 1000);
  const rows = await db.$queryRaw<{ count: number }[]>`
    insert into attempts as a (key, count, resets_at) values (${key}, 1, ${resetsAt})
    on conflict (key) do update set
      count = case when a.resets_at <= ${at} then 1 else a.count + 1 end,
      resets_at = case when a.resets_at <= ${at} then ${resetsAt} else a.resets_at end
    where a.resets_at <= ${at} or a.count < ${rule.max}
    returning count`;
  if (!tx && Math.random() * SWEEP_ONE_IN < 1)
    await prisma().attempt.deleteMany({ where: { resetsAt: { lt: at } } });
  if (rows.length > 0) return { allowed: true, retryAfter: null };
  const row = await db.attempt.findUnique({ where: { key } });
  const waitMs = (row?.resetsAt.getTime() ?? now) - now;
  return { allowed: false, retryAfter: Math.max(1, Math.ceil(waitMs / 1000)) };
}

/** Starts anew: after a success, or when somebody was let in by other means. */
export const forgetAttempts = async (key: string): Promise<void> => {
  await prisma().attempt.deleteMany({ where: { key } });
};
