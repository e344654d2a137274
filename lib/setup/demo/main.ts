import { BadEnvironment, readEnv } from "#lib/env.ts";
import { createLogger, type Logger } from "#lib/log.ts";
import { closeDatabase, openDatabase } from "#lib/usecases/database/open.ts";
import { feedDemo } from "./feed.ts";
import { type Sink, startSink } from "./inbox/sink.ts";

/** What mail catchers usually listen on; when another one does already, any free port. */
const SMTP_PORT = 1025;
const HTTP_PORT = 1080;

const isTaken = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "EADDRINUSE";

async function openSink(log: Logger, httpPort = HTTP_PORT, smtpPort = SMTP_PORT): Promise<Sink> {
  const sink = await startSink({ smtpPort, httpPort }).catch((error: unknown) => {
    if (!isTaken(error)) throw error;
    return startSink({ smtpPort: 0, httpPort: 0 });
  });
  log.info(
    { inbox: `http://127.0.0.1:${sink.httpPort}/`, smtp: `smtp://127.0.0.1:${sink.smtpPort}` },
    "the demo's inbox is open",
  );
  return sink;
}

/** `node lib/setup/demo/main.ts [HTTP_PORT SMTP_PORT]`: the process that keeps a demo going, and its inbox. Ends on SIGTERM. */
async function main(): Promise<void> {
  const env = readEnv();
  const log = createLogger("demo", env.LOG_LEVEL);
  if (!env.DATABASE_URL)
    throw new BadEnvironment(["DATABASE_URL is missing: start the demo by npm run demo."]);
  const stop = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => stop.abort());
  openDatabase(env.DATABASE_URL, { poolSize: 2 });
  try {
    const sink = await openSink(log, ...process.argv.slice(2).map(Number));
    await feedDemo({ signal: stop.signal, log });
    await sink.close();
  } finally {
    await closeDatabase();
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof BadEnvironment)) throw error;
  for (const fault of error.faults) console.error(fault);
  process.exitCode = 1;
}
