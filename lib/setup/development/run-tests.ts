import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ENV_NAMES, inheritedEnvironment } from "#lib/env.ts";
import { buildPages, generateClient } from "../prepare.ts";
import { runNode } from "../run-program.ts";
import { noteRunning } from "../running.mjs";
import { ensureChromium } from "./chromium.ts";

type FileResult = { status: string; assertionResults: { status: string }[] };

/** Counts of one vitest run. A file that could not be loaded has no tests, but it is a failure all the same. */
export function countResults(files: FileResult[], exitCode: number): { passed: number; failed: number } {
  const states = files.flatMap((file) => file.assertionResults.map((test) => test.status));
  const passed = states.filter((state) => state === "passed").length;
  const broken = files.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  ).length;
  const failed = states.filter((state) => state === "failed").length + broken;
  // An error outside every test (an unhandled rejection) fails the run, but belongs to no test.
  return { passed, failed: failed === 0 && exitCode !== 0 && passed > 0 ? 1 : failed };
}

/** The tests must not meet the operator's own database, address or tokens. */
const testEnvironment = (chromium: string | undefined): Record<string, string | undefined> => ({
  ...Object.fromEntries(ENV_NAMES.map((name) => [name, undefined])),
  CHROMIUM_PATH: chromium,
  NODE_ENV: "test",
});

/** `npm test`: installs and builds what is missing, runs the tests; the last line tells the counts. */
export async function runTests(args: string[]): Promise<number> {
  const env = inheritedEnvironment();
  await generateClient();
  // A run of named files must not wait for a browser or a build that they may not need.
  const isWhole = args.every((arg) => arg.startsWith("-"));
  const chromium = isWhole ? await ensureChromium(env.CHROMIUM_PATH, env.PATH ?? "") : env.CHROMIUM_PATH;
  if (isWhole) await buildPages();
  // Nobody installs or builds under the tests.
  noteRunning({ servesPages: isWhole });
  const dir = mkdtempSync(join(tmpdir(), "t-developer-status-results-"));
  try {
    const output = join(dir, "results.json");
    const code = await runNode(
      [
        "node_modules/vitest/vitest.mjs",
        "run",
        "--reporter=default",
        "--reporter=json",
        `--outputFile.json=${output}`,
        ...args,
      ],
      { env: testEnvironment(chromium) },
    );
    const { passed, failed } = countResults(readResults(output), code);
    console.log(`${passed} passed, ${failed} failed`);
    return code === 0 && failed === 0 && passed > 0 ? 0 : 1;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function readResults(file: string): FileResult[] {
  try {
    return JSON.parse(readFileSync(file, "utf8")).testResults;
  } catch {
    return [];
  }
}
