import { rmSync } from "node:fs";
import { join } from "node:path";
import { generateClient } from "../prepare.ts";
import { ROOT, runNode } from "../run-program.ts";

const STEPS: [title: string, args: string[]][] = [
  ["Format and lint", ["node_modules/@biomejs/biome/bin/biome", "check", "."]],
  ["Types", ["node_modules/typescript/bin/tsc", "--noEmit", "-p", "."]],
  ["Import table, budgets, names", ["node_modules/vitest/vitest.mjs", "run", "tests/house"]],
];

/** `npm run check`: everything that needs no database and no browser; tells every fault, not only the first. */
export async function runCheck(): Promise<number> {
  await generateClient();
  // Route types of an earlier build name routes that may be gone; the next build writes them anew.
  rmSync(join(ROOT, ".next/types"), { recursive: true, force: true });
  const failed: string[] = [];
  for (const [title, args] of STEPS) {
    console.log(`${title} …`);
    if ((await runNode(args)) !== 0) failed.push(title);
  }
  console.log(failed.length === 0 ? "Everything is in order." : `Faults in: ${failed.join("; ")}.`);
  return failed.length === 0 ? 0 : 1;
}
