import { describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { authorize } from "#lib/data/scope.ts";
import { MAX_AGE_MS } from "#lib/domain/delivery/channel.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { deliveriesOf, expandAll, subscribe } from "#lib/testing/fan-outs/audience.ts";
import { incidentWorld } from "#lib/testing/incidents.ts";
import { operatorScope, written } from "#lib/testing/manage/world.ts";
import { countReplay, replayDeliveries } from "./replay.ts";

withDatabase();

/** An incident with an update, told to subscribers of three channels. */
async function told() {
  const world = await incidentWorld();
  const { pageId } = world;
  const ids = [];
  for (const channel of ["email", "slack", "webhook"]) ids.push(await subscribe(pageId, { channel }));
  const incident = await world.open({ body: "Slow.", components: { [world.api]: "major_outage" } });
  await expandAll();
  await end(pageId, "failed");
  return { ...world, incident, ids, write: operatorScope("subscribers:write", pageId) };
}
const end = (pageId: string, state: string, channel: string | null = null) =>
  pool().query(
    `update deliveries set state = $2, reason = 'refused', finished_at = now()
     where page_id = $1 and state = 'pending' and ($3::text is null or channel = $3)`,
    [pageId, state, channel],
  );
const states = async (pageId: string) => (await deliveriesOf(pageId)).map(({ state }) => state);

describe("sending once more what failed", () => {
  it("counts first, then puts the range back with a new life, and writes that down", async () => {
    const { pageId, incident, write } = await told();
    const range = { incidentId: incident.id };
    expect(await countReplay(write, range)).toBe(3);
    expect(await states(pageId)).toEqual(["failed", "failed", "failed"]);
    const now = Date.now() + 3_600_000;
    expect(await replayDeliveries(write, { ...range, channel: "webhook" }, now)).toBe(1);
    const [replayed] = (await deliveriesOf(pageId)).filter(({ state }) => state === "pending");
    expect(replayed).toMatchObject({ dueAt: now, expiresAt: now + MAX_AGE_MS.webhook, reason: null });
    expect(await replayDeliveries(write, range, now)).toBe(2);
    expect(await replayDeliveries(write, range, now)).toBe(0);
    const { actions, audits } = await written(pageId);
    expect(actions.filter((action) => action === "deliveries.replay")).toHaveLength(2);
    expect(JSON.stringify(audits.map(({ after }) => after))).not.toContain("@example.com");
  });

  it("never brings an older word after a newer", async () => {
    const { pageId, incident, post, write } = await told();
    await post(incident.id, { status: "resolved", body: "Done." }, 1);
    await expandAll();
    await end(pageId, "sent", "email");
    expect(await replayDeliveries(write, { incidentId: incident.id }, Date.now())).toBe(0);
    await end(pageId, "failed");
    expect(await replayDeliveries(write, { incidentId: incident.id }, Date.now())).toBe(2);
    const pending = (await deliveriesOf(pageId)).filter(({ state }) => state === "pending");
    expect(pending.map(({ event }) => event)).toEqual(["incident.resolved", "incident.resolved"]);
  });

  it("leaves who does not want to hear any more alone, and what did not fail", async () => {
    const { pageId, ids, write } = await told();
    await pool().query("update subscribers set state = 'unsubscribed' where id = $1", [ids[0]]);
    await pool().query("update deliveries set state = 'expired' where recipient_id = $1", [ids[1]]);
    expect(await replayDeliveries(write, { failedFrom: 0 }, Date.now())).toBe(1);
    expect((await states(pageId)).sort()).toEqual(["expired", "failed", "pending"]);
  });

  it("takes the range at its word", async () => {
    const { ids, write, pageId } = await told();
    const { rows } = await pool().query("select event_id from fan_outs where page_id = $1", [pageId]);
    expect(await countReplay(write, { eventId: rows[0].event_id })).toBe(3);
    expect(await countReplay(write, { eventId: "1" })).toBe(0);
    expect(await countReplay(write, { recipientId: ids[2] })).toBe(1);
    expect(await countReplay(write, { failedFrom: Date.now() + 60_000 })).toBe(0);
    expect(await countReplay(write, { failedFrom: 0, failedUntil: Date.now() - 60_000 })).toBe(0);
  });

  it("is nobody else's to ask for", async () => {
    const { pageId } = await told();
    const stranger = operatorScope("subscribers:write", (await incidentWorld()).pageId);
    expect(await replayDeliveries(stranger, { failedFrom: 0 }, Date.now())).toBe(0);
    expect(await states(pageId)).toEqual(["failed", "failed", "failed"]);
    const responder = { kind: "user", id: "r", pageId, role: "responder" } as const;
    expect(() => authorize(responder, "subscribers:write", pageId)).toThrow("subscribers:write");
  });
});
