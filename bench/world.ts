import { closeDatabase, openDatabase, pool } from "#lib/data/db.ts";
import { migrate } from "#lib/setup/migrate.ts";
import { startThrowawayCluster } from "#lib/testing/throwaway-cluster.ts";

export const DAY_MS = 86_400_000;

/** One figure of a bench: what was measured, and what it must not exceed (or fall below). */
export type Figure = { value: number; atMost?: number; atLeast?: number };

/**
 * Runs a bench on a fresh, durable (fsync) PostgreSQL of its own and prints one JSON line. The process fails when a
 * figure misses its limit.
 */
export async function bench(
  name: string,
  measure: (databaseUrl: string) => Promise<Record<string, Figure | number | string>>,
): Promise<void> {
  const cluster = await startThrowawayCluster({ durable: true });
  try {
    const url = cluster.url("postgres");
    await migrate(url);
    openDatabase(url);
    const figures = await measure(url);
    const limited = Object.values(figures).filter((figure) => typeof figure === "object");
    const holds = limited.every(
      ({ value, atMost = Infinity, atLeast = -Infinity }) => value <= atMost && value >= atLeast,
    );
    console.log(JSON.stringify({ bench: name, holds, ...figures }));
    if (!holds) process.exitCode = 1;
  } finally {
    await closeDatabase();
    await cluster.stop();
  }
}

export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));

export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Milliseconds that PostgreSQL itself spent on one statement (explain analyze: planning and execution). */
export async function timedInDatabase(text: string, values: unknown[]): Promise<number> {
  const { rows } = await pool().query(`explain (analyze, buffers off, format json) ${text}`, values);
  const plan = rows[0]["QUERY PLAN"][0];
  return plan["Planning Time"] + plan["Execution Time"];
}
