import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { WEB_NODE_FLAGS } from "#lib/server/node-flags.ts";
import { WORKER_NODE_FLAGS } from "#lib/worker/node-flags.ts";
import { ROOT } from "../run-program.ts";
import type { Running } from "./keep-running.ts";

/** Longest drain of one process after SIGTERM; then it is killed. */
const DRAIN_MS = 10_000;
const PARENT_WATCH = join(ROOT, "lib/setup/parent-watch.mjs");

/** One of our programs, as the supervisor runs it. */
export type Program = { name: string; entry: string; args?: string[]; nodeFlags?: readonly string[] };

export const WEB: Program = { name: "web", entry: "lib/server/main.ts", nodeFlags: WEB_NODE_FLAGS };
export const WORKER: Program = {
  name: "worker",
  entry: "lib/worker/main.ts",
  nodeFlags: WORKER_NODE_FLAGS,
};

/**
 * Starts one of our programs in a session of its own: Ctrl-C in the terminal reaches the supervisor alone, which stops
 * everything in order. The channel tells the program when its supervisor is gone.
 */
export async function launchProgram(program: Program, env: NodeJS.ProcessEnv): Promise<Running> {
  const { entry, args = [], nodeFlags = [] } = program;
  const child = spawn(
    process.execPath,
    [...nodeFlags, "--import", PARENT_WATCH, join(ROOT, entry), ...args],
    {
      cwd: ROOT,
      env,
      detached: true,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    },
  );
  const exited = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ? `signal ${signal}` : `code ${code}`));
  });
  await new Promise<void>((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", reject);
  });
  const stop = async () => {
    child.kill("SIGTERM");
    const isGone = await Promise.race([exited.then(() => true), sleep(DRAIN_MS, false, { ref: false })]);
    if (!isGone) child.kill("SIGKILL");
    await exited;
  };
  return { pid: child.pid!, exited, stop };
}
