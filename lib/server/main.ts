import { BadEnvironment, readEnv } from "#lib/env.ts";
import { createLogger } from "#lib/log.ts";
import { explainStartFault } from "./start-fault.ts";
import { startWeb } from "./web-process.ts";

/** The drain takes 9 s at most, and the supervisor waits for 10: whatever still hangs then is left to the system. */
const FORCED_EXIT_MS = 9_500;

/** `node lib/server/main.ts [--dev]`: the web process. */
async function main(): Promise<void> {
  const env = readEnv();
  const log = createLogger("web", env.LOG_LEVEL);
  const isDev = process.argv.includes("--dev");
  // Next would log a defect that nobody caught and go on in an unknown state; the supervisor starts a fresh process.
  process.on("uncaughtException", (error) => {
    log.fatal({ err: error }, "a defect ended the web process");
    process.exit(1);
  });
  const web = await startWeb({ env, log, isDev });
  let isStopping = false;
  const stop = async (signal: string) => {
    if (isStopping) return;
    isStopping = true;
    log.info({ signal }, "web drains");
    setTimeout(() => process.exit(0), FORCED_EXIT_MS).unref();
    await web.close();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop(signal));
}

main().catch((error: unknown) => {
  const sentences = error instanceof BadEnvironment ? error.faults : [explainStartFault(error)];
  for (const sentence of sentences) console.error(sentence);
  process.exit(1);
});
