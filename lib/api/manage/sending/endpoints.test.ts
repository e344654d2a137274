import { describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { holdSending } from "#lib/data/instance/epoch.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { expandAll, subscribe } from "#lib/testing/fan-outs/audience.ts";
import { desk } from "#lib/testing/incidents.ts";
import { call, newToken, newWorld } from "#lib/testing/manage/world.ts";
import { openInstance } from "#lib/usecases/instance/open.ts";

withDatabase();

const NOTHING = { is_held: false, held_at: null, reason: null, waiting_deliveries: 0, waiting_events: 0 };

async function told() {
  await pool().query("truncate deliveries, fan_outs, outbox, pages cascade");
  const world = await newWorld();
  await subscribe(world.pageId);
  await desk(world.pageId).open({ body: "Slow." });
  await expandAll();
  await pool().query("update deliveries set state = 'failed', finished_at = now() where page_id = $1", [
    world.pageId,
  ]);
  return world;
}

describe("POST deliveries/replay", () => {
  it("counts, replays once, and says how many", async () => {
    const { base, owner, pageId } = await told();
    const [{ event_id }] = (await pool().query("select event_id from fan_outs where page_id = $1", [pageId]))
      .rows;
    const replay = (more: object = {}) =>
      call("POST", `${base}/deliveries/replay`, { token: owner, json: { replay: { event_id, ...more } } });
    expect(await replay({ dry_run: true })).toMatchObject({ status: 200, body: { count: 1 } });
    expect(await replay({ channel: "sms" })).toMatchObject({ status: 200, body: { count: 0 } });
    expect(await replay()).toMatchObject({ status: 200, body: { count: 1 } });
    expect(await replay()).toMatchObject({ status: 200, body: { count: 0 } });
  });

  it("refuses a range that says nothing, a reader and a stranger", async () => {
    const { base, owner, reader, stranger } = await told();
    const path = `${base}/deliveries/replay`;
    const json = { replay: { failed_from: "2026-11-24T00:00:00Z" } };
    expect((await call("POST", path, { token: owner, json: { replay: {} } })).status).toBe(422);
    expect((await call("POST", path, { token: reader, json })).status).toBe(403);
    expect((await call("POST", path, { token: stranger, json })).status).toBe(404);
    expect((await call("POST", path, { json })).status).toBe(401);
  });
});

describe("deliveries/hold", () => {
  it("tells everybody of the team that sending is held, and lets a manager of the only page decide", async () => {
    const { base, pageId, owner, reader, stranger } = await told();
    const path = `${base}/deliveries/hold`;
    expect((await call("GET", path, { token: reader })).body).toEqual(NOTHING);
    await openInstance(null, Date.now());
    await holdSending(pool(), "restored", Date.now());
    await pool().query("update deliveries set state = 'pending', finished_at = null where page_id = $1", [
      pageId,
    ]);
    const held = await call("GET", path, { token: reader });
    expect(held.body).toMatchObject({ is_held: true, reason: "restored", waiting_deliveries: 1 });
    const drop = { hold: { decision: "drop" } };
    expect((await call("POST", path, { token: reader, json: drop })).status).toBe(403);
    expect((await call("POST", path, { token: stranger, json: drop })).status).toBe(404);
    // Pages of other tests are here: nobody of one of them decides for all.
    expect((await call("POST", path, { token: owner, json: drop })).status).toBe(409);
    await pool().query("delete from api_tokens where page_id <> $1", [pageId]);
    await pool().query("delete from pages where id <> $1", [pageId]);
    expect((await call("POST", path, { token: await newToken(pageId), json: { hold: {} } })).status).toBe(
      422,
    );
    const headers = { "idempotency-key": "decided-once" };
    expect(await call("POST", path, { token: owner, json: drop, headers })).toMatchObject({
      status: 200,
      body: NOTHING,
    });
    expect((await call("POST", path, { token: owner, json: drop })).status).toBe(409);
  });
});
