import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip, gzipSync } from "node:zlib";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { explainPath, Refusal } from "../refusal.ts";
import { BACKUP_FORMAT, type BackupHeader, type BackupTable } from "./format.ts";
import { inLoadOrder, readSamplePartitions, readSequences, readTables, type TableShape } from "./tables.ts";

const NEW_LINE = 10;
const quoted = (name: string) => pg.escapeIdentifier(name);

/** Rows of COPY's text format: it writes a line feed inside a value as \n, so every one ends a row. */
export function countRows(chunk: Buffer): number {
  let rows = 0;
  for (let at = chunk.indexOf(NEW_LINE); at >= 0; at = chunk.indexOf(NEW_LINE, at + 1)) rows += 1;
  return rows;
}

/** Appends one table's rows to the file as a gzip member of its own and tells what went through. */
async function copyOut(client: pg.Client, { name, columns }: TableShape, file: string): Promise<BackupTable> {
  const hash = createHash("sha256");
  let rows = 0;
  let bytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      rows += countRows(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  const sql = `copy (select ${columns.map(quoted).join(", ")} from ${quoted(name)}) to stdout`;
  const sink = createWriteStream(file, { flags: "a", mode: 0o600 });
  await pipeline(client.query(copyTo(sql)), measure, createGzip({ level: 6 }), sink);
  return { name, columns, rows, bytes, sha256: hash.digest("hex") };
}

async function readHeader(client: pg.Client): Promise<Omit<BackupHeader, "tables">> {
  const migrations = await client.query<{ name: string; checksum: string }>(
    `select migration_name as name, checksum from _prisma_migrations where finished_at is not null order by 1`,
  );
  return {
    format: BACKUP_FORMAT,
    program: "t-developer-status",
    createdAt: new Date().toISOString(),
    migrations: migrations.rows,
    samplePartitions: await readSamplePartitions(client),
    sequences: await readSequences(client),
  };
}

/**
 * Writes everything in the database to `file`, as of one instant, while the instance goes on. The file appears under
 * its name only when it is complete.
 * @throws Refusal when the file exists, cannot be written, or the database is empty
 */
export async function writeBackup(databaseUrl: string, file: string): Promise<BackupHeader> {
  if (existsSync(file)) throw new Refusal(`${file} exists already; choose another name or remove it.`);
  const [body, draft] = [`${file}.rows-${process.pid}`, `${file}.draft-${process.pid}`];
  const client = new pg.Client({ connectionString: databaseUrl, statement_timeout: 0 });
  await client.connect();
  try {
    await writeFile(body, "", { flag: "wx", mode: 0o600 });
    await client.query("begin isolation level repeatable read read only");
    const shapes = inLoadOrder(await readTables(client));
    if (shapes.length === 0) throw new Refusal("The database is empty; there is nothing to back up.");
    const tables: BackupTable[] = [];
    for (const shape of shapes) tables.push(await copyOut(client, shape, body));
    const header: BackupHeader = { ...(await readHeader(client)), tables };
    await client.query("commit");
    // The header tells what the rows turned out to be, and comes first: gzip members may stand one after the other.
    await writeFile(draft, gzipSync(`${JSON.stringify(header)}\n`), { mode: 0o600 });
    await pipeline(createReadStream(body), createWriteStream(draft, { flags: "a", flush: true }));
    await rename(draft, file);
    return header;
  } catch (error) {
    return explainPath(file, error, "choose another place");
  } finally {
    for (const path of [body, draft]) await rm(path, { force: true });
    await client.end();
  }
}
