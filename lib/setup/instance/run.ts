import { type Env, inheritedEnvironment } from "#lib/env.ts";
import { createLogger } from "#lib/log.ts";
import { migrate } from "../migrate.ts";
import { Refusal } from "../refusal.ts";
import { noteRunning } from "../running.mjs";
import { keptSecretKey, openDataDir } from "./data-dir.ts";
import { type OpenedDatabase, openDatabaseServer } from "./database.ts";
import { type Kept, keepRunning } from "./keep-running.ts";
import { type InstanceLock, lockDataDir } from "./lock.ts";
import { tell } from "./progress.ts";
import { entryOf, launchProgram, type Role } from "./role.ts";
import { localOrigin, refuseTakenPort, waitForWeb } from "./web-answer.ts";

const STOP_SIGNALS = ["SIGTERM", "SIGINT", "SIGHUP"] as const;

export type Plan = {
  env: Env;
  roles: Role[];
  /** Arguments of the web process, such as --dev. */
  webArgs?: string[];
  nodeEnv: "production" | "development";
  /** Generates and builds; after everything that can be refused at once was. */
  prepare: () => Promise<void>;
  /** Runs once the tables are there and before web and worker start; gets what they will get. */
  beforeRoles?: (env: Env) => Promise<void>;
};

/** The signal that a person or the system wants this process to end. Every later one is the same wish, never force. */
function stopWish(): AbortSignal {
  const wish = new AbortController();
  const onSignal = () => wish.abort(new Refusal("Stopped before the start was complete."));
  for (const signal of STOP_SIGNALS) process.on(signal, onSignal);
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
    NODE_ENV: nodeEnv as "production",
    NEXT_TELEMETRY_DISABLED: "1",
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

/** Starts the roles and keeps them running; the lock learns their numbers. */
async function startRoles(plan: Plan, env: Env, lock: InstanceLock | null): Promise<Kept[]> {
  const log = createLogger("setup", env.LOG_LEVEL);
  const kept: Kept[] = [];
  const note = () => lock?.noteChildren(kept.flatMap((one) => one.pid() ?? []));
  for (const role of plan.roles) {
    const args = role === "web" ? plan.webArgs : [];
    const launch = () => launchProgram(entryOf(role), childEnvironment(env, plan.nodeEnv), { args });
    kept.push(keepRunning(role, await launch(), launch, { log, onChange: note }));
  }
  note();
  return kept;
}

/**
 * The supervisor: database, tables, web and worker, in this order; runs until a signal, then stops them the other way
 * round, PostgreSQL last. Whoever serves alone (`npm run web`) needs no lock: the embedded database is not theirs.
 */
export async function runInstance(plan: Plan): Promise<number> {
  const wish = stopWish();
  const dataDir = openDataDir(plan.env.DATA_DIR);
  const hasWeb = plan.roles.includes("web");
  const isWhole = plan.roles.length > 1;
  const lock = isWhole ? await lockDataDir(dataDir, plan.env.PUBLIC_URL) : null;
  let database: OpenedDatabase | undefined;
  let roles: Kept[] = [];
  try {
    noteRunning();
    if (hasWeb) await refuseTakenPort(plan.env.HOST, plan.env.PORT);
    await plan.prepare();
    wish.throwIfAborted();
    const startedAt = performance.now();
    const secret = plan.env.SECRET_KEY ?? keptSecretKey(dataDir);
    database = await openTables({ ...plan.env, DATA_DIR: dataDir });
    const env: Env = { ...plan.env, DATA_DIR: dataDir, SECRET_KEY: secret, DATABASE_URL: database.url };
    await plan.beforeRoles?.(env);
    wish.throwIfAborted();
    roles = await startRoles(plan, env, lock);
    if (hasWeb) await waitForWeb(localOrigin(env.HOST, env.PORT), wish);
    tell(hasWeb ? `T-Developer Status is at ${env.PUBLIC_URL}` : "The worker runs", startedAt);
    await untilAborted(wish);
    tell("Stopping …");
    return 0;
  } finally {
    const stopAt = performance.now();
    await Promise.all(roles.map((role) => role.stop()));
    await database?.kept?.stop();
    lock?.release();
    if (database) tell("Stopped", stopAt);
  }
}
