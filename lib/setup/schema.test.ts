import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { cloneDatabase, emptyDatabase } from "#lib/testing/database.ts";
import { MIGRATIONS_DIR } from "./migrate.ts";
import { withSchemaEngine } from "./schema-engine.ts";

/** The SQL that makes prisma/schema.prisma out of nothing. */
async function sqlOfSchema(databaseUrl: string): Promise<string> {
  const content = await readFile(join(MIGRATIONS_DIR, "../schema.prisma"), "utf8");
  const { stdout } = await withSchemaEngine(databaseUrl, (engine) =>
    engine.diff({
      from: { tag: "empty" },
      to: { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content }] },
      script: true,
      exitCode: null,
      shadowDatabaseUrl: undefined,
      filters: { externalTables: [], externalEnums: [] },
    } as never),
  );
  return stdout ?? "";
}

/** Every column as "table.column type", with "?" where it may be null; partitions are their table's. */
const COLUMNS = `
  select c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
         || case when a.attnotnull then '' else '?' end as told
  from pg_attribute a join pg_class c on c.oid = a.attrelid
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and a.attnum > 0 and not a.attisdropped and c.relname <> '_prisma_migrations'
  order by 1`;

async function columnsOf(databaseUrl: string, sql = ""): Promise<string[]> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    if (sql) await client.query(sql);
    return (await client.query<{ told: string }>(COLUMNS)).rows.map(({ told }) => told);
  } finally {
    await client.end();
  }
}

describe("prisma/schema.prisma", () => {
  it("has the tables and columns that the migrations make, and no other", async () => {
    const empty = await emptyDatabase();
    const described = await columnsOf(empty, await sqlOfSchema(empty));
    expect(described.length).toBeGreaterThan(100);
    expect(await columnsOf(await cloneDatabase())).toEqual(described);
  });
});
