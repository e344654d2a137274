import { afterEach, describe, expect, it } from "vitest";
import type { Settlement } from "#lib/domain/delivery/settle.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { deliveryOf, makeDeliveries, makeDelivery } from "#lib/testing/delivery/rows.ts";
import { makeSubscribers, subscriberId } from "#lib/testing/delivery/subscribers.ts";
import { makePage } from "#lib/testing/engine.ts";
import { queue } from "../db.ts";
import { finishDeliveries } from "./finish.ts";

withDatabase();
afterEach(async () => {
  for (const table of ["deliveries", "delivery_attempts", "subscribers"])
    await queue().query(`delete from ${table}`);
});

const NOW = 1_800_000_000_000;
const one = subscriberId("s", 1);
const finish = (settlements: Settlement[], workerId = "w1") =>
  finishDeliveries(queue(), settlements, { workerId, now: NOW, tellOwnerAfter: 10 });
const settlement = (id: string, given: Partial<Settlement> = {}): Settlement => ({
  ...{ id, recipientId: one, state: "sent", reason: null, attempts: 1, dueAt: null },
  receipt: { code: "250", text: 'it\'s "ok"', duration_ms: 3 },
  ...{ providerId: null, attempt: null, lesson: null, quarantine: null },
  ...given,
});
const retry = (id: string, given: Partial<Settlement> = {}) =>
  settlement(id, {
    state: "pending",
    dueAt: NOW + 5_000,
    receipt: { code: "451", text: "later", duration_ms: 3 },
    attempt: { at: NOW, outcome: "retry", code: "451", text: "later", durationMs: 3 },
    ...given,
  });
const attemptsOf = async (id: string) =>
  (
    await queue().query(
      "select number, outcome, code, text, duration_ms from delivery_attempts where delivery_id = $1 order by number",
      [id],
    )
  ).rows;
const subscriber = async (id = one) =>
  (
    await queue().query(
      `select failures, failing_since, not_before, is_slow from subscribers where id = $1`,
      [id],
    )
  ).rows[0];

async function held(given: object = {}) {
  const pageId = await makePage();
  await makeSubscribers({ pageId, count: 2, channel: "webhook", origin: "https://example.com" });
  const row = (more: object = {}) =>
    makeDelivery({
      ...{ pageId, channel: "webhook", recipientId: one, eventId: 1, incidentId: "i" },
      ...{ leaseOwner: "w1", leaseUntil: NOW, sealed: "secret" },
      ...given,
      ...more,
    });
  return { pageId, row, id: await row() };
}

describe("finishDeliveries: sent", () => {
  it("ends many at once, each with its receipt, and takes the secret away", async () => {
    const { row, id } = await held();
    const other = await row({ eventId: 2, incidentId: "j" });
    await finish([settlement(id, { attempts: 2, providerId: "SM1" }), settlement(other)]);
    expect(await deliveryOf(id)).toMatchObject({
      ...{ state: "sent", attempts: 2, sealed: null, leaseOwner: null, finished: true },
      receipt: { code: "250", text: 'it\'s "ok"', duration_ms: 3 },
    });
    const { rows } = await queue().query("select provider_id from deliveries order by id");
    expect(rows.map((each) => each.provider_id)).toEqual(["SM1", null]);
  });

  it("is believed whoever holds the row by now, once", async () => {
    const { id } = await held({ leaseOwner: "another" });
    await finish([settlement(id)]);
    await finish([settlement(id, { receipt: { code: "999", text: "again", duration_ms: 1 } })]);
    expect(await deliveryOf(id)).toMatchObject({ state: "sent", receipt: { code: "250" } });
  });

  it("clears the failures of its destination and how long to leave it alone", async () => {
    const { id } = await held();
    await queue().query("update subscribers set failures = 4, failing_since = now(), is_slow = true");
    await finish([settlement(id, { lesson: { failures: "clear", notBefore: NOW + 1_000, isSlow: false } })]);
    expect(await subscriber()).toEqual({
      ...{ failures: 0, failing_since: null, is_slow: false },
      not_before: new Date(NOW + 1_000),
    });
  });
});

describe("finishDeliveries: its cost", () => {
  it("is that of a few look-ups, also when the table was last counted while nothing waited", async () => {
    const pageId = await makePage();
    await makeSubscribers({ pageId, count: 4_000 });
    await makeDeliveries({ pageId, eventId: 1, incidentId: "i" });
    await queue().query("update deliveries set state = 'sent', finished_at = now()");
    await queue().query("vacuum analyze deliveries");
    await makeDeliveries({ pageId, eventId: 2, incidentId: "i" });
    const { rows } = await queue().query<{ id: string }>(
      "select id::text from deliveries where event_id = 2",
    );
    const startedAt = performance.now();
    for (let i = 0; i < 300; i += 3) await finish(rows.slice(i, i + 3).map(({ id }) => settlement(id)));
    // A scan of all that waits for each of them took ten times as long.
    expect(performance.now() - startedAt).toBeLessThan(2_500);
    const { rows: sent } = await queue().query(
      "select from deliveries where event_id = 2 and state = 'sent'",
    );
    expect(sent).toHaveLength(300);
  });
});

