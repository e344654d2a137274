import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { Refusal } from "./refusal.ts";
import { withSchemaEngine } from "./schema-engine.ts";

export const MIGRATIONS_DIR = join(import.meta.dirname, "../../prisma/migrations");

const NO_FILTERS = { externalTables: [], externalEnums: [] };

/** Names of the migrations that this version brings, oldest first. */
export async function knownMigrations(): Promise<string[]> {
  const entries = await readdir(MIGRATIONS_DIR, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** Names of the migrations that a database has seen, oldest first; none for an empty one. */
export async function appliedMigrations(client: pg.Client | pg.Pool): Promise<string[]> {
  const { rows } = await client.query(
    "select to_regclass('public._prisma_migrations') is not null as exists",
  );
  if (!rows[0].exists) return [];
  const applied = await client.query(
    "select migration_name from _prisma_migrations where finished_at is not null order by migration_name",
  );
  return applied.rows.map((row) => row.migration_name);
}

/** @throws Refusal when `applied` holds a migration that this version does not know */
export async function refuseNewer(applied: string[], what: string): Promise<void> {
  const known = await knownMigrations();
  const newer = applied.filter((name) => !known.includes(name));
  if (newer.length > 0)
    throw new Refusal(
      `${what} was written by a newer version of T-Developer Status (it knows ${newer.join(", ")}). Update this one first.`,
    );
}

async function readMigrations() {
  const folders = await knownMigrations();
  const migrationDirectories = await Promise.all(
    folders.map(async (path) => ({
      path,
      migrationFile: {
        path: "migration.sql",
        content: {
          tag: "ok" as const,
          value: await readFile(join(MIGRATIONS_DIR, path, "migration.sql"), "utf8"),
        },
      },
    })),
  );
  const lockfile = await readFile(join(MIGRATIONS_DIR, "migration_lock.toml"), "utf8");
  return {
    baseDir: MIGRATIONS_DIR,
    lockfile: { path: "migration_lock.toml", content: lockfile },
    shadowDbInitScript: "",
    migrationDirectories,
  };
}

/** Several processes may start at once on one database: one migrates, the others wait for it. */
async function withMigrationLock<T>(
  databaseUrl: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('t-developer-status.migrate'))");
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Applies every migration that the database has not seen, each in one transaction, and records it in
 * `_prisma_migrations` with its checksum, as `prisma migrate deploy` does. Returns the names applied now.
 * @throws Refusal when a newer version wrote the database
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  return await withMigrationLock(databaseUrl, async (client) => {
    const applied = await appliedMigrations(client);
    await refuseNewer(applied, "The database");
    if (applied.length === (await knownMigrations()).length) return [];
    const migrationsList = await readMigrations();
    const { appliedMigrationNames } = await withSchemaEngine(databaseUrl, (engine) =>
      engine.applyMigrations({ migrationsList, filters: NO_FILTERS }),
    );
    return appliedMigrationNames;
  });
}
