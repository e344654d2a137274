import { beforeEach, describe, expect, it } from "vitest";
import { beginOther, untilBlocked } from "#lib/testing/data/connections.ts";
import { HOSTILE_TEXTS, inTx, makeWorld, type Side } from "#lib/testing/data/world.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makeMonitor } from "#lib/testing/engine.ts";
import { pool } from "../db.ts";
import { newId } from "../new-id.ts";
import {
  countMonitors,
  insertMonitor,
  listMonitors,
  lockMonitor,
  readMonitor,
  updateMonitor,
} from "./monitors.ts";

withDatabase();
const T = Date.parse("2026-11-22T10:00:00.123Z");
let world: Side & { stranger: Side };
beforeEach(async () => {
  world = await makeWorld();
});
const settings = () => ({
  componentId: world.component,
  kind: "http" as const,
  config: { url: "https://example.com", headers: { "x-a": HOSTILE_TEXTS.join("") } },
  intervalSeconds: 60,
  timeoutMs: 9_000,
  confirmations: 3,
  degradedAboveMs: null,
  enabled: true,
  autoIncident: "publish" as const,
  autoPublishAfterMinutes: 15,
});
const insert = (more: Partial<Parameters<typeof insertMonitor>[3]> = {}) =>
  inTx((tx) => insertMonitor(tx, world.page, newId(), { ...settings(), ...more }, T));
const list = async (archived = false, more: object = {}) =>
  (await listMonitors(world.page, { archived, ...more })).map(({ id }) => id);

describe("monitors", () => {
  it("are read as they were written, without their secret and their schedule", async () => {
    const hidden = { secretHash: "f".repeat(64), phaseMs: 5, nextProbeAt: new Date(T) };
    const made = await insert(hidden);
    const whole = {
      id: made.id,
      pageId: world.page,
      ...settings(),
      catalogueKey: null,
      lastPingAt: null,
      tlsExpiresAt: null,
      archivedAt: null,
      createdAt: T,
      updatedAt: T,
    };
    expect(made).toEqual(whole);
    expect(await readMonitor(world.page, made.id)).toEqual(whole);
    const { rows } = await pool().query(
      "select secret_hash, phase_ms, next_probe_at from monitors where id = $1",
      [made.id],
    );
    expect(rows).toEqual([{ secret_hash: hidden.secretHash, phase_ms: 5, next_probe_at: new Date(T) }]);
  });

  it("tell instants in milliseconds", async () => {
    const columns = "last_ping_at = $2, tls_expires_at = $2, archived_at = $2";
    await pool().query(`update monitors set ${columns} where id = $1`, [world.monitor, new Date(T)]);
    const instants = { lastPingAt: T, tlsExpiresAt: T, archivedAt: T };
    expect(await readMonitor(world.page, world.monitor)).toMatchObject(instants);
  });

  it("of another page are not there: not to read, lock, list or count", async () => {
    const theirs = world.stranger.monitor;
    expect(await readMonitor(world.page, theirs)).toBeNull();
    expect(await inTx((tx) => lockMonitor(tx, world.page, theirs))).toBeNull();
    expect(await list()).toEqual([world.monitor]);
    expect(await list(false, { componentId: world.stranger.component })).toEqual([]);
    expect(await inTx((tx) => countMonitors(tx, world.page))).toBe(1);
  });

  it("are listed by age, of all components or one, archived ones apart, in windows", async () => {
    const component = await makeComponent(world.page);
    const older = await insert({ componentId: component });
    const gone = await makeMonitor(world.page, component);
    await pool().query("update monitors set archived_at = now() where id = $1", [gone]);
    expect(await list()).toEqual([older.id, world.monitor]);
    expect(await list(false, { componentId: component })).toEqual([older.id]);
    expect(await list(true)).toEqual([gone]);
    expect(await list(false, { window: { skip: 1, take: 5 } })).toEqual([world.monitor]);
    expect(await inTx((tx) => countMonitors(tx, world.page))).toBe(2);
  });

  it("change in what is named alone", async () => {
    const { id } = await insert({ secretHash: "a".repeat(64), degradedAboveMs: 5 });
    const changed = await inTx((tx) =>
      updateMonitor(tx, id, { enabled: false, config: { url: "https://example.org" } }, T + 1),
    );
    expect(changed).toMatchObject({
      enabled: false,
      config: { url: "https://example.org" },
      degradedAboveMs: 5,
    });
    expect(changed).toMatchObject({ createdAt: T, updatedAt: T + 1 });
    const { rows } = await pool().query("select secret_hash from monitors where id = $1", [id]);
    expect(rows).toEqual([{ secret_hash: "a".repeat(64) }]);
  });

  it("never share a secret, nor a key of the catalogue within a page", async () => {
    await insert({ secretHash: "b".repeat(64), catalogueKey: "api" });
    await expect(insert({ secretHash: "b".repeat(64) })).rejects.toMatchObject({ code: "P2002" });
    await expect(insert({ catalogueKey: "api" })).rejects.toMatchObject({ code: "P2002" });
  });

  it("wait for who has locked them, and then show what was written", async () => {
    const other = await beginOther();
    await other.sql.query("update monitors set timeout_ms = 777 where id = $1", [world.monitor]);
    const second = inTx(async (tx) => (await lockMonitor(tx, world.page, world.monitor))?.timeoutMs);
    await untilBlocked();
    await other.commit();
    expect(await second).toBe(777);
  });
});
