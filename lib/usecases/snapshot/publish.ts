import { createHash } from "node:crypto";
import { inTransaction } from "#lib/data/sql.ts";
import { lockPublished, type PublishedRow, writePublished } from "#lib/data/status/published.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { contentOf } from "#lib/domain/snapshot-content.ts";
import { buildSnapshot, type SnapshotContent } from "./build.ts";

/** Without new content the published "as of" is renewed no more often than this. */
export const AS_OF_PERIOD_MS = 30_000;

/**
 * Builds the page's snapshot and publishes it if its content changed (a new version) or its "as of" is due (the same
 * version). Workers take turns per page, and none publishes an older view over a newer one. Returns what was
 * published, or null when there was nothing to publish.
 * @throws Failure not_found
 */
export async function publishSnapshot(pageId: string, now: number): Promise<Snapshot | null> {
  return await inTransaction(async (sql) => {
    const published = await lockPublished(sql, pageId);
    // A transaction of its own, begun under the lock: it sees everything that the publisher before us saw.
    const content = await buildSnapshot(pageId, now);
    const hash = contentHash(content);
    const isChanged = hash !== published?.contentHash;
    if (published && !isChanged && now < published.asOf + AS_OF_PERIOD_MS) return null;
    const snapshot = { ...content, ...versionOf(published, isChanged, now) };
    await writePublished(sql, snapshot, hash);
    return snapshot;
  });
}

function versionOf(published: PublishedRow | null, isChanged: boolean, now: number) {
  if (!published) return { version: 1, updatedAt: new Date(now).toISOString() };
  const { version, updatedAt, asOf } = published;
  if (!isChanged) return { version, updatedAt: new Date(updatedAt).toISOString() };
  // Last-Modified counts in seconds: two versions of one second lie a second apart.
  const nextSecond = (Math.floor(updatedAt / 1000) + 1) * 1000;
  return {
    version: version + 1,
    updatedAt: new Date(Math.max(now, nextSecond)).toISOString(),
    // A worker whose clock is behind must not turn the page's back.
    asOf: new Date(Math.max(now, asOf)).toISOString(),
  };
}

/** sha256 over the content: without "as of", and without the figures that time alone moves. */
const contentHash = (content: SnapshotContent): string =>
  createHash("sha256").update(contentOf(content)).digest("hex");
