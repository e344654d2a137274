import { afterEach, describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { deliveryOf, makeDeliveries, makeDelivery } from "#lib/testing/delivery/rows.ts";
import { makeSubscribers, subscriberId } from "#lib/testing/delivery/subscribers.ts";
import { makePage } from "#lib/testing/engine.ts";
import { pool, queue } from "../db.ts";
import { type Claim, claimDeliveries } from "./claim.ts";

withDatabase();
afterEach(async () => {
  for (const table of ["deliveries", "subscribers", "users", "one_time_links"])
    await pool().query(`delete from ${table}`);
});

const LEASE_MS = 12_000;
const claim = (given: Partial<Claim> = {}) =>
  claimDeliveries(queue(), {
    ...{ channel: "email", workerId: "w1", now: Date.now(), leaseMs: LEASE_MS, limit: 100 },
    ...{ isSlow: null, busy: null, isUrgentOnly: false },
    ...given,
  });
const ids = async (given: Partial<Claim> = {}) => (await claim(given)).jobs.map(({ id }) => id);

async function page(count = 2, given: object = {}) {
  const pageId = await makePage();
  await makeSubscribers({ pageId, count, ...given });
  return { pageId, one: subscriberId("s", 1), two: subscriberId("s", 2) };
}
const set = (table: string, id: string, what: string, ...values: unknown[]) =>
  pool().query(`update ${table} set ${what} where id = $1`, [id, ...values]);

describe("claimDeliveries: a job comes whole", () => {
  it("with the subscriber's destination, language, zone, secrets and failures", async () => {
    const { pageId, one } = await page(1, {
      channel: "webhook",
      origin: "https://example.com",
      secret: "whsec_x",
    });
    await set(
      "subscribers",
      one,
      "failures = 3, failing_since = to_timestamp(1000), token_epoch = 4, contact_email = 'o@example.com'",
    );
    const id = await makeDelivery({
      pageId,
      channel: "webhook",
      recipientId: one,
      eventId: 5,
      incidentId: "i",
    });
    const { jobs } = await claim({ channel: "webhook", busy: [], isSlow: false });
    expect(jobs).toEqual([
      {
        ...{ id, pageId, kind: "event", channel: "webhook", eventId: "5", incidentId: "i", attempts: 0 },
        createdAt: expect.any(Number),
        expiresAt: expect.any(Number),
        ...{ isHeldQuiet: false, details: null, sealed: null },
        recipient: {
          ...{ kind: "subscriber", id: one, destination: `https://example.com/${one}`, language: "en" },
          ...{
            timeZone: "Asia/Seoul",
            holderId: one,
            tokenEpoch: 4,
            config: {},
            contactEmail: "o@example.com",
          },
          secrets: [{ sealed: expect.any(String), created_at: expect.any(String), expires_at: null }],
          ...{ failures: 3, isSlow: false, failingSince: 1_000_000 },
        },
      },
    ]);
  });

  it("with a person's mail and language, or the page's language if they chose none", async () => {
    const { pageId } = await page(0);
    await pool().query(
      "insert into users (id, name, email, language) values ('u1', 'A', 'a@example.com', 'en'), ('u2', 'B', 'b@example.com', null)",
    );
    for (const recipientId of ["u1", "u2"])
      await makeDelivery({ pageId, kind: "reset", recipientKind: "person", recipientId, sealed: "x" });
    const { jobs } = await claim();
    expect(jobs.map(({ sealed, recipient }) => [sealed, recipient.destination, recipient.language])).toEqual([
      ["x", "a@example.com", "en"],
      ["x", "b@example.com", "ko"],
    ]);
  });

  it("with the address of an invitation that is still open", async () => {
    const { pageId } = await page(0);
    const links = ["l1", "l2"];
    for (const id of links)
      await pool().query(
        `insert into one_time_links (id, page_id, kind, token_hash, email, actor_kind, actor_id, expires_at)
         values ($1, $2, 'invite', $1, $1 || '@example.com', 'user', 'u', now() + interval '1 day')`,
        [id, pageId],
      );
    await set("one_time_links", "l2", "revoked_at = now()");
    const made = await Promise.all(
      links.map((recipientId) =>
        makeDelivery({ pageId, kind: "invitation", recipientKind: "address", recipientId }),
      ),
    );
    expect((await claim()).jobs.map(({ recipient }) => recipient.destination)).toEqual(["l1@example.com"]);
    expect(await deliveryOf(made[1]!)).toMatchObject({ state: "cancelled", reason: "over" });
  });

  it("with the owner's mail, when a webhook's trouble is told", async () => {
    const { pageId, one } = await page(1, { channel: "webhook", origin: "https://example.com" });
    await set("subscribers", one, "state = 'quarantined', contact_email = 'owner@example.com'");
    await makeDelivery({ pageId, kind: "quarantined", recipientId: one });
    expect((await claim()).jobs[0]?.recipient.destination).toBe("owner@example.com");
  });
});

describe("claimDeliveries: who gets what", () => {
  it("gives two workers at once never the same row", async () => {
    const { pageId } = await page(300);
    await makeDeliveries({ pageId, eventId: 1, incidentId: "i" });
    const claims = Array.from({ length: 30 }, (_, i) => claim({ workerId: `w${i % 3}`, limit: 13 }));
    const taken = (await Promise.all(claims)).flatMap(({ jobs }) => jobs.map(({ id }) => id));
    expect(new Set(taken).size).toBe(taken.length);
    const rest = await ids({ limit: 300 });
    expect(new Set([...taken, ...rest]).size).toBe(300);
  });

  it("lends for a time: then another may have it", async () => {
    const { pageId, one } = await page();
    const id = await makeDelivery({ pageId, recipientId: one });
    const now = Date.now();
    expect(await ids({ now })).toEqual([id]);
    expect(await ids({ now: now + LEASE_MS - 1, workerId: "w2" })).toEqual([]);
    expect(await ids({ now: now + LEASE_MS, workerId: "w2" })).toEqual([id]);
    expect((await deliveryOf(id)).leaseOwner).toBe("w2");
  });

  it("takes what is due, urgent first, then in order, and no more than asked for", async () => {
    const { pageId, one, two } = await page();
    const now = Date.now();
    const row = (dueAt: number, priority: 0 | 1, recipientId = one) =>
      makeDelivery({ pageId, kind: "digest", recipientId, dueAt, priority });
    const later = await row(now - 1_000, 1);
    const earlier = await row(now - 2_000, 1, two);
    const urgent = await row(now - 10, 0);
    await row(now + 1_000, 0);
    expect(await ids({ now, limit: 2 })).toEqual([urgent, earlier]);
    expect(await ids({ now, limit: 2 })).toEqual([later]);
  });

  it("takes only what somebody waits for while sending is held", async () => {
    const { pageId, one } = await page();
    await makeDelivery({ pageId, recipientId: one });
    const code = await makeDelivery({ pageId, kind: "manage", recipientId: one, priority: 0 });
    expect(await ids({ isUrgentOnly: true })).toEqual([code]);
  });

  it("keeps slow destinations in a lane of their own", async () => {
    const { pageId, one, two } = await page(2, { channel: "webhook", origin: "https://example.com" });
    await set("subscribers", two, "is_slow = true");
    const made = { pageId, channel: "webhook" } as const;
    const [fast, slow] = [
      await makeDelivery({ ...made, recipientId: one }),
      await makeDelivery({ ...made, recipientId: two }),
    ];
    expect(await ids({ channel: "webhook", busy: [], isSlow: false })).toEqual([fast]);
    expect(await ids({ channel: "webhook", busy: [], isSlow: true })).toEqual([slow]);
  });

  it("takes one message a destination, and none for whom one is under way", async () => {
    const { pageId, one, two } = await page(2, { channel: "slack", origin: "https://example.com" });
    const row = (recipientId: string, incidentId: string) =>
      makeDelivery({ pageId, channel: "slack", recipientId, incidentId, eventId: Number(incidentId) });
    const first = await row(one, "1");
    await row(one, "2");
    await row(two, "3");
    const claimed = await claim({ channel: "slack", busy: [two] });
    expect(claimed.jobs.map(({ id }) => id)).toEqual([first]);
    expect(claimed.looked).toBe(2);
    expect(await ids({ channel: "slack", busy: [one, two] })).toEqual([]);
  });
});

describe("claimDeliveries: what is not sent", () => {
  it.each([
    ["unsubscribed", "cancelled", "unsubscribed"],
    ["quarantined", "cancelled", "unsubscribed"],
    ["pending", "cancelled", "unsubscribed"],
  ])("an event for somebody who is %s is cancelled", async (state, ended, reason) => {
    const { pageId, one } = await page();
    await set("subscribers", one, "state = $2", state);
    const id = await makeDelivery({ pageId, recipientId: one, sealed: "secret" });
    expect(await ids()).toEqual([]);
    expect(await deliveryOf(id)).toMatchObject({ state: ended, reason, finished: true, sealed: null });
  });

  it("a confirmation goes to who has not confirmed, but never to who is erased", async () => {
    const { pageId, one } = await page();
    await set("subscribers", one, "state = 'pending'");
    const row = (recipientId: string) => makeDelivery({ pageId, kind: "confirm", recipientId, priority: 0 });
    const [confirm, erased] = [await row(one), await row("nobody000000")];
    expect(await ids()).toEqual([confirm]);
    expect(await deliveryOf(erased)).toMatchObject({ state: "cancelled", reason: "unsubscribed" });
  });

  it("what is too old expires", async () => {
    const { pageId, one } = await page();
    const id = await makeDelivery({ pageId, recipientId: one, expiresAt: Date.now() - 1 });
    const { jobs, looked } = await claim();
    expect([jobs, looked]).toEqual([[], 1]);
    expect(await deliveryOf(id)).toMatchObject({ state: "expired", reason: "too_old", finished: true });
  });

  it("what its destination asked to wait for is due then", async () => {
    const { pageId, one } = await page(1, { channel: "webhook", origin: "https://example.com" });
    const at = Date.now() + 7_000;
    await set("subscribers", one, "not_before = $2", new Date(at));
    const id = await makeDelivery({ pageId, channel: "webhook", recipientId: one });
    expect(await ids({ channel: "webhook", busy: [] })).toEqual([]);
    expect(await deliveryOf(id)).toMatchObject({ state: "pending", due: at, leaseOwner: null });
    expect(await ids({ channel: "webhook", busy: [], now: at })).toEqual([id]);
  });
});

describe("claimDeliveries: one incident, one recipient", () => {
  const of =
    (pageId: string, recipientId: string) =>
    (eventId: number, given: object = {}) =>
      makeDelivery({ pageId, recipientId, eventId, incidentId: "i", ...given });

  it("holds the newer back while the older is under way", async () => {
    const { pageId, one, two } = await page();
    const row = of(pageId, one);
    const older = await row(1);
    expect(await ids()).toEqual([older]);
    const newer = await row(2);
    const other = await of(pageId, two)(2);
    expect(await ids({ workerId: "w2" })).toEqual([other]);
    await set("deliveries", older, "state = 'sent', finished_at = now(), lease_until = null");
    expect(await ids()).toEqual([newer]);
  });

  it("collapses the older of two that wait", async () => {
    const { pageId, one } = await page();
    const row = of(pageId, one);
    const [older, newer] = [await row(1), await row(2)];
    expect(await ids()).toEqual([newer]);
    expect(await deliveryOf(older)).toMatchObject({
      state: "collapsed",
      reason: "superseded",
      finished: true,
    });
  });

  it("collapses an older one whose next try is still to come, so that it never follows the newer", async () => {
    const { pageId, one } = await page();
    const row = of(pageId, one);
    const retried = await row(1, { dueAt: Date.now() + 60_000, attempts: 2 });
    const newer = await row(2);
    expect(await ids()).toEqual([newer]);
    expect(await deliveryOf(retried)).toMatchObject({ state: "collapsed", attempts: 2 });
  });

  it("collapses one that a dead worker held, when there is a newer", async () => {
    const { pageId, one } = await page();
    const row = of(pageId, one);
    const held = await row(1, { leaseOwner: "dead", leaseUntil: Date.now() - 1 });
    const newer = await row(2);
    expect(await ids()).toEqual([newer]);
    expect((await deliveryOf(held)).state).toBe("collapsed");
  });

  it("leaves other incidents and digests alone", async () => {
    const { pageId, one } = await page();
    const gathered = await of(pageId, one)(1, { state: "gathered" });
    const elsewhere = await of(pageId, one)(2, { incidentId: "other" });
    const newer = await of(pageId, one)(3);
    expect((await ids()).toSorted()).toEqual([elsewhere, newer].toSorted());
    expect((await deliveryOf(gathered)).state).toBe("gathered");
  });
});

describe("claimDeliveries: its cost", () => {
  it("is that of a few look-ups, also when the tables were last counted while nothing waited", async () => {
    const { pageId } = await page(4_000);
    const told = { pageId, incidentId: "i", dueAt: Date.now() - 1_000 };
    await makeDeliveries({ ...told, eventId: 1 });
    await pool().query("update deliveries set state = 'sent', finished_at = now()");
    await pool().query("vacuum analyze deliveries");
    await makeDeliveries({ ...told, eventId: 2 });
    await makeDeliveries({ ...told, eventId: 3 });
    const startedAt = performance.now();
    for (let i = 0; i < 5; i++) expect((await claim({ limit: 50 })).looked).toBe(50);
    // A scan of all that waits for each row that is looked at took 300 times as long.
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
