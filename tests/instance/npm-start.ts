import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { ENV_NAMES } from "#lib/env.ts";
import { identityOf, NOTES_DIR } from "#lib/setup/running.mjs";

const ROOT = join(import.meta.dirname, "../..");
const POLL_MS = 25;

/** The real `npm start` on a data folder of its own, as an operator's terminal runs it. */
export type Instance = {
  child: ChildProcess;
  output(): string;
  /** Settles with npm's exit code. */
  exited: Promise<number | null>;
  /** Milliseconds until a line of the output matched. */
  until(line: RegExp, timeoutMs?: number): Promise<number>;
};

/** These tests must measure a start, not an install that would replace the packages they run on. */
function refuseUninstalled(): void {
  const lock = createHash("sha256")
    .update(readFileSync(join(ROOT, "package-lock.json")))
    .digest("hex");
  const stamp = join(NOTES_DIR, "lock-hash");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== lock)
    throw new Error("the packages are not installed by `npm test`; run that once");
}

/** Names of ours that are not given are set to nothing: a file .env of the operator's must not reach the tests. */
export const ownEnvironment = (given: Record<string, string>): NodeJS.ProcessEnv => ({
  ...process.env,
  ...Object.fromEntries(ENV_NAMES.map((name) => [name, ""])),
  ...given,
});

export function npmStart(env: Record<string, string>, script = "start"): Instance {
  refuseUninstalled();
  const startedAt = performance.now();
  let output = "";
  const child = spawn("npm", ["run", "--silent", script], {
    cwd: ROOT,
    env: ownEnvironment(env),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += String(chunk)));
  const exited = new Promise<number | null>((resolve) => child.once("close", resolve));
  let isGone = false;
  exited.then(() => {
    isGone = true;
  });
  const until = async (line: RegExp, timeoutMs = 30_000) => {
    for (; !line.test(output); await sleep(POLL_MS))
      if (isGone || performance.now() - startedAt > timeoutMs)
        throw new Error(`${isGone ? "ended" : "timed out"} before ${line}:\n${output}`);
    return performance.now() - startedAt;
  };
  return { child, output: () => output, exited, until };
}

/** Process numbers of everything that belongs to the instance on this data folder. */
export function processesOf(dataDir: string) {
  const note = JSON.parse(readFileSync(join(dataDir, "instance.json"), "utf8"));
  const { dir } = JSON.parse(readFileSync(join(dataDir, "postgres.json"), "utf8"));
  const postgres = Number(readFileSync(join(dir, "data/postmaster.pid"), "utf8").split("\n")[0]);
  const pidOf = (wanted: string): number => {
    const child = note.children.find(({ name }: { name: string }) => name === wanted);
    if (!child) throw new Error(`${wanted} does not run now`);
    return child.pid;
  };
  return { supervisor: note.pid as number, web: pidOf("web"), worker: pidOf("worker"), postgres };
}

/** Processes whose command line names the folder, or that were started for it. */
export function leftovers(dataDir: string): string[] {
  const all = execFileSync("ps", ["-eo", "pid,args"], { encoding: "utf8" }).split("\n");
  return all.filter((line) => line.includes(dataDir) && !line.includes("vitest"));
}

export const lives = (pid: number): boolean => identityOf(pid) !== null;

export async function waitUntil(isTrue: () => boolean | Promise<boolean>, timeoutMs: number, what: string) {
  for (const startedAt = performance.now(); !(await isTrue()); await sleep(POLL_MS))
    if (performance.now() - startedAt > timeoutMs) throw new Error(`${what} took more than ${timeoutMs} ms`);
}

/** One statement on the embedded database of the instance. */
export async function queryOf(dataDir: string, sql: string): Promise<unknown[]> {
  const { password, port } = JSON.parse(readFileSync(join(dataDir, "postgres.json"), "utf8"));
  const client = new pg.Client(`postgresql://status:${password}@127.0.0.1:${port}/status`);
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: "array" })).rows.flat();
  } finally {
    await client.end();
  }
}
