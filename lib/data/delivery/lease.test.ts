import { afterEach, describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { deliveryOf, makeDelivery } from "#lib/testing/delivery/rows.ts";
import { makePage } from "#lib/testing/engine.ts";
import { pool } from "../db.ts";
import { expireOverdue, readDue } from "./due.ts";
import { writeChannelHealth } from "./health.ts";
import { releaseLeases, renewLeases } from "./lease.ts";

withDatabase();
afterEach(async () => {
  for (const table of ["deliveries", "channel_health", "instance_epochs"])
    await pool().query(`delete from ${table}`);
});

const untilOf = async (id: string): Promise<number | null> =>
  (
    await pool().query("select lease_until from deliveries where id = $1", [id])
  ).rows[0].lease_until?.getTime() ?? null;

async function rows(count: number, given: object = {}) {
  const pageId = await makePage();
  const made: string[] = [];
  for (let i = 0; i < count; i++)
    made.push(
      await makeDelivery({
        pageId,
        recipientId: `s${i}`,
        leaseOwner: "w1",
        leaseUntil: Date.now() + 1_000,
        ...given,
      }),
    );
  return { pageId, ids: made };
}

describe("renewLeases", () => {
  it("prolongs ours and says which still are", async () => {
    const { ids } = await rows(3);
    await pool().query("update deliveries set lease_owner = 'w2' where id = $1", [ids[1]]);
    await pool().query("update deliveries set state = 'sent', finished_at = now() where id = $1", [ids[2]]);
    const until = Date.now() + 60_000;
    expect(await renewLeases(pool(), { workerId: "w1", ids, until })).toEqual([ids[0]]);
    expect(await untilOf(ids[0]!)).toBe(until);
    expect(await untilOf(ids[1]!)).toBeLessThan(until);
  });

  it("does not wait for a row that is just being finished, and keeps calling it ours", async () => {
    const { ids } = await rows(2);
    const client = await pool().connect();
    await client.query("begin");
    await client.query("update deliveries set attempts = 1 where id = $1", [ids[0]]);
    const until = Date.now() + 60_000;
    expect((await renewLeases(pool(), { workerId: "w1", ids, until })).toSorted()).toEqual(ids.toSorted());
    await client.query("commit");
    client.release();
    expect(await untilOf(ids[0]!)).toBeLessThan(until);
    expect(await untilOf(ids[1]!)).toBe(until);
  });
});

describe("releaseLeases", () => {
  it("gives back our own rows only, and leaves the finished ones", async () => {
    const { ids } = await rows(2);
    await pool().query("update deliveries set lease_owner = 'w2' where id = $1", [ids[1]]);
    await releaseLeases(pool(), { workerId: "w1", ids });
    expect((await deliveryOf(ids[0]!)).leaseOwner).toBeNull();
    expect((await deliveryOf(ids[1]!)).leaseOwner).toBe("w2");
    await releaseLeases(pool(), { workerId: "w1", ids: [] });
  });
});

describe("readDue", () => {
  it("tells which channels have something due, and when the next is", async () => {
    const pageId = await makePage();
    const now = Date.now();
    const row = (given: object) => makeDelivery({ pageId, recipientId: "s", ...given });
    await row({ channel: "email", dueAt: now - 1 });
    await row({ channel: "sms", dueAt: now - 1, leaseOwner: "w", leaseUntil: now + 5_000 });
    await row({ channel: "slack", dueAt: now + 9_000, priority: 0 });
    await row({ channel: "slack", dueAt: now + 4_000 });
    await row({ channel: "teams", dueAt: now + 1, state: "gathered" });
    const due = await readDue(pool(), ["email", "sms", "slack", "teams"], now);
    expect(due).toEqual({ channels: ["email"], nextAt: now + 4_000, isHeld: false });
    expect(await readDue(pool(), ["webhook"], now)).toEqual({ channels: [], nextAt: null, isHeld: false });
  });

  it("tells that sending is held", async () => {
    await pool().query("insert into instance_epochs (id, epoch, held_at) values ('instance', 'e', now())");
    expect((await readDue(pool(), ["email"], Date.now())).isHeld).toBe(true);
  });
});

describe("expireOverdue", () => {
  it("ends what is too old on every channel, not what is under way or comes after quiet hours", async () => {
    const pageId = await makePage();
    const now = Date.now();
    const row = (given: object) =>
      makeDelivery({ pageId, recipientId: "s", dueAt: now - 9, expiresAt: now - 1, sealed: "x", ...given });
    const old = await row({ channel: "sms" });
    const underWay = await row({ leaseOwner: "w", leaseUntil: now + 1_000 });
    const fresh = await row({ expiresAt: now + 1_000 });
    expect(await expireOverdue(pool(), now, 100)).toBe(1);
    expect(await deliveryOf(old)).toMatchObject({ state: "expired", reason: "too_old", sealed: null });
    for (const id of [underWay, fresh]) expect((await deliveryOf(id)).state).toBe("pending");
  });
});

describe("writeChannelHealth", () => {
  const read = async () =>
    (await pool().query("select * from channel_health where channel = 'email'")).rows[0] as Record<
      string,
      unknown
    >;
  const news = { channel: "email", sentAt: null, failedAt: null, fault: null } as const;

  it("keeps the latest of everything, and since when it fails, whichever worker tells it", async () => {
    const quiet = { failingSince: null, pausedUntil: null };
    await writeChannelHealth(pool(), [{ ...news, ...quiet, sentAt: 5_000 }]);
    await writeChannelHealth(pool(), [
      {
        ...news,
        sentAt: 4_000,
        failedAt: 7_000,
        fault: "ECONNREFUSED",
        failingSince: 7_000,
        pausedUntil: 8_000,
      },
    ]);
    await writeChannelHealth(pool(), [
      { ...news, failedAt: 9_000, fault: "ETIMEDOUT", failingSince: 9_000, pausedUntil: 11_000 },
    ]);
    expect(await read()).toMatchObject({
      ...{ channel: "email", last_sent_at: new Date(5_000), last_failed_at: new Date(9_000) },
      ...{ last_fault: "ETIMEDOUT", failing_since: new Date(7_000), paused_until: new Date(11_000) },
    });
    await writeChannelHealth(pool(), [{ ...news, ...quiet, sentAt: 12_000 }]);
    expect(await read()).toMatchObject({ failing_since: null, paused_until: null, last_fault: "ETIMEDOUT" });
  });
});
