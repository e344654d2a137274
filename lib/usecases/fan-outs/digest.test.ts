import { describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { readDigestIncidents } from "#lib/data/delivery/told-event.ts";
import { holdSending } from "#lib/data/instance/epoch.ts";
import { MAX_AGE_MS } from "#lib/domain/delivery/channel.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { deliveriesOf, expandAll, subscribe } from "#lib/testing/fan-outs/audience.ts";
import { incidentWorld } from "#lib/testing/incidents.ts";
import { openInstance } from "../instance/open.ts";
import { sendDigests } from "./digest.ts";

withDatabase();

/** 18:00 in Seoul; digests come at nine in the morning. */
const EVENING = Date.UTC(2026, 10, 25, 9);
const NINE = Date.UTC(2026, 10, 26, 0);
const DAY_MS = 86_400_000;

async function gathered() {
  const world = await incidentWorld();
  const reader = await subscribe(world.pageId, { digest_at: 540, quiet_from: 0, quiet_until: 1_439 });
  const first = await world.open({ body: "Slow.", components: { [world.api]: "major_outage" } });
  const second = await world.open({ name: "Another", body: "Slow too." });
  await world.post(first.id, { status: "resolved", body: "Done." }, 1);
  await expandAll(EVENING);
  return { ...world, reader, first, second };
}
const digestsOf = async (pageId: string) =>
  (await pool().query("select * from deliveries where page_id = $1 and kind = 'digest'", [pageId])).rows;

describe("digests", () => {
  it("gather what happened until the hour has come, and tell it in one message", async () => {
    const { pageId, reader, first, second } = await gathered();
    expect((await deliveriesOf(pageId)).map(({ state, dueAt }) => [state, dueAt])).toEqual(
      Array.from({ length: 3 }, () => ["gathered", NINE]),
    );
    expect(await sendDigests(NINE - 1)).toEqual({ made: 0, isDone: true });
    expect(await sendDigests(NINE)).toEqual({ made: 1, isDone: true });
    const [digest, ...others] = await digestsOf(pageId);
    expect(others).toEqual([]);
    expect(digest).toMatchObject({
      recipient_id: reader,
      channel: "email",
      state: "pending",
      event_id: null,
    });
    expect(digest.expires_at.getTime()).toBe(NINE + MAX_AGE_MS.email);
    expect((await deliveriesOf(pageId)).map(({ state, reason }) => [state, reason])).toEqual(
      Array.from({ length: 3 }, () => ["collapsed", "digest"]),
    );
    expect(await readDigestIncidents(pool(), { id: digest.id, recipientId: reader })).toEqual([
      first.id,
      second.id,
    ]);
    expect(await sendDigests(NINE + DAY_MS)).toEqual({ made: 0, isDone: true });
  });

  it("come once with several workers, in batches", async () => {
    const { pageId, open } = await gathered();
    for (let n = 0; n < 5; n++) await subscribe(pageId, { digest_at: 540, channel: "slack" });
    await open({ name: "A third", body: "Slow." });
    await expandAll(EVENING);
    const work = async () => {
      for (let turn = 0; turn < 5; turn++) await sendDigests(NINE, { batch: 2 });
    };
    await Promise.all([work(), work(), work()]);
    const digests = await digestsOf(pageId);
    expect(new Set(digests.map(({ recipient_id }) => recipient_id)).size).toBe(6);
    expect(digests).toHaveLength(6);
  });

  it("come to nobody who has left, and hold with everything else", async () => {
    const { pageId, reader } = await gathered();
    await openInstance(null, EVENING);
    await holdSending(pool(), "restored", EVENING);
    expect(await sendDigests(NINE)).toEqual({ made: 0, isDone: true });
    await pool().query("truncate instance_epochs");
    await pool().query("update subscribers set state = 'unsubscribed' where id = $1", [reader]);
    expect(await sendDigests(NINE)).toMatchObject({ made: 0 });
    expect((await deliveriesOf(pageId)).map(({ reason }) => reason)).toEqual(
      Array.from({ length: 3 }, () => "unsubscribed"),
    );
  });
});
