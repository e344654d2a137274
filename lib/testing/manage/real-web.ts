import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ENV_NAMES } from "#lib/env.ts";
import { freePort } from "#lib/setup/postgres/free-port.ts";
import { TEST_SECRET_KEY } from "../people.ts";

const ROOT = join(import.meta.dirname, "../../..");
const START_TIMEOUT_MS = 60_000;
const POLL_MS = 50;

export type RealWeb = { origin: string; pid: number; stop(): Promise<void> };

function start(program: string, env: Record<string, string>): ChildProcess {
  const unset = Object.fromEntries(ENV_NAMES.map((name) => [name, undefined]));
  return spawn(process.execPath, [join(ROOT, program)], {
    cwd: ROOT,
    env: {
      ...process.env,
      ...unset,
      NODE_ENV: "production",
      LOG_LEVEL: "warn",
      SECRET_KEY: TEST_SECRET_KEY,
      ...env,
    },
    stdio: ["ignore", "inherit", "inherit"],
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  await exited;
}

async function answers(origin: string, child: ChildProcess): Promise<void> {
  for (const startedAt = performance.now(); ; await sleep(POLL_MS)) {
    if (child.exitCode !== null) throw new Error("the web process ended while it started");
    if (performance.now() - startedAt > START_TIMEOUT_MS) throw new Error("the web process does not answer");
    const isUp = await fetch(`${origin}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) return;
  }
}

/** The built web process, with a worker beside it if asked, on a database that is open already. */
export async function startRealWeb(
  databaseUrl: string,
  options: { withWorker?: boolean; env?: Record<string, string> } = {},
): Promise<RealWeb> {
  const dataDir = await mkdtemp(join(tmpdir(), "t-developer-status-web-"));
  const port = options.env?.PORT ?? (await freePort());
  const env = { DATABASE_URL: databaseUrl, DATA_DIR: dataDir, PORT: String(port), ...options.env };
  const origin = `http://127.0.0.1:${port}`;
  const children = [start("lib/server/main.ts", env)];
  if (options.withWorker) children.push(start("lib/worker/main.ts", env));
  const end = async () => {
    await Promise.all(children.map(stop));
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await answers(origin, children[0]!);
  } catch (error) {
    await end();
    throw error;
  }
  return { origin, pid: children[0]!.pid!, stop: end };
}
