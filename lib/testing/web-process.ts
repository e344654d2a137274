import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { WEB_NODE_FLAGS } from "#lib/server/node-flags.ts";
import { freePort } from "#lib/setup/postgres/free-port.ts";
import { TEST_SECRET_KEY } from "./people.ts";

export type SpawnedWeb = {
  child: ChildProcess;
  origin: string;
  log: string[];
  /** Sends the signal and waits for the end; returns how long that took, in ms. */
  stop: (signal?: NodeJS.Signals) => Promise<number>;
};

/** Starts a real `node lib/server/main.ts` on a built checkout and waits until it answers. Its log is kept, not shown. */
export async function spawnWeb(options: {
  databaseUrl: string;
  dataDir: string;
  env?: Record<string, string>;
  /** What PUBLIC_URL and the tests call this machine; passkeys need a name. */
  hostname?: "127.0.0.1" | "localhost";
}): Promise<SpawnedWeb> {
  const port = await freePort();
  const origin = `http://${options.hostname ?? "127.0.0.1"}:${port}`;
  const log: string[] = [];
  const child = spawn(process.execPath, [...WEB_NODE_FLAGS, "lib/server/main.ts"], {
    env: {
      NODE_ENV: "production",
      PATH: process.env.PATH,
      PORT: String(port),
      PUBLIC_URL: origin,
      DATABASE_URL: options.databaseUrl,
      DATA_DIR: options.dataDir,
      LOG_LEVEL: "info",
      SECRET_KEY: TEST_SECRET_KEY,
      ...options.env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => log.push(...text.split("\n").filter(Boolean)));
  const exited = once(child, "exit");
  const isUp = await Promise.race([exited.then(() => false), answers(`${origin}/healthz`)]);
  if (!isUp) throw new Error(`The web process did not start:\n${log.join("\n")}`);
  const stop = async (signal: NodeJS.Signals = "SIGTERM") => {
    const startedAt = performance.now();
    child.kill(signal);
    await exited;
    return performance.now() - startedAt;
  };
  return { child, origin, log, stop };
}

const START_TIMEOUT_MS = 30_000;
const POLL_MS = 50;

async function answers(url: string): Promise<boolean> {
  for (const startedAt = performance.now(); performance.now() - startedAt < START_TIMEOUT_MS; ) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return true;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return false;
}
