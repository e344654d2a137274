import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { WORKER_NODE_FLAGS } from "#lib/worker/node-flags.ts";

export type WorkerProcess = {
  child: ChildProcess;
  log: string[];
  kill: (signal: NodeJS.Signals) => Promise<number>;
};

/** The same for all workers of one database, as it is on one machine; clusters of tests have passwords of their own. */
function dataDirOf(databaseUrl: string): string {
  const { password, pathname } = URL.parse(databaseUrl) ?? { password: "", pathname: "" };
  return join(tmpdir(), "status-test-workers", `${password}-${basename(pathname)}`);
}

/** Starts a real `node lib/worker/main.ts` on a test's database. Its log lines are kept, not shown. */
export function spawnWorker(
  databaseUrl: string,
  env: Record<string, string> = {},
  program: string[] = ["lib/worker/main.ts"],
): WorkerProcess {
  const child = spawn(process.execPath, [...WORKER_NODE_FLAGS, ...program], {
    env: {
      NODE_ENV: "test",
      PATH: process.env.PATH,
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDirOf(databaseUrl),
      LOG_LEVEL: "info",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const log: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => log.push(...text.split("\n").filter(Boolean)));
  const kill = async (signal: NodeJS.Signals) => {
    const startedAt = Date.now();
    const exited = child.exitCode === null && child.signalCode === null ? once(child, "exit") : null;
    child.kill(signal);
    await exited;
    return Date.now() - startedAt;
  };
  return { child, log, kill };
}

export type Target = {
  port: number;
  /** What `/name` answers: a status, or nothing at all until the prober gives up. Default 200. */
  answers: Map<string, number | "hang">;
  /** Requests so far: path and time (ms). */
  seen: { path: string; at: number }[];
  close: () => Promise<void>;
};

/** A real HTTP server whose answers the test changes as it goes. */
export async function startTarget(): Promise<Target> {
  const answers: Target["answers"] = new Map();
  const seen: Target["seen"] = [];
  const server: Server = createServer((request, response) => {
    const path = request.url ?? "/";
    seen.push({ path, at: Date.now() });
    const answer = answers.get(path) ?? 200;
    if (answer === "hang") return;
    response.writeHead(answer, { connection: "close" }).end("ok");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  return { port, answers, seen, close };
}

/** Waits until `look` finds something; fails with what it last saw after `timeoutMs`. */
export async function until<T>(
  look: () => Promise<T | null | undefined | false>,
  timeoutMs = 15_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`Not within ${timeoutMs} ms: ${look}`);
    await sleep(50);
  }
}
