import { globSync } from "node:fs";
import { buildPages, generateClient } from "../prepare.ts";
import { Refusal } from "../refusal.ts";
import { ROOT, runNode } from "../run-program.ts";

/** `npm run bench [-- PART OF A NAME …]`: one after the other, each in its own process, one JSON line each. */
export async function runBenches(args: string[]): Promise<number> {
  const files = globSync("bench/*.bench.ts", { cwd: ROOT })
    .filter((file) => args.length === 0 || args.some((part) => file.includes(part)))
    .sort();
  if (files.length === 0) throw new Refusal(`No bench is called ${args.join(" or ") || "*.bench.ts"}.`);
  await generateClient();
  await buildPages();
  let failures = 0;
  for (const file of files) if ((await runNode([file])) !== 0) failures += 1;
  return failures === 0 ? 0 : 1;
}
