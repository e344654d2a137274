import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "#lib/setup/postgres/free-port.ts";
import { Ingest } from "./ingest.ts";
import { npmStart, processesOf, queryOf, waitUntil } from "./npm-start.ts";

const VICTIMS = ["web", "worker", "postgres"] as const;
const RECOVERY_MS = 60_000;
/** Between two kills, so that each hits a process in full work. */
const CALM_MS = 300;
const TOKEN = "crash-test-token-0123456789-0123456789";

export type CrashReport = {
  kills: number;
  acknowledged: number;
  /** Acknowledged, but not in the database. */
  missing: number;
  /** In the database more often than once. */
  doubled: number;
  /** Samples that the five-minute roll-ups count too often or not at all. */
  rollupDifference: number;
  retriedBatches: number;
  duplicates: number;
  /** From the kill until samples are acknowledged again, per process. */
  recoveryMs: Record<string, { median: number; max: number }>;
};

async function killAndWait(
  dataDir: string,
  victim: (typeof VICTIMS)[number],
  ingest: Ingest,
): Promise<number> {
  const pid = processesOf(dataDir)[victim];
  const killedAt = performance.now();
  process.kill(pid, "SIGKILL");
  const isReplaced = () => {
    try {
      return processesOf(dataDir)[victim] !== pid;
    } catch {
      return false;
    }
  };
  await waitUntil(isReplaced, RECOVERY_MS, `the restart of ${victim}`);
  const replacedAt = performance.now();
  await waitUntil(
    () => ingest.lastAcknowledgedAt > replacedAt,
    RECOVERY_MS,
    `ingest after the kill of ${victim}`,
  );
  return ingest.lastAcknowledgedAt - killedAt;
}

/** Compares what was acknowledged with what is there. */
async function compare(dataDir: string, acknowledged: ReadonlySet<string>) {
  const stored = (await queryOf(
    dataDir,
    `select monitor_id || '|' || to_char(slot_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
     from uptime_samples s join monitors m on m.id = s.monitor_id where m.kind = 'external'`,
  )) as string[];
  const distinct = new Set(stored);
  const [counted] = (await queryOf(
    dataDir,
    `select coalesce(sum(up + degraded + down), 0)::int from uptime_rollups r join monitors m on m.id = r.monitor_id
     where m.kind = 'external'`,
  )) as number[];
  return {
    missing: [...acknowledged].filter((key) => !distinct.has(key)).length,
    doubled: stored.length - distinct.size,
    rollupDifference: (counted ?? 0) - stored.length,
  };
}

const median = (values: number[]) =>
  Math.round(values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0);

/**
 * Starts the real thing on `dataDir`, hands in samples through the API without a pause, kills web, worker and PostgreSQL
 * in turn with SIGKILL, `rounds` times each, and counts what became of the acknowledged samples.
 */
export async function crashRun(dataDir: string, rounds: number): Promise<CrashReport> {
  mkdirSync(dataDir, { recursive: true });
  const port = await freePort();
  const instance = npmStart({
    DATA_DIR: join(dataDir),
    PORT: String(port),
    API_TOKEN: TOKEN,
    LOG_LEVEL: "error",
  });
  try {
    await instance.until(/T-Developer Status is at/, 120_000);
    const ingest = new Ingest(`http://127.0.0.1:${port}`, TOKEN);
    await ingest.prepare();
    const running = ingest.run();
    const recovery: Record<string, number[]> = {};
    try {
      for (let round = 0; round < rounds; round += 1)
        for (const victim of VICTIMS) {
          await sleep(CALM_MS);
          const took = await Promise.race([
            killAndWait(dataDir, victim, ingest),
            running.then(() => Promise.reject(new Error("the ingest ended early"))),
          ]);
          recovery[victim] = [...(recovery[victim] ?? []), took];
        }
    } finally {
      ingest.stop();
    }
    await running;
    const { acknowledged, retried, duplicates } = ingest;
    return {
      kills: rounds * VICTIMS.length,
      acknowledged: acknowledged.size,
      ...(await compare(dataDir, acknowledged)),
      retriedBatches: retried,
      duplicates,
      recoveryMs: Object.fromEntries(
        Object.entries(recovery).map(([name, all]) => [
          name,
          { median: median(all), max: Math.round(Math.max(...all)) },
        ]),
      ),
    };
  } finally {
    instance.child.kill("SIGTERM");
    await instance.exited;
  }
}
