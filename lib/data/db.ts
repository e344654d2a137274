import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "./generated/client.ts";

/** Longest time one statement may run, and one wait for a free connection: a stuck database is told, not waited for. */
const STATEMENT_TIMEOUT_MS = 30_000;
/** Behind a cut cable the server's own limit never arrives: a little later the client gives up by itself. */
const QUERY_TIMEOUT_MS = 35_000;
const CONNECT_TIMEOUT_MS = 5_000;
const DEFAULT_POOL_SIZE = 10;

/**
 * For the queue's few statements, which run hundreds of times a second: planned once for each connection, and only with
 * look-ups by index, because statistics of a queue are those of another moment. Its commits do not wait for the disk: a crash of
 * PostgreSQL itself forgets the last moments of what was sent, and then the same message goes out again under the same id.
 */
const QUEUE_SETTINGS = [
  ...["plan_cache_mode=force_generic_plan", "synchronous_commit=off", "jit=off"],
  ...["seqscan", "bitmapscan", "hashjoin", "mergejoin", "sort"].map((name) => `enable_${name}=off`),
];
const QUEUE_POOL_SIZE = 8;

type Database = { url: string; pool: pg.Pool; queue?: pg.Pool; prisma: PrismaClient };

// On globalThis because Next bundles its own copy of this module: both copies must see one pool.
const HOLDER = Symbol.for("t-developer-status.database");
const holder = globalThis as { [HOLDER]?: Database };

/** Opens the process's only pool. Call once at start; `closeDatabase` before exit. */
export function openDatabase(url: string, options: { poolSize?: number } = {}): void {
  if (holder[HOLDER]) throw new Error("the database is already open");
  const pool = poolOf(inUtc(url), options.poolSize ?? DEFAULT_POOL_SIZE);
  holder[HOLDER] = { url, pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) };
}

function poolOf(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    keepAlive: true,
  });
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => {});
  return pool;
}

/**
 * Prisma's adapter writes and reads instants without their offset, as if every server's zone were UTC: on one in Seoul
 * they would be nine hours wrong. What else the address asks of the server stays.
 */
function inUtc(url: string, settings: readonly string[] = []): string {
  const address = new URL(url);
  const asked = address.searchParams.get("options");
  address.searchParams.set(
    "options",
    [asked ?? [], ...["TimeZone=UTC", ...settings].map((one) => `-c ${one}`)].flat().join(" "),
  );
  return address.href;
}

export async function closeDatabase(): Promise<void> {
  const open = holder[HOLDER];
  holder[HOLDER] = undefined;
  await open?.prisma.$disconnect();
  await Promise.all([open?.pool.end(), open?.queue?.end()]);
}

function database(): Database {
  const open = holder[HOLDER];
  if (!open) throw new Error("openDatabase() was not called in this process");
  return open;
}

/** Prisma: ordinary reads and writes. */
export const prisma = (): PrismaClient => database().prisma;
/** node-postgres: the hot paths, as SQL with bound parameters. */
export const pool = (): pg.Pool => database().pool;
/** node-postgres for the queue of deliveries alone: opened when it is first asked for. */
export function queue(): pg.Pool {
  const open = database();
  open.queue ??= poolOf(inUtc(open.url, QUEUE_SETTINGS), QUEUE_POOL_SIZE);
  return open.queue;
}
/** For LISTEN, which needs a connection of its own. */
export const databaseUrl = (): string => database().url;
