import pg from "pg";
import { afterEach, describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { deliveryOf, makeDelivery } from "#lib/testing/delivery/rows.ts";
import { makeSubscribers, subscriberId } from "#lib/testing/delivery/subscribers.ts";
import { makePage } from "#lib/testing/engine.ts";
import { pool, queue } from "../db.ts";
import type { Sql } from "../sql.ts";
import { type Claim, claimDeliveries } from "./claim.ts";
import { keepOrder } from "./order.ts";

const database = withDatabase();
afterEach(async () => {
  for (const table of ["deliveries", "fan_outs", "subscribers"]) await pool().query(`delete from ${table}`);
});

const claim = async (sql: Sql, workerId: string, given: Partial<Claim> = {}): Promise<string[]> => {
  const asked = { channel: "email" as const, workerId, now: Date.now(), leaseMs: 12_000, limit: 1 };
  const { jobs } = await claimDeliveries(sql, {
    ...{ ...asked, isSlow: null, busy: null, isUrgentOnly: false },
    ...given,
  });
  return jobs.map(({ id }) => id);
};
const keep = async (workerId: string, ids: string[]): Promise<string[]> => [
  ...(await keepOrder(queue(), { workerId, ids, now: Date.now() })),
];

/** An older and a newer word on one incident to one subscriber. */
async function twoWords(): Promise<{ older: string; newer: string }> {
  const pageId = await makePage();
  await makeSubscribers({ pageId, count: 1 });
  const row = { pageId, recipientId: subscriberId("s", 1), incidentId: "incident" };
  const older = await makeDelivery({ ...row, eventId: 1, dueAt: Date.now() - 2_000 });
  const newer = await makeDelivery({ ...row, eventId: 2, dueAt: Date.now() - 1_000 });
  for (const id of [1, 2])
    await pool().query(
      `insert into fan_outs (event_id, page_id, kind, incident_id, event_at, plan) values ($1, $2, 'incident.updated', 'incident', now(), '{}')`,
      [id, pageId],
    );
  return { older, newer };
}

/**
 * Claims the older for `a` in a transaction that is still open while `b` claims: neither sees the other. (The older is taken
 * although the newer is there already, as happens when the newer was written in between.)
 */
async function claimBoth({ older, newer }: { older: string; newer: string }): Promise<void> {
  const slow = new pg.Client(database.url());
  await slow.connect();
  try {
    await slow.query("begin");
    await slow.query(
      "update deliveries set lease_owner = 'a', lease_until = now() + interval '12 s' where id = $1",
      [older],
    );
    await pool().query(
      "update deliveries set lease_owner = 'b', lease_until = now() + interval '12 s' where id = $1",
      [newer],
    );
    await slow.query("commit");
  } finally {
    await slow.end();
  }
}

describe("keepOrder", () => {
  it("keeps everything that nothing contradicts, and leaves it leased", async () => {
    const pageId = await makePage();
    await makeSubscribers({ pageId, count: 2 });
    for (const number of [1, 2])
      await makeDelivery({
        ...{ pageId, eventId: 1, incidentId: "i" },
        recipientId: subscriberId("s", number),
      });
    const ids = await claim(queue(), "a", { limit: 10 });
    expect(ids).toHaveLength(2);
    expect(await keep("a", ids)).toEqual(ids);
    expect(await deliveryOf(ids[0]!)).toMatchObject({ state: "pending" });
    expect(await keep("a", [])).toEqual([]);
  });

  it("collapses the older and keeps the newer when the newer looks second", async () => {
    const { older, newer } = await twoWords();
    await claimBoth({ older, newer });
    expect(await keep("a", [older])).toEqual([]);
    expect(await deliveryOf(older)).toMatchObject({ state: "collapsed", reason: "superseded" });
    expect(await keep("b", [newer])).toEqual([newer]);
  });

  it("gives the newer back while the older is leased, and it is claimed again afterwards", async () => {
    const { older, newer } = await twoWords();
    await claimBoth({ older, newer });
    expect(await keep("b", [newer])).toEqual([]);
    expect(await deliveryOf(newer)).toMatchObject({ state: "pending" });
    expect(await keep("a", [older])).toEqual([]);
    expect(await claim(queue(), "b")).toEqual([newer]);
    expect(await keep("b", [newer])).toEqual([newer]);
  });

  it("collapses the older when the newer was sent in the meantime", async () => {
    const { older, newer } = await twoWords();
    await claimBoth({ older, newer });
    await pool().query("update deliveries set state = 'sent', finished_at = now() where id = $1", [newer]);
    expect(await keep("a", [older])).toEqual([]);
    expect(await deliveryOf(older)).toMatchObject({ state: "collapsed" });
  });

  it("touches nothing that another worker holds", async () => {
    const { older, newer } = await twoWords();
    await claimBoth({ older, newer });
    expect(await keep("c", [older])).toEqual([older]);
    expect(await deliveryOf(older)).toMatchObject({ state: "pending" });
  });
});
