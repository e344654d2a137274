import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { holdSending, lockEpoch } from "#lib/data/instance/epoch.ts";
import { newId } from "#lib/data/new-id.ts";
import { MIGRATIONS_DIR, migrate, refuseNewer } from "../migrate.ts";
import { Refusal } from "../refusal.ts";
import type { BackupHeader, BackupTable } from "./format.ts";
import { readBackup, verifyBackup } from "./read.ts";
import { CREATE_MIGRATIONS_TABLE, DROP_EVERYTHING, MIGRATIONS_TABLE, readTables } from "./tables.ts";

const WORKER_ALIVE_SECONDS = 30;
const quoted = (name: string) => pg.escapeIdentifier(name);

/** The SQL that made the backup's tables. @throws Refusal when this version does not have exactly these migrations */
async function migrationScripts({ migrations }: BackupHeader): Promise<string[]> {
  await refuseNewer(
    migrations.map(({ name }) => name),
    "The backup",
  );
  return await Promise.all(
    migrations.map(async ({ name, checksum }) => {
      const script = await readFile(join(MIGRATIONS_DIR, name, "migration.sql"), "utf8");
      if (createHash("sha256").update(script).digest("hex") !== checksum)
        throw new Refusal(
          `The backup was made with another form of the migration ${name}; restore it with that release.`,
        );
      return script;
    }),
  );
}

async function hasRows(client: pg.Client): Promise<boolean> {
  const tables = (await readTables(client)).filter(({ name }) => name !== MIGRATIONS_TABLE);
  for (const { name } of tables) {
    const { rowCount } = await client.query(`select 1 from ${quoted(name)} limit 1`);
    if (rowCount) return true;
  }
  return false;
}

/** @throws Refusal while a worker beats: it would write into the tables that are being replaced */
async function refuseWhileInUse(client: pg.Client): Promise<void> {
  const { rows } = await client.query("select to_regclass('public.worker_heartbeats') is not null as exists");
  if (!rows[0].exists) return;
  const beating = await client.query(
    `select 1 from worker_heartbeats where beat_at > now() - interval '${WORKER_ALIVE_SECONDS} seconds' limit 1`,
  );
  if (beating.rowCount)
    throw new Refusal(
      "A worker uses this database. Stop every instance, wait half a minute, and restore then.",
    );
}

async function copyIn(
  client: pg.Client,
  { name, columns, rows }: BackupTable,
  chunks: AsyncIterable<Buffer>,
) {
  const sql = `copy ${quoted(name)} (${columns.map(quoted).join(", ")}) from stdin`;
  const sink = client.query(copyFrom(sql));
  await pipeline(Readable.from(chunks, { objectMode: false }), sink);
  if (sink.rowCount !== rows) throw new Error(`table ${name} took ${sink.rowCount} of ${rows} rows`);
}

async function replaceEverything(client: pg.Client, file: string, scripts: string[]): Promise<void> {
  await readBackup(file, {
    begin: async ({ samplePartitions }) => {
      await client.query(DROP_EVERYTHING);
      await client.query(CREATE_MIGRATIONS_TABLE);
      for (const script of scripts) await client.query(script);
      for (const day of samplePartitions)
        await client.query("select ensure_sample_partition($1::date)", [day]);
    },
    table: async (table, chunks) => {
      await copyIn(client, table, chunks);
    },
  });
}

/** Nothing is sent from a restored backup until an operator says so. A backup of an older release has no place for it yet. */
async function holdRestored(client: pg.Client): Promise<void> {
  const { rows } = await client.query("select to_regclass('public.instance_epochs') is not null as exists");
  if (!rows[0].exists) return;
  await lockEpoch(client, newId());
  await holdSending(client, "restored", Date.now());
}

/**
 * Replaces the whole database by a backup, in one transaction: either all of it is there afterwards, or nothing has
 * changed. The file is verified to its end before the database is touched. Newer migrations are applied afterwards.
 * @throws Refusal for a damaged or newer backup, a database in use, or one with rows and no `replace`
 */
export async function restoreBackup(
  databaseUrl: string,
  file: string,
  { replace }: { replace: boolean },
): Promise<BackupHeader> {
  const header = await verifyBackup(file);
  const scripts = await migrationScripts(header);
  const client = new pg.Client({ connectionString: databaseUrl, statement_timeout: 0 });
  await client.connect();
  try {
    await refuseWhileInUse(client);
    if (!replace && (await hasRows(client)))
      throw new Refusal("The database is not empty. Give --replace to put the backup in its place.");
    await client.query("begin");
    await replaceEverything(client, file, scripts);
    for (const { name, lastValue } of header.sequences)
      await client.query("select setval($1::regclass, $2::bigint)", [quoted(name), lastValue]);
    await holdRestored(client);
    await client.query("commit");
    await migrate(databaseUrl);
    await holdRestored(client);
  } finally {
    await client.end();
  }
  return header;
}
