import { closeSenders } from "#lib/channels/index.ts";
import { closeDatabase, openDatabase } from "#lib/data/db.ts";
import { BadEnvironment, readEnv } from "#lib/env.ts";
import { createLogger } from "#lib/log.ts";
import { mailWarning, sendersOf } from "./delivery/senders-of.ts";
import { deliveryOf } from "./delivery/wiring.ts";
import { chooseEgress } from "./egress-of.ts";
import { sourcesOf } from "./slos/sources-of.ts";
import { startWorker } from "./worker.ts";

/** The drain takes 10 s at most; whatever still hangs then is left to the system: every step can be done again. */
const FORCED_EXIT_MS = 9_500;

/** `node lib/worker/main.ts`: the worker process. */
function main(): void {
  const env = readEnv();
  const log = createLogger("worker", env.LOG_LEVEL);
  if (!env.DATABASE_URL) throw new BadEnvironment(["DATABASE_URL is missing: start the worker by npm."]);
  openDatabase(env.DATABASE_URL);
  process.on("uncaughtException", (error) => {
    log.fatal({ err: error }, "a defect ended the worker");
    process.exit(1);
  });
  const senders = sendersOf(env);
  const warning = mailWarning(env);
  if (warning) log.warn(warning);
  const worker = startWorker({
    egressOf: chooseEgress(env),
    selfOrigin: `http://127.0.0.1:${env.PORT}`,
    secretKey: env.SECRET_KEY,
    delivery: deliveryOf(env, senders),
    sources: sourcesOf(env),
    dataDir: env.DATA_DIR,
    log,
  });
  let isStopping = false;
  const stop = async (signal: string) => {
    if (isStopping) return;
    isStopping = true;
    log.info({ signal }, "worker drains");
    setTimeout(() => process.exit(0), FORCED_EXIT_MS).unref();
    await worker.stop();
    await closeSenders(senders);
    await closeDatabase();
    log.info("worker stopped");
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop(signal));
}

try {
  main();
} catch (error) {
  if (!(error instanceof BadEnvironment)) throw error;
  for (const fault of error.faults) console.error(fault);
  process.exit(1);
}
