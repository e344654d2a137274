import { randomBytes } from "node:crypto";
import { listen } from "#lib/data/listen.ts";
import { MEASURED_CHANNEL } from "#lib/data/slo/summing/window-rows.ts";
import { SAMPLES_CHANNEL } from "#lib/data/status/samples.ts";
import { CHANGED_CHANNEL } from "#lib/data/tx.ts";
import type { Logger } from "#lib/log.ts";
import { judgeMonitors } from "#lib/usecases/monitors/judge.ts";
import { createDeliverer, type DeliveryParts } from "./delivery/deliverer.ts";
import type { EgressOf } from "./egress-of.ts";
import { createInstanceKeeper } from "./instance/keeper.ts";
import { type Loop, startLoop } from "./loop.ts";
import { createProbeNow } from "./probe-now.ts";
import { createProber } from "./prober.ts";
import { createResultWriter } from "./result-writer.ts";
import { createEscalation, createResponses } from "./slos/escalation.ts";
import { createSloRound } from "./slos/rounds.ts";
import { createSourceReader, type SourceParts } from "./slos/sources.ts";
import { type LoopName, type Row, table, type Wakening } from "./table.ts";
import { createTold } from "./told.ts";

/** Of the 10 s that a drain may take, probes in flight get this much, and storing their results the rest. */
const PROBE_PATIENCE_MS = 7_000;
const STORE_PATIENCE_MS = 2_000;
/** Messages under way get as much. */
const SEND_PATIENCE_MS = 6_000;

export type Worker = { id: string; stop: () => Promise<void> };
export type WorkerOptions = {
  egressOf: EgressOf;
  selfOrigin: string;
  /** What the secrets of response actions are sealed with; without it none is sent. */
  secretKey?: string | undefined;
  delivery: DeliveryParts;
  sources: Omit<SourceParts, "log">;
  dataDir: string;
  log: Logger;
};

/** Starts every loop of the table on the open database. `stop` drains within 10 s and never throws. */
export function startWorker(options: WorkerOptions): Worker {
  const { log } = options;
  const id = randomBytes(8).toString("hex");
  const starting = new AbortController();
  const rest = new AbortController();
  const told = createTold(log);
  const loops = new Map<LoopName, { loop: Loop; wokenBy: readonly Wakening[] }>();
  const wake = (name: LoopName) => loops.get(name)?.loop.wake();
  const wakeAll = (wakening: Wakening) => {
    for (const { loop, wokenBy } of loops.values()) if (wokenBy.includes(wakening)) loop.wake();
  };
  const writer = createResultWriter(told, () => wakeAll("samples"));
  const prober = createProber({ ...options, onResult: writer.add });
  const probeNow = createProbeNow(options);
  const deliverer = createDeliverer({ ...options.delivery, told, log, workerId: id });
  const instance = createInstanceKeeper(options);
  const sourceReader = createSourceReader({ ...options.sources, log });
  for (const row of table({
    workerId: id,
    startedAt: Date.now(),
    probe: prober.tick,
    probeNow: probeNow.tick,
    deliver: deliverer.tick,
    instance: instance.tick,
    readSources: sourceReader.tick,
    slos: createSloRound(log),
    escalate: createEscalation(log, () => {
      for (const loop of ["responses", "deliveries"] as const) wake(loop);
    }),
    respond: createResponses(options.delivery.senders.webhook, options.secretKey),
    wake,
  })) {
    const signal = isStartedWork(row.name) ? starting.signal : rest.signal;
    const spec = TELLING.has(row.name) ? onlyWhen(instance.isOpen, row) : row;
    loops.set(row.name, { loop: startLoop(spec, told, signal), wokenBy: row.wokenBy ?? [] });
  }
  const listening = listen({
    channels: Object.keys(WAKENINGS),
    onNotify: (channel) => wakeAll(WAKENINGS[channel] ?? "changed"),
    signal: rest.signal,
  });
  const stop = async () => {
    starting.abort();
    sourceReader.stop();
    await Promise.all([
      prober.drain(PROBE_PATIENCE_MS),
      probeNow.drain(PROBE_PATIENCE_MS),
      deliverer.drain(SEND_PATIENCE_MS),
    ]);
    await within(writer.settled(), STORE_PATIENCE_MS);
    rest.abort();
    await within(Promise.all([...loops.values()].map(({ loop }) => loop.ended)), STORE_PATIENCE_MS);
    await within(listening, STORE_PATIENCE_MS);
    await within(
      instance.tick().catch(() => {}),
      STORE_PATIENCE_MS,
    );
    await within(
      judgeMonitors(Date.now()).catch(() => {}),
      STORE_PATIENCE_MS,
    );
  };
  log.info({ worker: id }, "worker runs");
  return { id, stop };
}

const WAKENINGS: Record<string, Wakening> = {
  [SAMPLES_CHANNEL]: "samples",
  [MEASURED_CHANNEL]: "measured",
  [CHANGED_CHANNEL]: "changed",
};

/** Loops that bring messages about: not before it is known that the database is no restored backup. */
const TELLING: ReadonlySet<LoopName> = new Set([
  "fan-outs",
  "digests",
  "deliveries",
  "escalation",
  "responses",
]);
const LOOK_AGAIN_MS = 50;
const onlyWhen = (isReady: () => boolean, row: Row): Row => ({
  ...row,
  run: async () => (isReady() ? await row.run() : { againInMs: LOOK_AGAIN_MS }),
});

/** Loops that start work of their own, which is drained: they stop first. */
const isStartedWork = (name: LoopName): boolean =>
  name.startsWith("probe") || name === "deliveries" || name === "sources";

async function within(work: Promise<unknown>, patienceMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patienceMs);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
