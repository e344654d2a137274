import pg from "pg";
import { describe, expect, it } from "vitest";
import { cloneDatabase, emptyDatabase } from "#lib/testing/database.ts";
import { appliedMigrations, knownMigrations, migrate } from "./migrate.ts";

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(sql);
  await client.end();
}

describe("migrate", () => {
  it("brings an empty database to the present once, however many start at once", async () => {
    const url = await emptyDatabase();
    const known = await knownMigrations();
    const applied = await Promise.all([migrate(url), migrate(url), migrate(url)]);
    expect(applied.flat().sort()).toEqual(known);
    expect(await migrate(url)).toEqual([]);
    const client = new pg.Client(url);
    await client.connect();
    expect(await appliedMigrations(client)).toEqual(known);
    await client.end();
  });

  it("refuses a database that a newer version wrote, with what to do", async () => {
    const url = await cloneDatabase();
    await run(
      url,
      `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       values ('x', 'x', '20990101000000_later', now(), 1)`,
    );
    await expect(migrate(url)).rejects.toThrow(
      "The database was written by a newer version of T-Developer Status (it knows 20990101000000_later). Update this one first.",
    );
  });
});
