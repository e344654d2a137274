import { beforeEach, describe, expect, it } from "vitest";
import { beginOther } from "#lib/testing/data/connections.ts";
import { withDatabase } from "#lib/testing/database.ts";
import {
  type MonitorOptions,
  makeComponent,
  makeMonitor,
  makeMonitored,
  makePage,
} from "#lib/testing/engine.ts";
import { pool } from "../db.ts";
import { claimDue, lockMonitorsOfComponents, secretHash, writePing, writeTlsExpiry } from "./monitors.ts";

withDatabase();
const NOW = Date.parse("2026-11-22T10:00:12.345Z");
beforeEach(() => pool().query("update monitors set enabled = false"));

const probed = async (options: MonitorOptions = {}) =>
  (await makeMonitored({ kind: "http", ...options })).monitorId;
const claimed = async (now: number, limit = 100) =>
  (await claimDue(now, limit)).map(({ target }) => target.id);
const set = (id: string, column: string, value: unknown) =>
  pool().query(`update monitors set ${column} = $2 where id = $1`, [id, value]);
const get = async (id: string, column: string) =>
  (await pool().query(`select ${column} as value from monitors where id = $1`, [id])).rows[0].value;

describe("claimDue", () => {
  it("claims the slot that runs now on the monitor's own grid, and each slot once", async () => {
    const id = await probed({ intervalSeconds: 30, phaseMs: 7_000 });
    const slotAt = Date.parse("2026-11-22T10:00:07Z");
    expect(await claimDue(NOW, 10)).toMatchObject([{ slotAt, intervalMs: 30_000, target: { id } }]);
    expect(await claimed(NOW + 1)).toEqual([]);
    expect(await claimed(slotAt + 29_999)).toEqual([]);
    expect(await claimDue(slotAt + 30_000, 10)).toMatchObject([{ slotAt: slotAt + 30_000 }]);
  });

  it.each([
    [0, "10:00:00.000"],
    [12_345, "10:00:12.345"],
    [12_346, "09:59:42.346"],
    [29_999, "09:59:59.999"],
  ])("begins the slot of phase %d ms at %s", async (phaseMs, time) => {
    await probed({ phaseMs });
    expect(await claimDue(NOW + 0.4, 10)).toMatchObject([{ slotAt: Date.parse(`2026-11-22T${time}Z`) }]);
  });

  it("takes the newest slot after a pause: those that nobody probed are missing, not made up", async () => {
    await probed();
    await claimed(NOW);
    const later = await claimDue(NOW + 3_600_000, 10);
    expect(later).toMatchObject([{ slotAt: Date.parse("2026-11-22T11:00:00Z") }]);
    expect(await claimed(NOW + 3_600_000)).toEqual([]);
  });

  it("leaves out what is paused, archived or measured by others", async () => {
    const [paused, archived, own] = [await probed(), await probed(), await probed({ kind: "self" })];
    await probed({ kind: "external" });
    await set(paused, "enabled", false);
    await set(archived, "archived_at", new Date(NOW));
    expect(await claimed(NOW)).toEqual([own]);
  });

  it("gives a worker whose clock is a little behind nothing that another has just claimed", async () => {
    await probed({ intervalSeconds: 10 });
    const slotAt = Date.parse("2026-11-22T10:00:20Z");
    expect(await claimDue(slotAt + 10, 10)).toHaveLength(1);
    for (const behindMs of [11, 500, 4_900]) expect(await claimed(slotAt + 10 - behindMs)).toEqual([]);
    expect(await claimDue(slotAt + 10_000, 10)).toMatchObject([{ slotAt: slotAt + 10_000 }]);
  });

  it("is not held up by the next probe of a longer interval that was shortened", async () => {
    const id = await probed({ intervalSeconds: 86_400 });
    await claimed(NOW);
    await set(id, "interval_seconds", 10);
    expect(await claimed(NOW + 1)).toEqual([id]);
  });

  it("takes those that wait longest first, and never more than asked for", async () => {
    const ids = [await probed(), await probed(), await probed()];
    for (const [i, ago] of [1_000, 3_000, 2_000].entries())
      await set(ids[i]!, "next_probe_at", new Date(NOW - ago));
    expect(await claimed(NOW, 1)).toEqual([ids[1]]);
    expect(await claimed(NOW, 1)).toEqual([ids[2]]);
    expect(await claimed(NOW, 5)).toEqual([ids[0]]);
  });

  it("gives workers disjoint slots, also while one of them has not committed", async () => {
    const ids: string[] = [];
    for (let i = 0; i < 12; i++) ids.push(await probed());
    const other = await beginOther();
    await other.sql.query("select 1 from monitors where id = $1 for update", [ids[0]]);
    const shares = await Promise.all([1, 2, 3, 4].map(() => claimed(NOW, 5)));
    await other.rollback();
    expect(shares.flat().sort()).toEqual(ids.slice(1).sort());
    expect(await claimed(NOW)).toEqual([ids[0]]);
  });

  it("tells what a probe needs: the target, the last ping, the last verdict that was not unknown", async () => {
    const id = await probed({ kind: "heartbeat", config: { grace_seconds: 5 }, timeoutMs: 700 });
    await set(id, "degraded_above_ms", 250);
    await set(id, "last_ping_at", new Date(NOW - 1));
    await set(id, "catalogue_key", "key");
    const states = [
      [3, 2, "major_outage"],
      [2, 1, "operational"],
      [1, null, "unknown"],
    ] as const;
    for (const [from, to, state] of states)
      await pool().query("insert into monitor_states values ($1, $2, $3, $4)", [
        id,
        new Date(NOW - from),
        to && new Date(NOW - to),
        state,
      ]);
    const target = {
      id,
      kind: "heartbeat",
      config: { grace_seconds: 5 },
      timeoutMs: 700,
      degradedAboveMs: 250,
    };
    expect(await claimDue(NOW, 1)).toMatchObject([
      { target, lastPingAt: NOW - 1, lastKnown: "operational", isFromCatalogue: true },
    ]);
  });
});

