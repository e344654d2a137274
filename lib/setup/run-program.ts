import { spawn } from "node:child_process";
import { join } from "node:path";
import { inheritedEnvironment } from "#lib/env.ts";

export const ROOT = join(import.meta.dirname, "../..");
const FORWARDED = ["SIGTERM", "SIGINT", "SIGHUP"] as const;

/** Runs one program to its end in this terminal, passing signals on; returns its exit code (1 after a signal). */
export async function runNode(args: string[], env: Record<string, string> = {}): Promise<number> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: "inherit",
    env: { ...inheritedEnvironment(), ...env },
  });
  const handlers = FORWARDED.map((signal) => {
    const forward = () => void child.kill(signal);
    process.on(signal, forward);
    return () => process.off(signal, forward);
  });
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => resolve(code ?? 1));
    });
  } finally {
    for (const remove of handlers) remove();
  }
}