describe("finishDeliveries: another try", () => {
  it("puts the row back under no lease, with a record of the try", async () => {
    const { id } = await held();
    await finish([retry(id)]);
    expect(await deliveryOf(id)).toMatchObject({
      ...{
        state: "pending",
        attempts: 1,
        due: NOW + 5_000,
        leaseOwner: null,
        finished: false,
        sealed: "secret",
      },
    });
    expect(await attemptsOf(id)).toEqual([
      { number: 1, outcome: "retry", code: "451", text: "later", duration_ms: 3 },
    ]);
  });

  it("is not written by a worker that lost the row to another", async () => {
    const { id } = await held({ leaseOwner: "another" });
    await finish([retry(id, { lesson: { failures: "count", notBefore: null, isSlow: null } })]);
    expect(await deliveryOf(id)).toMatchObject({ state: "pending", attempts: 0, leaseOwner: "another" });
    expect(await attemptsOf(id)).toEqual([]);
    expect((await subscriber()).failures).toBe(0);
  });

  it("collapses behind a newer word on the same incident", async () => {
    const { row, id } = await held();
    await row({ eventId: 2, leaseOwner: undefined, leaseUntil: undefined });
    await finish([retry(id)]);
    expect(await deliveryOf(id)).toMatchObject({ state: "collapsed", reason: "superseded", sealed: null });
    expect(await attemptsOf(id)).toHaveLength(1);
  });

  it("counts failures from the first on, and never shortens what a destination asked for", async () => {
    const { row, id } = await held();
    const lesson = { failures: "count", notBefore: NOW + 60_000, isSlow: true } as const;
    await finish([retry(id, { lesson })]);
    const again = await row({ eventId: 3, incidentId: "j" });
    await finishDeliveries(queue(), [retry(again, { lesson: { ...lesson, notBefore: NOW + 10 } })], {
      ...{ workerId: "w1", now: NOW + 500, tellOwnerAfter: 10 },
    });
    expect(await subscriber()).toMatchObject({
      ...{ failures: 2, failing_since: new Date(NOW), not_before: new Date(NOW + 60_000), is_slow: true },
    });
  });

  it("counts two failures of one destination that come together", async () => {
    const { row, id } = await held();
    const other = await row({ eventId: 2, incidentId: "j" });
    const lesson = { failures: "count", notBefore: null, isSlow: null } as const;
    await finish([retry(id, { lesson }), retry(other, { lesson })]);
    expect((await subscriber()).failures).toBe(2);
  });
});

describe("finishDeliveries: the owner of a failing webhook", () => {
  const lesson = { failures: "count", notBefore: null, isSlow: null } as const;
  const notices = async () =>
    (
      await queue().query(
        "select kind, channel, recipient_id, details from deliveries where kind = 'quarantined'",
      )
    ).rows;

  it("is told at the tenth failure in a row, once", async () => {
    const { row } = await held();
    await queue().query("update subscribers set failures = 8, contact_email = 'owner@example.com'");
    for (let event = 10; event < 14; event++)
      await finish([retry(await row({ eventId: event, incidentId: String(event) }), { lesson })]);
    expect(await notices()).toEqual([
      {
        ...{ kind: "quarantined", channel: "email", recipient_id: one },
        details: { reason: "failing", failures: 10 },
      },
    ]);
  });

  it("is not told when there is no address to tell", async () => {
    const { id } = await held();
    await queue().query("update subscribers set failures = 9");
    await finish([retry(id, { lesson })]);
    expect(await notices()).toEqual([]);
  });
});

describe("finishDeliveries: the end", () => {
  it("fails with its reason, and the destination of another channel learns nothing", async () => {
    const { id } = await held({ channel: "email" });
    const attempt = { at: NOW, outcome: "permanent", code: "550", text: "no", durationMs: 2 } as const;
    const lesson = { failures: "count", notBefore: null, isSlow: null } as const;
    await finish([settlement(id, { state: "failed", reason: "refused", attempt, lesson })]);
    expect(await deliveryOf(id)).toMatchObject({
      state: "failed",
      reason: "refused",
      finished: true,
      sealed: null,
    });
    expect((await subscriber()).failures).toBe(0);
  });
});
