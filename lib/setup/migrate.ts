import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { withSchemaEngine } from "./schema-engine.ts";

export const MIGRATIONS_DIR = join(import.meta.dirname, "../../prisma/migrations");

const NO_FILTERS = { externalTables: [], externalEnums: [] };

async function readMigrations() {
  const folders = (await readdir(MIGRATIONS_DIR, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
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

/**
 * Applies every migration that the database has not seen, each in one transaction, and records it in
 * `_prisma_migrations` with its checksum, as `prisma migrate deploy` does. Returns the names applied now.
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const migrationsList = await readMigrations();
  const { appliedMigrationNames } = await withSchemaEngine(databaseUrl, (engine) =>
    engine.applyMigrations({ migrationsList, filters: NO_FILTERS }),
  );
  return appliedMigrationNames;
}

/** The SQL that creates prisma/schema.prisma from nothing; compare with the migrations when writing the next one. */
export async function schemaSql(databaseUrl: string): Promise<string> {
  const content = await readFile(join(MIGRATIONS_DIR, "../schema.prisma"), "utf8");
  const { stdout } = await withSchemaEngine(databaseUrl, (engine) =>
    engine.diff({
      from: { tag: "empty" },
      to: { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content }] },
      script: true,
      exitCode: null,
      shadowDatabaseUrl: undefined,
      filters: NO_FILTERS,
    } as never),
  );
  return stdout ?? "";
}
