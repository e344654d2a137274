import { describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { expandAll, subscribe } from "#lib/testing/fan-outs/audience.ts";
import { incidentWorld } from "#lib/testing/incidents.ts";
import { operatorScope } from "#lib/testing/manage/world.ts";
import { expandFanOuts } from "./expand.ts";
import { readFanOut, readFanOuts, settleFanOuts } from "./progress.ts";

withDatabase();

const HOUR_MS = 3_600_000;

async function told() {
  const world = await incidentWorld();
  for (const channel of ["email", "email", "webhook"]) await subscribe(world.pageId, { channel });
  const incident = await world.open({ body: "Slow.", components: { [world.api]: "major_outage" } });
  return { ...world, incident, reader: operatorScope("page:read", world.pageId) };
}
const finish = (pageId: string, channel: string, state: string) =>
  pool().query(
    "update deliveries set state = $3, finished_at = now() where page_id = $1 and channel = $2 and state = 'pending'",
    [pageId, channel, state],
  );

describe("what became of what was told", () => {
  it("counts by state and channel, while it is expanded, sent and over", async () => {
    const { pageId, reader, incident } = await told();
    await expandFanOuts(Date.now(), { firstBatch: 2 });
    expect(await readFanOuts(reader, {})).toMatchObject([
      {
        kind: "incident.opened",
        incident: { id: incident.id, name: "Slow answers", kind: "incident" },
        isExpanded: false,
        recipients: 2,
        states: { pending: 2, sent: 0, failed: 0 },
      },
    ]);
    await expandAll();
    await finish(pageId, "email", "sent");
    await finish(pageId, "webhook", "failed");
    const [done] = await readFanOuts(reader, {});
    expect(done).toMatchObject({
      isExpanded: true,
      recipients: 3,
      states: { pending: 0, sent: 2, failed: 1 },
    });
    expect(done?.channels.map(({ channel, states }) => [channel, states.sent, states.failed])).toEqual([
      ["email", 2, 0],
      ["webhook", 0, 1],
    ]);
  });

  it("is found by incident and by event, newest first, and goes on behind one", async () => {
    const { reader, incident, post, open } = await told();
    await post(incident.id, { body: "Still looking." }, 1);
    await open({ name: "Another", body: "Slow too." });
    await expandAll();
    const all = await readFanOuts(reader, {});
    expect(all.map(({ kind }) => kind)).toEqual(["incident.opened", "incident.updated", "incident.opened"]);
    expect(await readFanOuts(reader, { before: all[1]!.eventId })).toEqual([all[2]]);
    expect(await readFanOuts(reader, { incidentId: incident.id })).toEqual(all.slice(1));
    expect(await readFanOuts(reader, { limit: 1 })).toEqual([all[0]]);
    expect(await readFanOut(reader, all[1]!.eventId)).toEqual(all[1]);
  });

  it("is nobody else's", async () => {
    const { reader } = await told();
    await expandAll();
    const [{ eventId } = { eventId: "" }] = await readFanOuts(reader, {});
    const stranger = operatorScope("page:read", (await incidentWorld()).pageId);
    expect(await readFanOuts(stranger, {})).toEqual([]);
    await expect(readFanOut(stranger, eventId)).rejects.toMatchObject({ kind: "not_found" });
  });

  it("is kept once it is over, also when its deliveries are forgotten", async () => {
    const { pageId, reader } = await told();
    await expandAll();
    await settleFanOuts(Date.now() + 2 * HOUR_MS);
    const tally = async () =>
      (await pool().query("select tally from fan_outs where page_id = $1", [pageId])).rows[0].tally;
    expect(await tally()).toBeNull();
    await finish(pageId, "email", "sent");
    await finish(pageId, "webhook", "failed");
    await settleFanOuts(Date.now());
    expect(await tally()).toBeNull();
    const before = await readFanOuts(reader, {});
    await settleFanOuts(Date.now() + 2 * HOUR_MS);
    await pool().query("delete from deliveries where page_id = $1", [pageId]);
    expect(await readFanOuts(reader, {})).toEqual(before);
  });

  it("is told fast enough to be asked every second", async () => {
    const { pageId, reader } = await told();
    await pool().query(
      `insert into deliveries (page_id, event_id, incident_id, kind, channel, recipient_kind, recipient_id, state, due_at, expires_at)
       select $1, e.id, 'i', 'event', 'email', 'subscriber', n::text, 'pending', now(), now()
       from generate_series(1, 100000) n, (select id from outbox where page_id = $1 order by id limit 1) e`,
      [pageId],
    );
    await expandAll();
    await pool().query("analyze deliveries");
    const startedAt = performance.now();
    const [found] = await readFanOuts(reader, {});
    expect(found?.states.pending).toBe(100_003);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});
