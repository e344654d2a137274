import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { BROWSER_FLAGS, browserPath } from "#lib/testing/browser.ts";
import { largeSnapshot } from "#lib/testing/fixtures/large.ts";
import { openPreview } from "#lib/testing/preview.ts";
import { badDaySnapshot } from "#lib/testing/snapshots.ts";

/** Lighthouse on a bad day, as a phone on a slow line: the page itself must have 100 in all four; the others 90, as they do more. */
const PORT = 4_173;
const PAGES = [
  { path: "/ko", target: 100 },
  { path: "/en", target: 100 },
  { path: "/ko/uptime", target: 90 },
  { path: `/en/components/${badDaySnapshot().components[0]!.id}`, target: 90 },
];

type Report = {
  categories: Record<string, { score: number }>;
  audits: Record<string, { displayValue?: string }>;
};

const dir = await mkdtemp(join(tmpdir(), "lighthouse-"));
const preview = await openPreview(PORT);
await preview.show(largeSnapshot());
for (const { path, target } of PAGES) {
  const file = join(dir, "report.json");
  await promisify(execFile)(
    process.execPath,
    [
      "node_modules/lighthouse/cli/index.js",
      `${preview.url}${path}`,
      "--quiet",
      "--output=json",
      `--output-path=${file}`,
      `--chrome-flags=--headless=new ${BROWSER_FLAGS.join(" ")}`,
    ],
    { env: { ...process.env, CHROME_PATH: browserPath() } },
  );
  const { categories, audits } = JSON.parse(await readFile(file, "utf8")) as Report;
  const scores = Object.fromEntries(
    Object.entries(categories).map(([name, { score }]) => [name, Math.round(score * 100)]),
  );
  const holds = Object.values(scores).every((score) => score >= target);
  const told = (audit: string) => audits[audit]?.displayValue;
  const paints = { fcp: told("first-contentful-paint"), lcp: told("largest-contentful-paint") };
  const calm = { tbt: told("total-blocking-time"), cls: told("cumulative-layout-shift") };
  console.log(JSON.stringify({ bench: "lighthouse", path, target, holds, ...scores, ...paints, ...calm }));
  if (!holds) process.exitCode = 1;
}
await preview.close();
await rm(dir, { recursive: true, force: true });
process.exit();