describe("writePing", () => {
  const SECRET = "'; select 1; --한";
  it("notes the ping of the heartbeat with this secret, and never an older one after a newer", async () => {
    const id = await probed({ kind: "heartbeat", secretHash: secretHash(SECRET) });
    for (const at of [NOW, NOW - 5_000]) expect(await writePing(SECRET, at)).toBe(true);
    expect(+(await get(id, "last_ping_at"))).toBe(NOW);
    expect(await writePing(`${SECRET} `, NOW)).toBe(false);
  });

  it("knows no secret of an archived monitor or of another kind, and takes pings while paused", async () => {
    const [archived, http, paused] = ["a", "b", "c"];
    const archivedId = await probed({ kind: "heartbeat", secretHash: secretHash(archived!) });
    await set(archivedId, "archived_at", new Date(NOW));
    await probed({ kind: "http", secretHash: secretHash(http!) });
    const pausedId = await probed({ kind: "heartbeat", secretHash: secretHash(paused!) });
    await set(pausedId, "enabled", false);
    const answers = [
      await writePing(archived!, NOW),
      await writePing(http!, NOW),
      await writePing(paused!, NOW),
    ];
    expect(answers).toEqual([false, false, true]);
  });
});

describe("writeTlsExpiry", () => {
  it("writes what changed and nothing else", async () => {
    const [same, renewed] = [await probed(), await probed()];
    const expiries = [same, renewed].map((monitorId) => ({ monitorId, expiresAt: NOW }));
    await writeTlsExpiry(expiries);
    const versions = async () => [await get(same, "xmin::text"), await get(renewed, "xmin::text")];
    const before = await versions();
    await writeTlsExpiry([expiries[0]!, { monitorId: renewed, expiresAt: NOW + 90 }]);
    const after = await versions();
    expect([after[0] === before[0], after[1] === before[1]]).toEqual([true, false]);
    expect(+(await get(renewed, "tls_expires_at"))).toBe(NOW + 90);
    await writeTlsExpiry([]);
  });
});

describe("lockMonitorsOfComponents", () => {
  it("tells the monitors of measured components, archived ones too, and of no others", async () => {
    const pageId = await makePage();
    const [measured, manual, other] = [
      await makeComponent(pageId),
      await makeComponent(pageId, { isManual: true }),
      await makeComponent(pageId),
    ];
    const ids = [await makeMonitor(pageId, measured), await makeMonitor(pageId, measured)];
    for (const componentId of [manual, other]) await makeMonitor(pageId, componentId);
    await set(ids[1]!, "archived_at", new Date(NOW));
    const told = await lockMonitorsOfComponents(pool(), [manual, measured]);
    expect(told).toEqual(ids.map((monitorId) => ({ monitorId, componentId: measured })));
  });

  it("keeps a second judge of the component waiting, but no writer of its monitors' samples", async () => {
    const { componentId, monitorId } = await makeMonitored();
    const other = await beginOther();
    await lockMonitorsOfComponents(other.sql, [componentId]);
    const second = pool().query("select 1 from components where id = $1 for no key update nowait", [
      componentId,
    ]);
    await expect(second).rejects.toMatchObject({ code: "55P03" });
    await pool().query("select 1 from monitors where id = $1 for update nowait", [monitorId]);
    await pool().query("select 1 from components where id = $1 for key share nowait", [componentId]);
    await other.commit();
  });
});
