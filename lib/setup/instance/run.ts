import { type Env, inheritedEnvironment } from "#lib/env.ts";
import { createLogger } from "#lib/log.ts";
import { migrate } from "../migrate.ts";
import { Refusal } from "../refusal.ts";
import { COMPILE_CACHE_DIR, noteRunning } from "../running.mjs";
import { keptSecretKey, openDataDir } from "./data-dir.ts";
import { type OpenedDatabase, openDatabaseServer } from "./database.ts";
import { type Kept, keepRunning } from "./keep-running.ts";
import { type InstanceLock, lockDataDir } from "./lock.ts";
import { launchProgram, type Program } from "./program.ts";
import { tell } from "./progress.ts";
import { localOrigin, refuseTakenPort, waitForWeb } from "./web-answer.ts";

const STOP_SIGNALS = ["SIGTERM", "SIGINT", "SIGHUP"] as const;

export type Plan = {
  env: Env;
  programs: Program[];
  nodeEnv: "production" | "development";
  /** Generates and builds; after everything that can be refused at once was. */
  prepare: () => Promise<void>;
  /** Runs once the tables are there and before the programs start; gets what they will get. */
  /** Returns what is to be read when everything runs. */
  beforePrograms?: (env: Env) => Promise<string[]>;
  /** Told when everything runs. */
  afterwards?: string[];
};

/**
 * The wish of a person or the system that this process ends. Every later signal is the same wish, never force. A defect
 * of ours ends it as well, but in order: nothing may be left running.
 */
function stopWish(): AbortSignal {
  const wish = new AbortController();
  const onSignal = () => wish.abort(new Refusal("Stopped before the start was complete."));
  for (const signal of STOP_SIGNALS) process.on(signal, onSignal);
  // Whoever read our output may go away (npm start | head): we go on without them.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  process.on("uncaughtException", (error) => {
    console.error(error);
    process.exitCode = 1;
    wish.abort(error);
  });
  return wish.signal;
}

const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });

function childEnvironment(env: Env, nodeEnv: string): NodeJS.ProcessEnv {
  const told = {
    PORT: String(env.PORT),
    HOST: env.HOST,
    PUBLIC_URL: env.PUBLIC_URL,
    DATABASE_URL: env.DATABASE_URL,
    DATA_DIR: env.DATA_DIR,
    SECRET_KEY: env.SECRET_KEY,
    PLATFORM_URL: env.PLATFORM_URL,
    SMTP_URL: env.SMTP_URL,
    MAIL_FROM: env.MAIL_FROM,
    TWILIO_ACCOUNT_SID: env.TWILIO_ACCOUNT_SID,
    TWILIO_AUTH_TOKEN: env.TWILIO_AUTH_TOKEN,
    TWILIO_FROM: env.TWILIO_FROM,
    TWILIO_BASE_URL: env.TWILIO_BASE_URL,
    EGRESS_ALLOW: env.EGRESS_ALLOW.join(","),
    NODE_ENV: nodeEnv as "production",
    NEXT_TELEMETRY_DISABLED: "1",
    NODE_COMPILE_CACHE: COMPILE_CACHE_DIR,
  };
  return { ...inheritedEnvironment(), ...told };
}

async function openTables(env: Env): Promise<OpenedDatabase> {
  const startedAt = performance.now();
  const database = await openDatabaseServer(env);
  try {
    const applied = await migrate(database.url);
    tell(
      `${database.what} is ready${applied.length > 0 ? `, ${applied.length} migrations applied` : ""}`,
      startedAt,
    );
    return database;
  } catch (error) {
    await database.kept?.stop();
    throw error;
  }
}

type Started = { name: string; kept: Kept };

/** Starts one program and keeps it running; the lock learns its number whenever that changes. */
async function startProgram(
  program: Program,
  plan: Plan,
  env: Env,
  started: Started[],
  lock: InstanceLock | null,
) {
  const log = createLogger("setup", env.LOG_LEVEL);
  const noteAll = () => {
    const alive = started.map(({ name, kept }) => ({ name, pid: kept.pid() }));
    lock?.noteChildren(alive.flatMap(({ name, pid }) => (pid === null ? [] : [{ name, pid }])));
  };
  const launch = () => launchProgram(program, childEnvironment(env, plan.nodeEnv));
  const kept = keepRunning(program.name, await launch(), launch, { log, onChange: noteAll });
  started.push({ name: program.name, kept });
  noteAll();
}

/**
 * The supervisor: database, tables, then the programs, in this order; runs until a signal, then stops them the other
 * way round, PostgreSQL last. Who runs one program alone (`npm run web`) needs no lock: the embedded database is not
 * theirs.
 */
export async function runInstance(plan: Plan): Promise<number> {
  const wish = stopWish();
  const dataDir = openDataDir(plan.env.DATA_DIR);
  const hasWeb = plan.programs.some(({ name }) => name === "web");
  const lock = plan.programs.length > 1 ? await lockDataDir(dataDir, plan.env.PUBLIC_URL) : null;
  let database: OpenedDatabase | undefined;
  const started: Started[] = [];
  try {
    noteRunning({ servesPages: hasWeb && plan.nodeEnv === "production" });
    if (hasWeb) await refuseTakenPort(plan.env.HOST, plan.env.PORT);
    await plan.prepare();
    wish.throwIfAborted();
    const startedAt = performance.now();
    const secret = plan.env.SECRET_KEY ?? keptSecretKey(dataDir);
    database = await openTables({ ...plan.env, DATA_DIR: dataDir });
    const env: Env = { ...plan.env, DATA_DIR: dataDir, SECRET_KEY: secret, DATABASE_URL: database.url };
    const news = (await plan.beforePrograms?.(env)) ?? [];
    wish.throwIfAborted();
    for (const program of plan.programs) await startProgram(program, plan, env, started, lock);
    if (hasWeb) await waitForWeb(localOrigin(env.HOST, env.PORT), wish);
    tell(hasWeb ? `T-Developer Status is at ${env.PUBLIC_URL}` : "The worker runs", startedAt);
    for (const line of [...(plan.afterwards ?? []), ...news]) tell(line);
    await untilAborted(wish);
    tell("Stopping …");
    return Number(process.exitCode ?? 0);
  } finally {
    const stopAt = performance.now();
    await Promise.all(started.map(({ kept }) => kept.stop()));
    await database?.kept?.stop();
    lock?.release();
    if (database) tell("Stopped", stopAt);
  }
}
