import pg from "pg";
import type { Env } from "#lib/env.ts";
import { createLogger } from "#lib/log.ts";
import { startEmbedded } from "../postgres/embedded.ts";
import { Refusal } from "../refusal.ts";
import { type Kept, keepRunning } from "./keep-running.ts";

const CONNECT_TIMEOUT_MS = 10_000;
const OLDEST_VERSION = 15;

export type OpenedDatabase = { url: string; what: string; kept: Kept | null };

/** @throws Refusal when DATABASE_URL does not answer, refuses us, or is too old */
async function checkForeign(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  try {
    await client.connect();
    const { rows } = await client.query("show server_version_num");
    const major = Math.floor(Number(rows[0].server_version_num) / 10_000);
    if (major < OLDEST_VERSION)
      throw new Refusal(
        `DATABASE_URL leads to PostgreSQL ${major}; version ${OLDEST_VERSION} or newer is needed.`,
      );
    return `PostgreSQL ${major} at ${new URL(url).host}`;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(
      `The database that DATABASE_URL names does not answer (${(error as Error).message}). Start it, or correct DATABASE_URL.`,
      { cause: error },
    );
  } finally {
    await client.end().catch(() => {});
  }
}

/** The given database, checked; else the embedded one, started and kept running. */
export async function openDatabaseServer({
  DATABASE_URL,
  DATA_DIR,
  LOG_LEVEL,
}: Env): Promise<OpenedDatabase> {
  if (DATABASE_URL) return { url: DATABASE_URL, what: await checkForeign(DATABASE_URL), kept: null };
  const embedded = await startEmbedded(DATA_DIR);
  const log = createLogger("setup", LOG_LEVEL);
  const kept = keepRunning("postgres", embedded.cluster, embedded.relaunch, { log });
  return { url: embedded.url, what: "PostgreSQL", kept };
}
