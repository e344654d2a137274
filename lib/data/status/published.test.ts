import { describe, expect, it } from "vitest";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { beginOther, until, untilBlocked } from "#lib/testing/data/connections.ts";
import { HOSTILE_TEXTS } from "#lib/testing/data/world.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makePage } from "#lib/testing/engine.ts";
import { pool } from "../db.ts";
import { inTransaction } from "../sql.ts";
import { lockPublished, PUBLISHED_CHANNEL, readPublished, writePublished } from "./published.ts";

withDatabase();
const T = Date.parse("2026-11-22T10:00:00.250Z");
const iso = (at: number) => new Date(T + at).toISOString();

/** Only what publishing looks at; the rest of the document travels as it is. */
const document = (pageId: string, version: number, asOf: number, name = "Example"): Snapshot => ({
  format: 2,
  slos: [],
  version,
  updatedAt: iso(0),
  asOf: iso(asOf),
  page: {
    id: pageId,
    name,
    timeZone: "Asia/Seoul",
    languages: ["ko"],
    translations: {},
    createdAt: iso(0),
    isDemo: false,
    links: {},
    theme: {},
    logo: { light: null, dark: null },
    uptime90d: null,
    coverage90d: "0.00",
  },
  policy: { version: 1, weights: { major_outage: 1, partial_outage: 0.3, degraded_performance: 0 } },
  groups: [],
  components: [],
  incidents: [],
  maintenances: [],
  corrections: [],
  archive: { since: null, heldFrom: null, revision: "0" },
  auditHead: null,
});
const publish = (snapshot: Snapshot, hash = "h") =>
  inTransaction((sql) => writePublished(sql, snapshot, hash));

describe("a published snapshot", () => {
  it("is read as it was written, character by character", async () => {
    const pageId = await makePage();
    const snapshot = document(pageId, 1, 0, HOSTILE_TEXTS.join(" "));
    await publish(snapshot);
    expect(await readPublished(pageId, null)).toEqual(snapshot);
    const row = { version: 1, contentHash: "h", updatedAt: T, asOf: T };
    expect(await inTransaction((sql) => lockPublished(sql, pageId))).toEqual(row);
  });

  it("is told to those who know less, and to nobody else", async () => {
    const pageId = await makePage();
    await publish(document(pageId, 5, 1_000));
    const told = async (version: number, asOf: number) =>
      (await readPublished(pageId, { version, asOf: T + asOf })) !== null;
    expect(await told(4, 1_000)).toBe(true);
    expect(await told(5, 999)).toBe(true);
    expect(await told(5, 1_000)).toBe(false);
    expect(await told(6, 1_000)).toBe(false);
    // A backup was restored and published anew: fewer versions, but later.
    expect(await told(9, 999)).toBe(true);
  });

  it("of no named page is that of the oldest page, and of a page without one nothing", async () => {
    const [oldest, other] = [await makePage(), await makePage()];
    await pool().query("update pages set created_at = to_timestamp(0) where id = $1", [oldest]);
    await publish(document(other, 3, 0));
    expect(await readPublished(null, null)).toBeNull();
    expect(await readPublished(oldest, null)).toBeNull();
    await publish(document(oldest, 7, 0));
    expect(await readPublished(null, null)).toMatchObject({ version: 7 });
    expect(await inTransaction((sql) => lockPublished(sql, "nosuch000000"))).toBeNull();
  });

  it("is told to everybody at the commit, and only then", async () => {
    const pageId = await makePage();
    const listener = await beginOther();
    await listener.sql.query(`commit; listen ${PUBLISHED_CHANNEL}`);
    const heard: unknown[] = [];
    listener.sql.on("notification", ({ payload }) => heard.push(payload));
    const undone = inTransaction(async (sql) => {
      await writePublished(sql, document(pageId, 1, 0), "h");
      throw new Error("stop");
    });
    await expect(undone).rejects.toThrow("stop");
    await publish(document(pageId, 2, 3));
    await until(async () => heard.length > 0);
    expect(heard).toEqual([`${pageId}:2:${T + 3}`]);
    await listener.commit();
    expect(await readPublished(pageId, null)).toMatchObject({ version: 2 });
  });
});

describe("publishers at the same time", () => {
  /** What every publisher does: the next version of what it finds. */
  const publishNext = (pageId: string) =>
    inTransaction(async (sql) => {
      const before = await lockPublished(sql, pageId);
      const version = (before?.version ?? 0) + 1;
      await writePublished(sql, document(pageId, version, version), `h${version}`);
      return version;
    });

  it("count up one after the other, from the very first on: no version twice, none left out", async () => {
    const pageId = await makePage();
    const versions = await Promise.all(Array.from({ length: 12 }, () => publishNext(pageId)));
    expect(versions.sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    expect(await readPublished(pageId, null)).toMatchObject({ version: 12 });
  });

  it("wait for each other on one page, and not for another page's", async () => {
    const [mine, theirs] = [await makePage(), await makePage()];
    const other = await beginOther();
    await lockPublished(other.sql, mine);
    expect(await publishNext(theirs)).toBe(1);
    const waiting = publishNext(mine);
    await untilBlocked();
    expect(await readPublished(mine, null)).toBeNull();
    await other.die();
    expect(await waiting).toBe(1);
  });
});
