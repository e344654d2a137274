import { beforeEach, describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { holdSending, lockEpoch, readHold, tickEpoch } from "./epoch.ts";
import { countWaiting } from "./held.ts";

withDatabase();

const NOW = Date.UTC(2026, 10, 24, 3);

beforeEach(() => pool().query("truncate instance_epochs, deliveries, outbox"));
const deliver = (priority: number, state = "pending") =>
  pool().query(
    `insert into deliveries (page_id, kind, channel, recipient_kind, recipient_id, priority, state, due_at, expires_at, finished_at)
     values ('p', 'test', 'email', 'subscriber', 's', $1, $2, now(), now(), case when $2 = 'sent' then now() end)`,
    [priority, state],
  );

describe("the row of the instance", () => {
  it("is made once, and grows", async () => {
    expect(await tickEpoch(pool())).toBeNull();
    expect(await lockEpoch(pool(), "first")).toBeNull();
    expect(await lockEpoch(pool(), "second")).toEqual({ epoch: "first", ticks: 0, hold: null });
    expect(await tickEpoch(pool())).toEqual({ epoch: "first", ticks: 1 });
    expect(await tickEpoch(pool())).toEqual({ epoch: "first", ticks: 2 });
  });

  it("tells since when and why nothing is sent: the first reason stays", async () => {
    expect(await readHold(pool())).toBeNull();
    await lockEpoch(pool(), "first");
    expect(await readHold(pool())).toBeNull();
    await holdSending(pool(), "restored", NOW);
    await holdSending(pool(), "mismatch", NOW + 1);
    expect(await readHold(pool())).toEqual({ heldAt: NOW, reason: "restored" });
  });

  it("makes what was urgent wait with the rest", async () => {
    await lockEpoch(pool(), "first");
    await deliver(0);
    await deliver(0, "sent");
    await holdSending(pool(), "restored", NOW);
    const { rows } = await pool().query("select priority, state from deliveries order by id");
    expect(rows).toEqual([
      { priority: 1, state: "pending" },
      { priority: 0, state: "sent" },
    ]);
  });
});

describe("what waits", () => {
  it("is counted without what somebody waits for at a screen, and without what tells nobody", async () => {
    for (const priority of [0, 1, 1]) await deliver(priority);
    await deliver(1, "sent");
    await deliver(1, "gathered");
    await pool().query(
      "insert into outbox (page_id, kind, payload, handled_at) values ('p', 'told', '{}', null), ('p', 'other', '{}', null), ('p', 'told', '{}', now())",
    );
    expect(await countWaiting(pool(), ["told"])).toEqual({ deliveries: 3, events: 1 });
  });
});
