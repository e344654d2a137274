import { spawn } from "node:child_process";
import { join } from "node:path";
import { inheritedEnvironment } from "#lib/env.ts";

export const ROOT = join(import.meta.dirname, "../..");
const FORWARDED = ["SIGTERM", "SIGINT", "SIGHUP"] as const;

type Options = {
  /** Added to what is inherited; undefined takes a name away. */
  env?: Record<string, string | undefined>;
  /** Says nothing unless it fails. */
  isQuiet?: boolean;
};

/** Runs one program to its end in this terminal, passing signals on; returns its exit code (1 after a signal). */
export async function runNode(args: string[], { env = {}, isQuiet = false }: Options = {}): Promise<number> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: isQuiet ? ["ignore", "pipe", "pipe"] : "inherit",
    env: { ...inheritedEnvironment(), ...env },
  });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => said.push(chunk));
  const handlers = FORWARDED.map((signal) => {
    const forward = () => void child.kill(signal);
    process.on(signal, forward);
    return () => process.off(signal, forward);
  });
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve(code ?? 1));
    });
    if (code !== 0) process.stderr.write(Buffer.concat(said));
    return code;
  } finally {
    for (const remove of handlers) remove();
  }
}
