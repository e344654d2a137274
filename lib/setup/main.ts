import { enableCompileCache } from "node:module";
import { Failure } from "#lib/domain/errors.ts";
import { Refusal } from "./refusal.ts";
import { COMPILE_CACHE_DIR } from "./running.mjs";

enableCompileCache(COMPILE_CACHE_DIR);

async function status(args: string[]): Promise<number> {
  await (await import("./prepare.ts")).generateClient();
  return await (await import("./command-line.ts")).runCommandLine(args);
}

async function alone(name: "web" | "worker"): Promise<number> {
  const { WEB, WORKER } = await import("./instance/program.ts");
  return await (await import("./start.ts")).startAlone(name === "web" ? WEB : WORKER);
}

/** Every command of package.json. Loaded one at a time: before `prisma generate` most of lib cannot be imported. */
const COMMANDS: Record<string, (args: string[]) => Promise<number>> = {
  start: async () => (await import("./start.ts")).start(),
  dev: async () => (await import("./start.ts")).startDevelopment(),
  demo: async () => (await import("./start-demo.ts")).startDemo(),
  web: async () => await alone("web"),
  worker: async () => await alone("worker"),
  status,
  test: async (args) => (await import("./development/run-tests.ts")).runTests(args),
  check: async () => (await import("./development/check.ts")).runCheck(),
  bench: async (args) => (await import("./development/bench.ts")).runBenches(args),
};

async function main(): Promise<number> {
  const [name = "", ...args] = process.argv.slice(2);
  const command = COMMANDS[name];
  if (!command)
    throw new Refusal(`There is no command "${name}". Commands: ${Object.keys(COMMANDS).join(", ")}.`);
  return await command(args);
}

/** What went wrong, for the person at the terminal: sentences for what they can put right, else the whole defect. */
function explain(error: unknown): unknown {
  if (error instanceof Failure)
    return [error.message, ...error.faults.map(({ path, message }) => `  ${path}: ${message}`)].join("\n");
  return error instanceof Refusal ? error.message : error;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
