import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { inTransaction } from "#lib/data/sql.ts";
import type { Outcome } from "#lib/domain/delivery/outcome.ts";
import { SETTLE_RULES } from "#lib/domain/delivery/settle.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { deliveryStates } from "#lib/testing/delivery/queue.ts";
import { deliveryOf, makeDeliveries, makeDelivery } from "#lib/testing/delivery/rows.ts";
import { runDeliverer, stopDeliverers } from "#lib/testing/delivery/running.ts";
import { AGAIN, AWAY, SENT, testSenders } from "#lib/testing/delivery/sending.ts";
import { makeSubscribers, subscriberId } from "#lib/testing/delivery/subscribers.ts";
import { makePage } from "#lib/testing/engine.ts";
import { until } from "#lib/testing/worker-process.ts";

withDatabase();
afterEach(async () => {
  await stopDeliverers();
  for (const table of ["deliveries", "delivery_attempts", "subscribers", "channel_health", "instance_epochs"])
    await pool().query(`delete from ${table}`);
});

const allSent = (pageId: string, count: number) =>
  until(async () => (await deliveryStates(pageId)).sent === count);
const mailOf = (n: number) => `${subscriberId("s", n)}@example.com`;

async function mails(count: number) {
  const pageId = await makePage();
  await makeSubscribers({ pageId, count });
  await makeDeliveries({ pageId, eventId: 1, incidentId: "i1" });
  return pageId;
}
async function hooks(count: number, channel: "webhook" | "slack" = "webhook") {
  const pageId = await makePage();
  await makeSubscribers({ pageId, count, channel, origin: "https://example.com" });
  await makeDeliveries({ pageId, channel, eventId: 1, incidentId: "i1" });
  return pageId;
}
const hookOf = (n: number) => `https://example.com/${subscriberId("s", n)}`;
const short = { stepsMs: [100, 100, 100], thenEveryMs: 100 };
const hasty = { ...SETTLE_RULES, retries: { ...SETTLE_RULES.retries, email: short, webhook: short } };
const throttled = (afterMs: number): Outcome => ({
  ...{ kind: "retry", fault: "destination", afterMs },
  receipt: { code: "429", text: "" },
});

describe("createDeliverer", () => {
  it("sends every delivery once and writes what came of it", async () => {
    const pageId = await mails(300);
    const { senders, told, peak } = testSenders(() => SENT, { takesMs: 2 });
    const { errors } = runDeliverer({ senders });
    await allSent(pageId, 300);
    expect(new Set(told.map(({ to }) => to)).size).toBe(300);
    expect(told).toHaveLength(300);
    expect(peak()).toBeLessThanOrEqual(10);
    expect(errors).toEqual([]);
  });

  it("is harmless in two workers at once", async () => {
    const pageId = await mails(300);
    const { senders, told } = testSenders(() => SENT, { takesMs: 2 });
    runDeliverer({ senders });
    runDeliverer({ senders });
    await allSent(pageId, 300);
    expect(told).toHaveLength(300);
  });

  it("commits what was sent before the slot takes the next", async () => {
    const pageId = await mails(12);
    const unwritten: number[] = [];
    const { senders, told } = testSenders(async () => {
      const sent = told.length;
      unwritten.push(sent - ((await deliveryStates(pageId)).sent ?? 0));
      return SENT;
    });
    const email = { slots: 2, maxOpen: 2 };
    runDeliverer({ senders }, { lanes: lanesWith({ email }) });
    await allSent(pageId, 12);
    expect(Math.max(...unwritten)).toBeLessThanOrEqual(2);
  });

  it("tries again by the schedule, and keeps a record of every try", async () => {
    const pageId = await mails(1);
    const { senders, told } = testSenders((_, nth) => (nth < 3 ? AGAIN : SENT));
    runDeliverer({ senders }, { settle: hasty });
    await allSent(pageId, 1);
    expect(told).toHaveLength(3);
    for (let i = 1; i < 3; i++) expect(told[i]!.at - told[i - 1]!.at).toBeGreaterThanOrEqual(75);
    const { rows } = await pool().query(
      "select number, outcome, code from delivery_attempts order by number",
    );
    expect(rows).toEqual([1, 2].map((number) => ({ number, outcome: "retry", code: "451" })));
  });

  it("sends a message that could not be made later, and blames nobody for it", async () => {
    const pageId = await mails(1);
    let failures = 1;
    const { senders, plainMessage } = testSenders();
    const { errors } = runDeliverer(
      {
        senders,
        compose: async (job) => {
          if (failures-- > 0) throw new Error("no template");
          return await plainMessage(job);
        },
      },
      { settle: hasty },
    );
    await allSent(pageId, 1);
    expect(errors.map(String)).toEqual(["Error: no template"]);
    expect((await pool().query("select failures from subscribers")).rows).toEqual([{ failures: 0 }]);
  });

  it("cancels what has nothing to say any more", async () => {
    const pageId = await mails(1);
    const { senders, told } = testSenders();
    runDeliverer({ senders, compose: async () => ({ dropped: "withdrawn" }) });
    await until(async () => (await deliveryStates(pageId)).cancelled === 1);
    expect(told).toEqual([]);
  });

  it("quarantines a dead destination before it writes the delivery off", async () => {
    const pageId = await mails(2);
    const gone: Outcome = {
      kind: "permanent",
      effect: "gone",
      receipt: { code: "550", text: "no such user" },
    };
    const { senders } = testSenders((to) => (to === mailOf(1) ? gone : SENT));
    const quarantined: [string, string][] = [];
    const quarantine = async (job: { recipient: { id: string } }, reason: string) => {
      expect((await deliveryStates(pageId)).failed).toBeUndefined();
      quarantined.push([job.recipient.id, reason]);
    };
    runDeliverer({ senders, quarantine });
    await until(async () => (await deliveryStates(pageId)).failed === 1);
    expect(quarantined).toEqual([[subscriberId("s", 1), "bounced"]]);
  });
});

