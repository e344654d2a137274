import { beforeEach, describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { holdSending } from "#lib/data/instance/epoch.ts";
import { authorize } from "#lib/data/scope.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { deliveriesOf, expandAll, subscribe } from "#lib/testing/fan-outs/audience.ts";
import { incidentWorld } from "#lib/testing/incidents.ts";
import { operatorScope, written } from "#lib/testing/manage/world.ts";
import { dropHeld, readStanding, sendHeld } from "./hold.ts";
import { openInstance } from "./open.ts";

withDatabase();

beforeEach(async () => {
  await pool().query("truncate deliveries, fan_outs, outbox, instance_epochs");
});

/** A page with a message that waits, an event that waits, and sending held since then. */
async function held() {
  const world = await incidentWorld();
  const { pageId, open, api } = world;
  await subscribe(pageId);
  await openInstance(null, Date.now());
  await open({ body: "Slow.", components: { [api]: "major_outage" } });
  await expandAll();
  await open({ name: "Another", body: "Slow too." });
  await holdSending(pool(), "restored", Date.now());
  return {
    ...world,
    write: operatorScope("settings:write", pageId),
    read: operatorScope("page:read", pageId),
  };
}
const urgent = () =>
  pool().query(
    `insert into deliveries (page_id, kind, channel, recipient_kind, recipient_id, priority, due_at, expires_at)
     values ('p', 'reset', 'email', 'person', 'u', 0, now(), now() + interval '1 day')`,
  );

describe("sending that is held", () => {
  it("tells nothing, and says why and what waits", async () => {
    const { pageId, read } = await held();
    expect(await expandAll()).toBe(0);
    expect(await deliveriesOf(pageId)).toHaveLength(1);
    expect(await readStanding(read)).toMatchObject({
      hold: { reason: "restored" },
      waiting: { deliveries: 1, events: 1 },
    });
  });

  it("goes on when the operator says send, and writes that down", async () => {
    const { pageId, write, read } = await held();
    expect(await sendHeld(write, Date.now())).toEqual({ dropped: 0 });
    expect((await readStanding(read)).hold).toBeNull();
    await expandAll();
    expect((await deliveriesOf(pageId)).map(({ state }) => state)).toEqual(["pending", "pending"]);
    expect((await written(pageId)).actions.at(-1)).toBe("deliveries.send");
  });

  it("forgets everything that waits when the operator says drop, and tells what comes afterwards", async () => {
    const { pageId, write, open } = await held();
    expect(await dropHeld(write, Date.now())).toEqual({ dropped: 1 });
    await expandAll();
    expect(await deliveriesOf(pageId)).toMatchObject([{ state: "cancelled", reason: "dropped" }]);
    await open({ name: "A third", body: "Slow again." });
    expect(await expandAll()).toBe(1);
    const { actions, audits } = await written(pageId);
    expect(actions).toContain("deliveries.drop");
    expect(audits.find(({ action }) => action === "deliveries.drop")?.after).toEqual({ dropped: 1 });
  });

  it("keeps what somebody waits for at a screen", async () => {
    const { write } = await held();
    await urgent();
    await dropHeld(write, Date.now());
    const { rows } = await pool().query("select state from deliveries where kind = 'reset'");
    expect(rows).toEqual([{ state: "pending" }]);
  });

  it("decides nothing while nothing is held", async () => {
    const { write } = await held();
    await sendHeld(write, Date.now());
    await expect(sendHeld(write, Date.now())).rejects.toMatchObject({ kind: "conflict" });
    await expect(dropHeld(write, Date.now())).rejects.toMatchObject({ kind: "conflict" });
  });

  it("is decided by an operator where there are several pages, and by nobody without the right", async () => {
    const { pageId, read } = await held();
    await incidentWorld();
    const manager = { kind: "user", id: "m", pageId, role: "manager" } as const;
    const scope = authorize(manager, "settings:write", pageId);
    await expect(dropHeld(scope, Date.now())).rejects.toThrow("several pages");
    expect((await readStanding(read)).hold).not.toBeNull();
    const responder = { kind: "user", id: "r", pageId, role: "responder" } as const;
    expect(() => authorize(responder, "settings:write", pageId)).toThrow("settings:write");
  });
});
