import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Refusal } from "../refusal.ts";
import { identityOf } from "../running.mjs";

const FAST_STOP_MS = 30_000;
const IMMEDIATE_STOP_MS = 10_000;
const POLL_MS = 20;

export type PidFile = { pid: number; port: number; isReady: boolean };

/** What a running (or killed) server left in its data folder. */
export function readPidFile(data: string): PidFile | null {
  try {
    const lines = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n");
    const pid = Number(lines[0]);
    if (!Number.isInteger(pid) || pid <= 0) return null;
    return { pid, port: Number(lines[3]), isReady: lines[7]?.trim() === "ready" };
  } catch {
    return null;
  }
}

function commandLineOf(pid: number): string {
  try {
    if (process.platform === "linux")
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}

/** The server that runs on this data folder now, if any; another process with a reused number does not count. */
export function runningServer(data: string): PidFile | null {
  const found = readPidFile(data);
  return found && identityOf(found.pid) && commandLineOf(found.pid).includes(data) ? found : null;
}

async function isGoneWithin(pid: number, timeoutMs: number): Promise<boolean> {
  for (const startedAt = performance.now(); performance.now() - startedAt < timeoutMs; await sleep(POLL_MS))
    if (identityOf(pid) === null) return true;
  return false;
}

/**
 * Stops a server that outlived its supervisor (killed with SIGKILL), so that never two run on one data folder.
 * Returns whether there was one.
 * @throws Refusal when it does not stop
 */
export async function stopLeftover(data: string): Promise<boolean> {
  const server = runningServer(data);
  if (!server) {
    // The number belongs to another process now: PostgreSQL would take it for a server of its own and refuse.
    if (readPidFile(data)) rmSync(join(data, "postmaster.pid"), { force: true });
    return false;
  }
  process.kill(server.pid, "SIGINT");
  if (await isGoneWithin(server.pid, FAST_STOP_MS)) return true;
  process.kill(server.pid, "SIGQUIT");
  if (await isGoneWithin(server.pid, IMMEDIATE_STOP_MS)) return true;
  throw new Refusal(
    `A PostgreSQL of an earlier run (process ${server.pid}) still works on ${data} and does not stop. End it, then start again.`,
  );
}