describe("createDeliverer: the channel is away", () => {
  it("leaves untried messages untouched, tries with a few, and goes on when it is back", async () => {
    const pageId = await mails(60);
    let isAway = true;
    const { senders, told } = testSenders(() => (isAway ? AWAY : SENT), { takesMs: 2 });
    runDeliverer({ senders }, { pause: { firstMs: 40, maxMs: 80 }, settle: hasty, healthEveryMs: 1 });
    await sleep(700);
    const { rows } = await pool().query(
      "select count(*)::int as tried, max(attempts) as most from deliveries where attempts > 0",
    );
    expect(rows[0].tried).toBeLessThanOrEqual(12);
    expect(rows[0].most).toBe(1);
    expect(told.length).toBeLessThan(60);
    const health = async () => (await pool().query("select * from channel_health")).rows[0];
    expect(await health()).toMatchObject({
      channel: "email",
      last_fault: "ECONNREFUSED",
      last_sent_at: null,
    });
    isAway = false;
    await allSent(pageId, 60);
    await until(async () => (await health()).failing_since === null);
    expect(await health()).toMatchObject({ paused_until: null, last_sent_at: expect.any(Date) });
  });
});

describe("createDeliverer: the channel comes and goes", () => {
  it("sends in the end also what was claimed in the moment that a pause began", async () => {
    const pageId = await mails(400);
    let isAway = false;
    const { senders } = testSenders(() => (isAway ? AWAY : SENT), { takesMs: 2 });
    runDeliverer({ senders }, { pause: { firstMs: 15, maxMs: 15 }, settle: hasty, aheadMs: 40 });
    for (let turn = 0; turn < 20; turn++) {
      await sleep(20);
      isAway = !isAway;
    }
    await allSent(pageId, 400);
  });
});

