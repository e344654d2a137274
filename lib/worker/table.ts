import { pool } from "#lib/data/db.ts";
import { readPageIds } from "#lib/data/status/public-nouns.ts";
import { SEAL_BATCH, sealAudit } from "#lib/usecases/audit/seal.ts";
import { countDays, requestFinishedDays } from "#lib/usecases/days/count.ts";
import { countMonitorDays, measureComponents } from "#lib/usecases/days/count-monitors.ts";
import { judgeMonitors, sweepSilentMonitors } from "#lib/usecases/monitors/judge.ts";
import { forgetProbes } from "#lib/usecases/probes/claim.ts";
import { dropOldSamples, forgetIdempotencyKeys, preparePartitions } from "#lib/usecases/retention/apply.ts";
import { forgetEndedSessions } from "#lib/usecases/retention/forget-sessions.ts";
import { AS_OF_PERIOD_MS, publishSnapshot } from "#lib/usecases/snapshot/publish.ts";
import { PURGE_BATCH, purgeSubscribers } from "#lib/usecases/subscribers/desk/erase.ts";
import { beat } from "#lib/usecases/workers/health.ts";
import { AUTOMATION } from "./automation.ts";
import { fanOuts } from "./fan-outs.ts";
import type { LoopSpec, RunResult } from "./loop.ts";
import { MAINTENANCE } from "./maintenance.ts";
import { escalation } from "./slos/escalation.ts";
import { sloRound } from "./slos/rounds.ts";
import { sources } from "./slos/sources.ts";

export type LoopName =
  | "heartbeat"
  | "partitions"
  | "probe"
  | "probe-now"
  | "judge"
  | "sweep"
  | "days"
  | "midnight"
  | "snapshot"
  | "metrics"
  | "maintenance"
  | "series"
  | "retention"
  | "idempotency"
  | "sessions"
  | "seal"
  | "seal-late"
  | "watch"
  | "alerts"
  | "auto-publish"
  | "nudges"
  | "old-alerts"
  | "purge"
  | "instance"
  | "fan-outs"
  | "digests"
  | "tallies"
  | "old-deliveries"
  | "deliveries"
  | "sources"
  | "slos"
  | "escalation"
  | "responses";

/** What wakes loops before their time: NOTIFY of the database, or another loop. */
export type Wakening = "samples" | "measured" | "changed";

export type Row = LoopSpec & { name: LoopName; wokenBy?: readonly Wakening[] };

export type TableOptions = {
  workerId: string;
  startedAt: number;
  probe: () => Promise<RunResult>;
  probeNow: () => Promise<RunResult>;
  deliver: () => Promise<RunResult>;
  instance: () => Promise<RunResult>;
  readSources: () => Promise<RunResult>;
  slos: () => Promise<RunResult>;
  escalate: () => Promise<RunResult>;
  respond: () => Promise<RunResult>;
  wake: (loop: LoopName) => void;
};

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** Runs by the row's own times, whatever the work answers. */
async function only(work: Promise<unknown>): Promise<undefined> {
  await work;
}

/** What is kept, forgotten and sealed. */
const KEEPING: Row[] = [
  { name: "retention", cron: "15 * * * *", run: () => only(dropOldSamples(Date.now())) },
  {
    name: "idempotency",
    cron: "25 * * * *",
    run: async () => {
      await forgetProbes(Date.now());
      return only(forgetIdempotencyKeys(Date.now()));
    },
  },
  { name: "purge", cron: "55 * * * *", run: purge },
  { name: "sessions", cron: "45 * * * *", run: () => only(forgetEndedSessions(Date.now())) },
  { name: "seal", everyMs: 2 * SECOND_MS, restMs: SECOND_MS, wokenBy: ["changed"], run: () => seal() },
  { name: "seal-late", cron: "35 * * * *", run: () => seal({ everywhere: true }) },
];

/** Everything that a worker does. Any number of workers may: work is claimed in rows. */
export const table = ({
  workerId,
  startedAt,
  probe,
  probeNow,
  deliver,
  instance,
  readSources,
  slos,
  escalate,
  respond,
  wake,
}: TableOptions): Row[] => [
  { name: "instance", everyMs: 15 * SECOND_MS, run: instance },
  { name: "heartbeat", everyMs: 5 * SECOND_MS, run: () => only(beat(workerId, startedAt, Date.now())) },
  { name: "partitions", cron: "5 * * * *", run: () => only(preparePartitions(Date.now())) },
  { name: "probe", everyMs: 200, run: probe },
  { name: "deliveries", everyMs: SECOND_MS, restMs: 10, wokenBy: ["changed"], run: deliver },
  { name: "probe-now", everyMs: 2 * SECOND_MS, restMs: 50, wokenBy: ["changed"], run: probeNow },
  {
    name: "judge",
    everyMs: SECOND_MS,
    restMs: 50,
    wokenBy: ["samples", "changed"],
    run: async () => {
      const { changed, isDone } = await judgeMonitors(Date.now());
      if (changed > 0) for (const loop of ["snapshot", "days", "slos"] as const) wake(loop);
      return isDone ? undefined : { againInMs: 0 };
    },
  },
  {
    name: "sweep",
    everyMs: 5 * SECOND_MS,
    restMs: 250,
    wokenBy: ["changed"],
    run: async () => {
      if ((await sweepSilentMonitors(Date.now())) > 0) wake("judge");
      return undefined;
    },
  },
  {
    name: "days",
    everyMs: 10 * SECOND_MS,
    restMs: 250,
    wokenBy: ["changed"],
    run: () => only(countDays(Date.now())),
  },
  {
    name: "midnight",
    everyMs: MINUTE_MS,
    run: async () => {
      if ((await requestFinishedDays(Date.now())) > 0) wake("days");
      return undefined;
    },
  },
  { name: "snapshot", restMs: 250, wokenBy: ["changed"], run: publishAll },
  { name: "metrics", everyMs: 5 * MINUTE_MS, run: measure },
  ...KEEPING,
  ...AUTOMATION,
  ...MAINTENANCE,
  ...fanOuts(wake),
  sources(readSources),
  sloRound(slos),
  ...escalation(escalate, respond),
];

async function measure(): Promise<RunResult> {
  await countMonitorDays();
  return await only(measureComponents(Date.now()));
}

/** Erases a batch of subscribers whose time has come; after a full one there may be more. */
async function purge(): Promise<RunResult> {
  return (await purgeSubscribers(Date.now())) === PURGE_BATCH ? { againInMs: 0 } : undefined;
}

/** Seals a batch of audit records; after a full one there may be more. */
async function seal(options?: { everywhere: boolean }): Promise<RunResult> {
  return (await sealAudit(Date.now(), options)) === SEAL_BATCH ? { againInMs: 0 } : undefined;
}

/** Publishes every page whose content changed or whose "as of" is due. */
async function publishAll(): Promise<RunResult> {
  let published = 0;
  for (const pageId of await readPageIds(pool()))
    if (await publishSnapshot(pageId, Date.now())) published += 1;
  // Nothing was due: somebody published less than a period ago, nobody remembers when.
  return { againInMs: published > 0 ? AS_OF_PERIOD_MS : 5 * SECOND_MS };
}
