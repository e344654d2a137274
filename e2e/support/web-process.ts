import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { prisma } from "#lib/data/db.ts";
import { inTransaction } from "#lib/data/sql.ts";
import { writePublished } from "#lib/data/status/published.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { inheritedEnvironment } from "#lib/env.ts";
import { buildPages } from "#lib/setup/prepare.ts";

const ROOT = join(import.meta.dirname, "../..");
const START_TIMEOUT_MS = 30_000;
const POLL_MS = 50;

export type WebProcess = { origin: string; stop: () => Promise<void> };

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** Starts the real web process on the given database, as `npm run web` does, with a data directory of its own. */
export async function startWebProcess(databaseUrl: string): Promise<WebProcess> {
  await buildPages();
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const dataDir = mkdtempSync(join(tmpdir(), "t-developer-status-web-"));
  const child = spawn(process.execPath, ["lib/server/main.ts"], {
    cwd: ROOT,
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      ...inheritedEnvironment(),
      NODE_ENV: "production",
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      PORT: String(port),
      HOST: "127.0.0.1",
      PUBLIC_URL: origin,
      LOG_LEVEL: "error",
    },
  });
  let complaints = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaints += chunk;
  });
  const stop = async () => {
    await end(child);
    rmSync(dataDir, { recursive: true, force: true });
  };
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await answers(`${origin}/api/v2/status.json`))) {
    if (child.exitCode === null && Date.now() < deadline) await sleep(POLL_MS);
    else {
      await stop();
      throw new Error(`The web process does not serve a snapshot. ${complaints}`);
    }
  }
  return { origin, stop };
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    (response) => response.ok,
    () => false,
  );

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
}

/** Publishes a fixture to the test's own database, as a worker would publish what it built. */
export async function publishFixture(snapshot: Snapshot): Promise<void> {
  const { page, policy } = snapshot;
  await prisma().page.upsert({
    where: { id: page.id },
    update: {},
    create: {
      id: page.id,
      name: page.name,
      timeZone: page.timeZone,
      languages: page.languages,
      policyWeights: policy.weights,
    },
  });
  await inTransaction((sql) => writePublished(sql, snapshot, `fixture ${snapshot.version}`));
}