describe("createDeliverer: destinations", () => {
  it("lets those that hang delay nobody else", async () => {
    const pageId = await hooks(60);
    const hanging = new Set([1, 2, 3, 4, 5, 6, 7, 8].map(hookOf));
    const { senders, told } = testSenders(
      async (to) => {
        if (!hanging.has(to)) return SENT;
        await sleep(2_000);
        return AGAIN;
      },
      { channels: ["webhook"] },
    );
    const startedAt = Date.now();
    const webhook = { slots: 4, maxOpen: 30 };
    runDeliverer({ senders }, { lanes: lanesWith({ webhook }), settle: { ...SETTLE_RULES, slowMs: 100 } });
    await allSent(pageId, 52);
    expect(Date.now() - startedAt).toBeLessThan(1_500);
    expect(told).toHaveLength(60);
    await until(async () => (await pool().query("select from subscribers where is_slow")).rowCount === 8);
  });

  it("waits as long as one asks for, with everything for it, to the second", async () => {
    const pageId = await hooks(2);
    await makeDelivery({
      pageId,
      channel: "webhook",
      recipientId: subscriberId("s", 1),
      eventId: 2,
      incidentId: "i2",
    });
    const { senders, to } = testSenders((_, nth) => (nth === 1 ? throttled(1_200) : SENT), {
      channels: ["webhook"],
    });
    runDeliverer({ senders });
    await allSent(pageId, 3);
    const [first, ...later] = to(hookOf(1));
    expect(later).toHaveLength(2);
    for (const { at } of later) {
      expect(at - first!.at).toBeGreaterThanOrEqual(1_200);
      expect(at - first!.at).toBeLessThan(2_200);
    }
    expect(to(hookOf(2))).toHaveLength(1);
  });

  it("leaves a second between two posts to one Slack webhook", async () => {
    const pageId = await hooks(1, "slack");
    await makeDelivery({
      pageId,
      channel: "slack",
      recipientId: subscriberId("s", 1),
      eventId: 2,
      incidentId: "i2",
    });
    const { senders, told } = testSenders(() => SENT, { channels: ["slack"] });
    runDeliverer({ senders });
    await allSent(pageId, 2);
    expect(told[1]!.at - told[0]!.at).toBeGreaterThanOrEqual(990);
    expect(told[1]!.at - told[0]!.at).toBeLessThan(1_800);
  });

  it("hears of an unsubscription in the middle of a fan-out: at most what was claimed still goes", async () => {
    const pageId = await mails(1_000);
    const { senders, told } = testSenders(() => SENT, { takesMs: 3 });
    runDeliverer({ senders });
    await until(async () => told.length > 40);
    // Nobody claims while the table is locked: what is claimed by then may still go, and not one more.
    const claimed = await inTransaction(async (sql) => {
      await sql.query("lock table deliveries in exclusive mode");
      await sql.query("update subscribers set state = 'unsubscribed'");
      const { rows } = await sql.query<{ count: number }>(
        "select count(*)::int as count from deliveries where state = 'sent' or lease_owner is not null",
      );
      return rows[0]!.count;
    });
    await until(async () => ((await deliveryStates(pageId)).pending ?? 0) === 0);
    expect(told.length).toBeLessThanOrEqual(claimed);
    const { cancelled = 0 } = await deliveryStates(pageId);
    expect(cancelled).toBeGreaterThan(250);
    expect(cancelled + told.length).toBe(1_000);
  });
});

describe("createDeliverer: stopping and holding", () => {
  it("drains: what is under way is finished, what is not is given back at once", async () => {
    const pageId = await mails(60);
    const { senders, told } = testSenders(() => SENT, { takesMs: 300 });
    const { stop } = runDeliverer({ senders });
    await until(async () => told.length > 0);
    const startedAt = Date.now();
    await stop();
    expect(Date.now() - startedAt).toBeLessThan(1_000);
    const { sent, pending } = await deliveryStates(pageId);
    expect([sent, pending]).toEqual([told.length, 60 - told.length]);
    expect((await pool().query("select from deliveries where lease_owner is not null")).rowCount).toBe(0);
  });

  it("cuts off what would take too long, and gives it back without counting it", async () => {
    await mails(1);
    const { senders } = testSenders(
      (_, __, ___, signal) =>
        new Promise((resolve) => signal?.addEventListener("abort", () => resolve(AWAY), { once: true })),
    );
    const { stop } = runDeliverer({ senders });
    await until(
      async () => (await pool().query("select from deliveries where lease_owner is not null")).rowCount === 1,
    );
    await sleep(50);
    await stop(100);
    const { rows } = await pool().query<{ id: string }>("select id::text from deliveries");
    expect(await deliveryOf(rows[0]!.id)).toMatchObject({ state: "pending", attempts: 0, leaseOwner: null });
  });

  it("renews the lease of what takes long, so that nobody else sends it too", async () => {
    const pageId = await mails(1);
    const { senders, told } = testSenders(() => SENT, { takesMs: 900 });
    const hasty = { leaseMs: 300, renewEveryMs: 60 };
    runDeliverer({ senders }, hasty);
    runDeliverer({ senders }, hasty);
    await allSent(pageId, 1);
    expect(told).toHaveLength(1);
  });

  it("sends nothing while it is held, but what somebody waits for", async () => {
    await pool().query("insert into instance_epochs (id, epoch, held_at) values ('instance', 'e', now())");
    const pageId = await mails(3);
    await makeDelivery({ pageId, kind: "manage", recipientId: subscriberId("s", 1), priority: 0 });
    const { senders, told } = testSenders();
    runDeliverer({ senders });
    await until(async () => (await deliveryStates(pageId, "manage")).sent === 1);
    await sleep(100);
    expect(told).toHaveLength(1);
    await pool().query("update instance_epochs set held_at = null");
    await allSent(pageId, 3);
  });
});

function lanesWith(given: object) {
  const lane = { slots: 10, maxOpen: 10 };
  return { ...{ email: lane, sms: lane, slack: lane, teams: lane, webhook: lane }, ...given };
}
