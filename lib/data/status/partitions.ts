import { pool } from "../db.ts";
import { inTransaction, type Sql } from "../sql.ts";

const DAY_MS = 86_400_000;
/** Dropping waits for readers at most this long; the next hour tries again. */
const LOCK_TIMEOUT_MS = 2_000;
const NAME = /^uptime_samples_(\d{4})(\d{2})(\d{2})$/;

/** UTC days (as days since the epoch) that this process has seen a partition for. */
const known = new Set<number>();

const utcDay = (at: number): number => Math.floor(at / DAY_MS);
const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** Makes the partitions (UTC days) of the given instants if they are missing. Cheap when this process knows them. */
export async function ensurePartitions(instants: Iterable<number>): Promise<void> {
  const days = new Set<number>();
  for (const at of instants) if (!known.has(utcDay(at))) days.add(utcDay(at));
  for (const day of [...days].sort((a, b) => a - b)) {
    await pool().query("select ensure_sample_partition($1::date)", [dateOf(day)]);
    known.add(day);
  }
}

/** Another process may have dropped a day that we remember. */
export const forgetPartitions = (): void => known.clear();

/** Makes today's partition and those of the next `daysAhead` days. */
export async function createPartitionsAhead(now: number, daysAhead: number): Promise<void> {
  forgetPartitions();
  await ensurePartitions(Array.from({ length: daysAhead + 1 }, (_, i) => now + i * DAY_MS));
}

/** First instant whose raw samples are kept under a retention of `retentionDays`: a start of a UTC day. */
export const keptFrom = (now: number, retentionDays: number): number =>
  (utcDay(now) - retentionDays) * DAY_MS;

/** Drops every day of raw samples that lies wholly before `keepFromAt`. Returns the days dropped. */
export async function dropPartitionsBefore(keepFromAt: number): Promise<string[]> {
  const { rows } = await pool().query<{ name: string }>(
    "select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'uptime_samples'::regclass order by 1",
  );
  const dropped: string[] = [];
  for (const { name } of rows) {
    const [, year, month, day] = NAME.exec(name) ?? [];
    const date = `${year}-${month}-${day}`;
    if (!year || Date.parse(`${date}T00:00:00Z`) + DAY_MS > keepFromAt) continue;
    await dropPartition(name);
    known.delete(utcDay(Date.parse(`${date}T00:00:00Z`)));
    dropped.push(date);
  }
  return dropped;
}

async function dropPartition(name: string): Promise<void> {
  await inTransaction(async (sql) => {
    await sql.query(`set local lock_timeout = ${LOCK_TIMEOUT_MS}`);
    // The name comes from the catalogue and matched NAME: digits only.
    await sql.query(`drop table ${name}`);
  });
}

/** The longest raw retention of all pages, in days. */
export async function rawRetentionDays(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ days: number }>(
    "select coalesce(max(raw_retention_days), 35) as days from pages",
  );
  return rows[0]!.days;
}
