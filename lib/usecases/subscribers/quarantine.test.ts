import { describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import type { Channel } from "#lib/domain/delivery/channel.ts";
import type { DeliveryJob } from "#lib/domain/delivery/delivery.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeSubscribers, subscriberId } from "#lib/testing/delivery/subscribers.ts";
import { makePage } from "#lib/testing/engine.ts";
import { TEST_SECRET_KEY } from "#lib/testing/people.ts";
import { quarantineSubscriber } from "./quarantine.ts";

withDatabase();

const NOW = 1_800_000_000_000;
const ctx = { secretKey: TEST_SECRET_KEY, now: NOW };
let made = 0;

async function subscribed(channel: Channel) {
  const pageId = await makePage();
  const prefix = "abcdefghij"[made++]!;
  await makeSubscribers({ pageId, count: 1, channel, prefix, origin: "https://example.com" });
  const id = subscriberId(prefix, 1);
  const destination = (await rows("select destination from subscribers where id = $1", id))[0]!.destination;
  const job = { pageId, channel, recipient: { id, destination } } as DeliveryJob;
  return { pageId, id, job };
}
const rows = async (sql: string, ...values: unknown[]) => (await pool().query(sql, values)).rows;
const stateOf = async (id: string) =>
  (await rows("select state, quarantine_reason, quarantined_at from subscribers where id = $1", id))[0];
const written = async (pageId: string) => ({
  audits: await rows("select action, actor_id, after from audit_log where page_id = $1", pageId),
  events: await rows("select kind from outbox where page_id = $1", pageId),
  suppressions: await rows("select channel, reason from suppressions where page_id = $1", pageId),
  notices: await rows(
    "select kind, channel, recipient_id, priority, details from deliveries where page_id = $1",
    pageId,
  ),
});

describe("quarantineSubscriber", () => {
  it("takes a bounced address out, suppresses it, and writes it down once", async () => {
    const { pageId, id, job } = await subscribed("email");
    await quarantineSubscriber(job, "bounced", ctx);
    await quarantineSubscriber(job, "bounced", { ...ctx, now: NOW + 1 });
    expect(await stateOf(id)).toEqual({
      ...{ state: "quarantined", quarantine_reason: "bounced", quarantined_at: new Date(NOW) },
    });
    expect(await written(pageId)).toEqual({
      audits: [
        {
          action: "subscriber.quarantine",
          actor_id: "worker",
          after: { state: "quarantined", reason: "bounced" },
        },
      ],
      events: [{ kind: "subscriber.quarantined" }],
      suppressions: [{ channel: "email", reason: "bounced" }],
      notices: [],
    });
  });

  it("tells the owner of a webhook that is gone", async () => {
    const { pageId, id, job } = await subscribed("webhook");
    await pool().query("update subscribers set contact_email = 'owner@example.com' where id = $1", [id]);
    await quarantineSubscriber(job, "gone", ctx);
    const { notices, suppressions } = await written(pageId);
    expect(notices).toEqual([
      { kind: "quarantined", channel: "email", recipient_id: id, priority: 1, details: { reason: "gone" } },
    ]);
    expect(suppressions).toEqual([{ channel: "webhook", reason: "gone" }]);
  });

  it("tells the owner of one that failed for too long that it is not tried any more", async () => {
    const { pageId, id, job } = await subscribed("teams");
    await pool().query("update subscribers set contact_email = 'owner@example.com' where id = $1", [id]);
    await quarantineSubscriber(job, "failing", ctx);
    expect((await written(pageId)).notices[0]?.details).toEqual({ reason: "paused" });
  });

  it("only pauses a chat that fails: whoever adds it anew may try", async () => {
    const { pageId, id, job } = await subscribed("slack");
    await quarantineSubscriber(job, "failing", ctx);
    expect(await stateOf(id)).toMatchObject({ state: "quarantined", quarantine_reason: "failing" });
    expect(await written(pageId)).toMatchObject({ suppressions: [], notices: [] });
  });

  it("leaves alone who has unsubscribed meanwhile", async () => {
    const { pageId, id, job } = await subscribed("email");
    await pool().query("update subscribers set state = 'unsubscribed' where id = $1", [id]);
    await quarantineSubscriber(job, "bounced", ctx);
    expect(await stateOf(id)).toMatchObject({ state: "unsubscribed" });
    expect((await written(pageId)).audits).toEqual([]);
  });
});
