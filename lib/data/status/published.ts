import type { Snapshot } from "#lib/domain/snapshot.ts";
import { pool } from "../db.ts";
import { instant, millis, type Sql } from "../sql.ts";

/** Told at the commit of a new snapshot: "pageId:version:asOf" (asOf in ms). */
export const PUBLISHED_CHANNEL = "snapshot_published";

export type PublishedRow = { version: number; contentHash: string; updatedAt: number; asOf: number };

/** Lets one publisher of a page work at a time, for the length of the transaction; returns what is published. */
export async function lockPublished(sql: Sql, pageId: string): Promise<PublishedRow | null> {
  await sql.query("select pg_advisory_xact_lock(hashtext('published_snapshots'), hashtext($1))", [pageId]);
  const { rows } = await sql.query<PublishedRow>(
    `select version, content_hash as "contentHash", ${millis("updated_at")} as "updatedAt", ${millis("as_of")} as "asOf"
     from published_snapshots where page_id = $1`,
    [pageId],
  );
  return rows[0] ?? null;
}

/** Replaces the page's snapshot and tells everybody at commit. */
export async function writePublished(sql: Sql, snapshot: Snapshot, contentHash: string): Promise<void> {
  const { version, updatedAt, asOf, page } = snapshot;
  await sql.query(
    `insert into published_snapshots (page_id, version, content_hash, updated_at, as_of, document)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (page_id) do update set version = excluded.version, content_hash = excluded.content_hash,
       updated_at = excluded.updated_at, as_of = excluded.as_of, document = excluded.document`,
    [page.id, version, contentHash, updatedAt, asOf, JSON.stringify(snapshot)],
  );
  await sql.query("select pg_notify($1, $2)", [
    PUBLISHED_CHANNEL,
    `${page.id}:${version}:${Date.parse(asOf)}`,
  ]);
}

/** Longest wait of a reader: behind a cut cable it gives up and says so, instead of waiting for the system's timeout. */
const READ_TIMEOUT_MS = 5_000;

/**
 * The published snapshot of a page (null: of the oldest page), if it is newer than `after`; null when nothing is.
 * A lower version that was published later is newer: a backup was restored.
 */
export async function readPublished(
  pageId: string | null,
  after: { version: number; asOf: number } | null,
): Promise<Snapshot | null> {
  const query = {
    text: `select s.document from published_snapshots s join pages p on p.id = s.page_id
           where s.page_id = coalesce($1, (select id from pages order by created_at, id limit 1))
             and ($2::int is null or s.version > $2 or s.as_of > ${instant("$3::float8")})`,
    values: [pageId, after?.version ?? null, after?.asOf ?? null],
    query_timeout: READ_TIMEOUT_MS,
  };
  const { rows } = await pool().query<{ document: string }>(query);
  const snapshot = rows[0] && (JSON.parse(rows[0].document) as Snapshot);
  // One of an older version of the product: the worker is about to replace it.
  if (snapshot?.format !== 2) return null;
  // Published before there were SLOs.
  return { ...snapshot, slos: snapshot.slos ?? [] };
}
