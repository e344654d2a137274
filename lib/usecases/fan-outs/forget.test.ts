import { describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { forgetOldDeliveries } from "./forget.ts";

withDatabase();

const NOW = Date.UTC(2026, 10, 24, 3);
const DAY_MS = 86_400_000;
const ago = (days: number) => new Date(NOW - days * DAY_MS);

async function delivery(madeDaysAgo: number, finishedDaysAgo: number | null): Promise<string> {
  const { rows } = await pool().query(
    `insert into deliveries (page_id, kind, channel, recipient_kind, recipient_id, state, due_at, expires_at, created_at, finished_at)
     values ('p', 'test', 'email', 'subscriber', 's', case when $2::timestamptz is null then 'pending' else 'sent' end, $1, $1, $1, $2)
     returning id`,
    [ago(madeDaysAgo), finishedDaysAgo === null ? null : ago(finishedDaysAgo)],
  );
  await pool().query(
    "insert into delivery_attempts (delivery_id, number, at, outcome, duration_ms) values ($1, 1, now(), 'retry', 1)",
    [rows[0].id],
  );
  return rows[0].id;
}
const event = (handledDaysAgo: number | null) =>
  pool().query("insert into outbox (page_id, kind, payload, handled_at) values ('p', 'x', '{}', $1)", [
    handledDaysAgo === null ? null : ago(handledDaysAgo),
  ]);

describe("forgetting what was told long ago", () => {
  it("keeps 90 days, whatever is not finished, and whatever is not handled", async () => {
    const waiting = await delivery(200, null);
    for (let n = 0; n < 12; n++) await delivery(120, 119);
    const late = await delivery(95, 89);
    const young = await delivery(89, 89);
    for (const handled of [null, 91, 91, 89]) await event(handled);
    expect(await forgetOldDeliveries(NOW, { batch: 5 })).toBe(14);
    const { rows } = await pool().query("select id from deliveries order by id");
    expect(rows.map(({ id }) => id)).toEqual([waiting, late, young]);
    const tries = await pool().query("select delivery_id from delivery_attempts order by 1");
    expect(tries.rows.map(({ delivery_id }) => delivery_id)).toEqual([waiting, late, young]);
    expect((await pool().query("select 1 from outbox")).rowCount).toBe(2);
    expect(await forgetOldDeliveries(NOW)).toBe(0);
  });
});
