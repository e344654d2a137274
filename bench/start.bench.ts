// How long a start takes from the command to an answering page: on nothing, and again on the same data.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "#lib/setup/postgres/free-port.ts";
import { npmStart, waitUntil } from "../tests/instance/npm-start.ts";

const FIRST_LIMIT_MS = 15_000;
const SECOND_LIMIT_MS = 10_000;
const SAMPLE_LIMIT_MS = 60_000;
const PATIENCE_MS = 120_000;

const dir = mkdtempSync("/tmp/t-developer-status-start-");
chmodSync(dir, 0o755);
const port = await freePort();
const origin = `http://127.0.0.1:${port}`;

const pageAnswers = async () => (await fetch(`${origin}/`).catch(() => null))?.status === 200;
async function isSampleShown(): Promise<boolean> {
  const answer = await fetch(`${origin}/api/v2/components.json`);
  const { components } = (await answer.json()) as { components: { data?: string }[] };
  return components.some(({ data }) => data === "fresh");
}

/** Milliseconds to the first page and to the first real sample on it, and of the stop. */
async function startOnce() {
  const startedAt = performance.now();
  const { child, exited } = npmStart({ DATA_DIR: join(dir, "data"), PORT: String(port), LOG_LEVEL: "error" });
  const since = () => Math.round(performance.now() - startedAt);
  await waitUntil(pageAnswers, PATIENCE_MS, "the page");
  const pageMs = since();
  await waitUntil(isSampleShown, PATIENCE_MS, "the first sample");
  const sampleMs = since();
  const stoppedAt = performance.now();
  child.kill("SIGTERM");
  await exited;
  return { pageMs, sampleMs, stopMs: Math.round(performance.now() - stoppedAt) };
}

try {
  const first = await startOnce();
  const second = await startOnce();
  console.log(JSON.stringify({ bench: "start", first, second }));
  const isGood =
    first.pageMs < FIRST_LIMIT_MS && second.pageMs < SECOND_LIMIT_MS && first.sampleMs < SAMPLE_LIMIT_MS;
  if (!isGood) process.exitCode = 1;
} finally {
  rmSync(dir, { recursive: true, force: true });
}
