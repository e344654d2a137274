import { pool } from "#lib/data/db.ts";

/** Picks at random; the same seed picks the same again. */
export function chance(seed: number) {
  let state = seed >>> 0;
  /** From 0 up to, not including, 1. */
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { next, one: <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)]! };
}

/** `work`, or after `timeoutMs` an error that says what never ended. */
export async function bounded<T>(work: Promise<T>, timeoutMs: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Not within ${timeoutMs} ms: ${what}`)), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Why deliveries may wait, as lines to read: who holds them and until when, pauses of channels, events that are not told yet. */
export async function whatWaits(pageId: string): Promise<string[]> {
  const looks = {
    waiting: `select channel, state, reason, attempts, lease_owner, count(*)::int as count,
        round(extract(epoch from min(due_at) - now())::numeric, 1)::float8 as due_in_s,
        round(extract(epoch from max(lease_until) - now())::numeric, 1)::float8 as leased_for_s
      from deliveries where page_id = $1 and finished_at is null group by 1, 2, 3, 4, 5 order by 6 desc limit 20`,
    channels: `select * from channel_health where $1 <> ''`,
    instance: `select * from instance_epochs where $1 <> ''`,
    events: "select id, kind from outbox where page_id = $1 and handled_at is null order by id limit 20",
    locks: `select wait_event_type, wait_event, state, left(query, 80) as query from pg_stat_activity
      where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid() and $1 <> ''`,
  };
  const lines: string[] = [];
  for (const [name, sql] of Object.entries(looks)) {
    const { rows } = await pool().query(sql, [pageId]);
    lines.push(...rows.map((row) => `${name}: ${JSON.stringify(row)}`));
  }
  return lines;
}
