import { Refusal } from "./refusal.ts";

/** Every command of package.json. Loaded one at a time: before `prisma generate` most of lib cannot be imported. */
const COMMANDS: Record<string, (args: string[]) => Promise<number>> = {
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

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Refusal ? error.message : error);
  process.exitCode = 1;
}
