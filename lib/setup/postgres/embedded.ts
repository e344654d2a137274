import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, statSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { Refusal } from "../refusal.ts";
import { writeWhole } from "../running.mjs";
import { OUTSIDE_DIR, reachableBinaries } from "./binaries.ts";
import {
  type Cluster,
  type ClusterPlace,
  createCluster,
  launchCluster,
  ROLE,
  refuseOtherVersion,
  resetPassword,
  StartFault,
} from "./cluster.ts";
import { freePort, listenFault } from "./free-port.ts";
import { runningServer, stopLeftover } from "./leftover.ts";
import { closedFolders, type ServerUser, serverUser } from "./user.ts";

const DATABASE = "status";
const MAX_LOG_BYTES = 10e6;
/** How long the processes of a killed server may take to notice: until then its shared memory is in use. */
const ORPHAN_WAIT_MS = 15_000;
const SETTINGS = { max_connections: "100", jit: "off", log_min_messages: "warning", log_checkpoints: "off" };

/** What is remembered between starts, in DATA_DIR/postgres.json, readable by us alone. */
type Remembered = { password: string; port: number; dir: string };

export type Embedded = { url: string; cluster: Cluster; relaunch(): Promise<Cluster> };

const rememberedFile = (dataDir: string) => join(dataDir, "postgres.json");

function recall(dataDir: string): Partial<Remembered> {
  try {
    return JSON.parse(readFileSync(rememberedFile(dataDir), "utf8"));
  } catch {
    return {};
  }
}

/** @throws Refusal when data that exists already lies where the server's user cannot go */
async function placeFor(dataDir: string, user: ServerUser, remembered: string | undefined): Promise<string> {
  const inside = resolve(dataDir, "postgres");
  const outside =
    remembered ?? join(OUTSIDE_DIR, `data-${createHash("sha256").update(inside).digest("hex").slice(0, 12)}`);
  const closed = closedFolders(resolve(dataDir), user);
  if (closed.length === 0) return remembered && existsSync(join(remembered, "data")) ? remembered : inside;
  if (existsSync(join(inside, "data")))
    throw new Refusal(
      `PostgreSQL runs as another user than root, who cannot pass through ${closed.join(", ")}. ` +
        `Allow it (chmod o+x ${closed.join(" ")}) or move DATA_DIR to a folder that everybody can reach.`,
    );
  await mkdir(OUTSIDE_DIR, { recursive: true, mode: 0o755 });
  await writeFile(
    join(dataDir, "WHERE-THE-DATABASE-IS.txt"),
    `The database is in ${outside}: PostgreSQL does not run as root, and its user cannot reach this folder ` +
      `(closed: ${closed.join(", ")}). Moving or removing this folder leaves the database where it is.\n`,
  );
  return outside;
}

/** Keeps one older log, so that a server that fails often cannot fill the disk. */
function rotateLog(file: string): void {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MAX_LOG_BYTES) renameSync(file, `${file}.1`);
}

async function launch(place: ClusterPlace, port: number, logFile: string): Promise<Cluster> {
  rotateLog(logFile);
  for (const startedAt = performance.now(); ; await sleep(200)) {
    try {
      return await launchCluster(place, { port, logFile, settings: SETTINGS });
    } catch (error) {
      if (!(error instanceof StartFault)) throw error;
      const isOrphaned = /pre-existing shared memory block|lock file "postmaster.pid" already exists/.test(
        error.log,
      );
      if (isOrphaned && performance.now() - startedAt < ORPHAN_WAIT_MS) continue;
      if (/No space left/.test(error.log))
        throw new Refusal(`The disk that holds ${place.dir} is full; free some space, then start again.`);
      throw new Refusal(
        `${error.message}. ${logFile} says: ${error.log.trim().split("\n").slice(-3).join(" ")}`,
      );
    }
  }
}

const urlOf = (password: string, port: number, database = DATABASE) =>
  `postgresql://${ROLE}:${password}@127.0.0.1:${port}/${database}`;

async function ensureDatabase(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/** URL of the embedded server that runs for this data folder now, or null. */
export function runningEmbeddedUrl(dataDir: string): string | null {
  const { password, dir } = recall(dataDir);
  const server = password && dir ? runningServer(join(dir, "data")) : null;
  return server?.isReady && password ? urlOf(password, server.port) : null;
}

/**
 * Starts the embedded PostgreSQL on `dataDir`: creates it once, stops a server that an earlier run left behind, keeps
 * its port while that is free. The caller holds the lock of the data folder and stops the cluster last.
 */
export async function startEmbedded(dataDir: string): Promise<Embedded> {
  const user = await serverUser();
  const binaries = await reachableBinaries(user);
  const before = recall(dataDir);
  const dir = await placeFor(dataDir, user, before.dir);
  const place = { dir, binaries, user };
  const data = join(dir, "data");
  const logFile = join(dataDir, "postgres.log");
  await stopLeftover(data);
  refuseOtherVersion(place);
  const password = before.password ?? randomBytes(24).toString("hex");
  if (existsSync(data) && !before.password) await resetPassword(place, password);
  const port =
    before.port && (await listenFault(before.port, "127.0.0.1")) === null ? before.port : await freePort();
  const remembered: Remembered = { password, port, dir };
  writeWhole(rememberedFile(dataDir), `${JSON.stringify(remembered)}\n`);
  await createCluster(place, password);
  const cluster = await launch(place, port, logFile);
  try {
    await ensureDatabase(urlOf(password, port, "postgres"));
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return { url: urlOf(password, port), cluster, relaunch: () => launch(place, port, logFile) };
}
