import { beforeEach, describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { readHold } from "#lib/data/instance/epoch.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { openInstance, tickInstance } from "./open.ts";

withDatabase();

const NOW = Date.UTC(2026, 10, 24, 3);
const MINUTE = 60_000;
const DAY = 86_400_000;

/** When a worker last gave a sign of life; null: none ever did. */
async function lastBeat(at: number | null): Promise<void> {
  await pool().query("truncate worker_heartbeats");
  if (at === null) return;
  await pool().query("insert into worker_heartbeats (worker_id, started_at, beat_at) values ('w', $1, $1)", [
    new Date(at),
  ]);
}
const kept = (opened: { epoch: string; ticks: number }) => ({ epoch: opened.epoch, ticks: opened.ticks });

beforeEach(async () => {
  await pool().query("truncate instance_epochs");
  await lastBeat(null);
});

describe("opening the instance", () => {
  it("takes a fresh database for its own, also when DATA_DIR knew another one", async () => {
    const first = await openInstance(null, NOW);
    expect(first).toMatchObject({ ticks: 1, hold: null });
    await pool().query("truncate instance_epochs");
    const second = await openInstance(kept(first), NOW);
    expect(second.hold).toBeNull();
    expect(second.epoch).not.toBe(first.epoch);
  });

  it("goes on after every start, stop and kill", async () => {
    let last = kept(await openInstance(null, NOW));
    await lastBeat(NOW);
    for (let start = 1; start <= 5; start++) {
      const opened = await openInstance(last, NOW + start * 30 * DAY);
      expect(opened.hold).toBeNull();
      expect(opened.ticks).toBeGreaterThan(last.ticks);
      last = kept(opened);
      // Killed after the database took the tick and before the file did.
      await tickInstance();
    }
  });

  it("holds when the database is earlier than DATA_DIR knows it: a backup of it was restored", async () => {
    const backup = kept(await openInstance(null, NOW));
    const later = await tickInstance();
    await pool().query("update instance_epochs set ticks = $1", [backup.ticks]);
    await lastBeat(NOW);
    expect((await openInstance(later, NOW + 1)).hold).toEqual({ heldAt: NOW + 1, reason: "mismatch" });
  });

  it("stays held at the next start, until an operator decides", async () => {
    const opened = await openInstance(null, NOW);
    const held = await openInstance({ epoch: opened.epoch, ticks: 1_000 }, NOW + 1);
    expect((await openInstance(kept(held), NOW + 2)).hold).toEqual({ heldAt: NOW + 1, reason: "mismatch" });
    await pool().query("update instance_epochs set held_at = null, held_reason = null");
    expect((await openInstance(kept(held), NOW + 3)).hold).toBeNull();
  });

  it.each([
    ["nobody has used it for long", NOW - 30 * DAY, true],
    ["somebody uses it now", NOW - 5_000, false],
    ["somebody has just stopped", NOW - 9 * MINUTE, false],
  ])("of a database that DATA_DIR has never seen: when %s", async (_, beatAt, isHeld) => {
    await openInstance(null, NOW - 30 * DAY);
    await lastBeat(beatAt);
    expect((await openInstance(null, NOW)).hold !== null).toBe(isHeld);
    await pool().query("update instance_epochs set held_at = null");
    expect((await openInstance({ epoch: "another", ticks: 7 }, NOW)).hold !== null).toBe(isHeld);
  });

  it("lets several machines begin with a fresh database at the same moment", async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => openInstance(null, NOW)));
    expect(new Set(all.map(({ epoch }) => epoch)).size).toBe(1);
    expect(all.every(({ hold }) => hold === null)).toBe(true);
    expect(all.map(({ ticks }) => ticks).sort()).toEqual([1, 2, 3, 4]);
  });

  it("has nobody wait at a screen for what the backup had people wait for", async () => {
    await openInstance(null, NOW);
    await pool().query(
      `insert into deliveries (page_id, kind, channel, recipient_kind, recipient_id, priority, due_at, expires_at)
       values ('p', 'code', 'sms', 'subscriber', 's', 0, now(), now())`,
    );
    await openInstance({ epoch: "another", ticks: 1 }, NOW);
    await lastBeat(NOW - DAY);
    expect((await openInstance({ epoch: "another", ticks: 1 }, NOW)).hold).not.toBeNull();
    const { rows } = await pool().query("select priority from deliveries where kind = 'code'");
    expect(rows).toEqual([{ priority: 1 }]);
    expect(await readHold(pool())).toMatchObject({ reason: "mismatch" });
  });
});

describe("tickInstance", () => {
  it("grows by one, and is nothing without a row", async () => {
    expect(await tickInstance()).toBeNull();
    const { epoch, ticks } = await openInstance(null, NOW);
    expect(await tickInstance()).toEqual({ epoch, ticks: ticks + 1 });
  });
});
