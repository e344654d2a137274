import { setTimeout as sleep } from "node:timers/promises";
import { spawnSmtpSink } from "../network/sink-process.ts";
import type { WorkerProcess } from "../worker-process.ts";
import { checkHistory, checkKills, type HistoryReport, type Kill, type KillReport } from "./history.ts";
import { allTold } from "./queue.ts";
import { makeSubscribers, subscriberId } from "./subscribers.ts";
import { tellingWorld } from "./telling.ts";
import { residentMb, startDeliveryWorker } from "./worker.ts";

const POLL_MS = 5;
/** The first kill comes while the deliveries are written, or at the first mails. */
const FIRST_KILL_WITHIN_MS = 1_500;

export type KillRunReport = {
  history: HistoryReport;
  kills: KillReport;
  firstMailMs: number;
  lastMailMs: number;
  peakMb: number;
  /** Highest number of SMTP connections that were open at once. */
  peakConnections: number;
};

/** Moments of the kills, as numbers of mails that have come in: at random, one in each equal part of the fan-out. */
const momentsOf = (count: number, kills: number): number[] =>
  Array.from({ length: kills }, (_, i) => Math.floor(((i + Math.random()) * count * 0.97) / kills));

/**
 * Publishes an incident to `count` mail addresses and kills the real worker with SIGKILL `kills` times while it sends,
 * starting a new one at once. What became of it is read from the recorded history of the sink.
 */
export async function killRun(options: {
  databaseUrl: string;
  count: number;
  kills: number;
  timeoutMs: number;
}): Promise<KillRunReport> {
  const { databaseUrl, count } = options;
  const sink = await spawnSmtpSink();
  const start = () => startDeliveryWorker({ databaseUrl, smtpUrl: sink.url });
  let worker: WorkerProcess | null = null;
  try {
    const world = await tellingWorld();
    await makeSubscribers({ pageId: world.pageId, count });
    worker = start();
    await sleep(1_000);
    await world.publish();
    const publishedAt = Date.now();
    const kills: Kill[] = [];
    let peakMb = 0;
    const deadline = publishedAt + options.timeoutMs;
    for (const [nth, moment] of momentsOf(count, options.kills).entries()) {
      if (nth === 0) await sleep(Math.random() * FIRST_KILL_WITHIN_MS);
      else
        while ((await sink.counts()).mails < moment) {
          if (Date.now() > deadline)
            throw new Error(`${nth} kills in ${options.timeoutMs} ms\n${tail(worker)}`);
          await sleep(POLL_MS);
        }
      peakMb = Math.max(peakMb, residentMb(worker.child.pid!)?.peak ?? 0);
      const at = Date.now();
      await worker.kill("SIGKILL");
      kills.push({ at, lastConnection: (await sink.counts()).connections });
      worker = start();
    }
    await allTold(world.pageId, deadline - Date.now());
    peakMb = Math.max(peakMb, residentMb(worker.child.pid!)?.peak ?? 0);
    const mails = await sink.history();
    const expected = Array.from({ length: count }, (_, i) => `${subscriberId("s", i + 1)}@example.com`);
    return {
      history: checkHistory(mails, expected),
      kills: checkKills(mails, kills),
      firstMailMs: mails[0]!.at - publishedAt,
      lastMailMs: mails.at(-1)!.at - publishedAt,
      peakMb,
      peakConnections: (await sink.counts()).peak,
    };
  } finally {
    await worker?.kill("SIGKILL");
    await sink.stop();
  }
}

const tail = (worker: WorkerProcess | null): string => worker?.log.slice(-20).join("\n") ?? "";
