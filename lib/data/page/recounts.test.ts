import { beforeEach, describe, expect, it } from "vitest";
import { dayBounds } from "#lib/domain/status/calendar.ts";
import { inTx } from "#lib/testing/data/world.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makeMonitor, makePage } from "#lib/testing/engine.ts";
import { pool } from "../db.ts";
import { requestAllDays, requestDays, requestJudging } from "./recounts.ts";

withDatabase();
const T = Date.parse("2026-11-22T10:00:00.123Z");
const DAY = 86_400_000;
let page: string;
beforeEach(async () => {
  page = await makePage();
});
const fromOf = async (id: string): Promise<number | undefined> => {
  const { rows } = await pool().query("select from_at from day_requests where component_id = $1", [id]);
  return rows[0] && +rows[0].from_at;
};

describe("requestDays", () => {
  it("keeps the earliest instant, to the millisecond, for the named components alone", async () => {
    const ids = [await makeComponent(page), await makeComponent(page), await makeComponent(page)];
    for (const at of [50, 20, 80]) await inTx((tx) => requestDays(tx, ids.slice(0, 2), T + at));
    expect(await Promise.all(ids.map(fromOf))).toEqual([T + 20, T + 20, undefined]);
  });

  it("keeps the earliest instant when transactions ask at once for the same ones in any order", async () => {
    const ids = [await makeComponent(page), await makeComponent(page), await makeComponent(page)];
    const asks = [60, 10, 40, 30].map((at, i) =>
      inTx((tx) => requestDays(tx, i % 2 ? ids : ids.toReversed(), T + at)),
    );
    await Promise.all(asks);
    expect(await Promise.all(ids.map(fromOf))).toEqual(Array(3).fill(T + 10));
  });

  it("asks for nothing when the change is taken back", async () => {
    const id = await makeComponent(page);
    const undone = inTx(async (tx) => {
      await requestDays(tx, [id], T);
      throw new Error("stop");
    });
    await expect(undone).rejects.toThrow("stop");
    expect(await fromOf(id)).toBeUndefined();
  });
});

describe("requestAllDays", () => {
  const all = (...ids: string[]) => inTx((tx) => requestAllDays(tx, ids));

  it("reaches back to the making of a component that has nothing else", async () => {
    const id = await makeComponent(page, { createdAt: T });
    await all(id);
    expect(await fromOf(id)).toBe(T);
  });

  it("reaches back before the start date in every zone of the earth", async () => {
    const id = await makeComponent(page, { createdAt: T, startDate: "2026-01-01" });
    await all(id);
    expect(await fromOf(id)).toBeLessThanOrEqual(dayBounds("2026-01-01", "Pacific/Kiritimati").startedAt);
    expect(await fromOf(id)).toBeGreaterThan(
      dayBounds("2026-01-01", "Pacific/Kiritimati").startedAt - 2 * DAY,
    );
  });

  it("reaches back to the first measured instant, and before the first counted day", async () => {
    const [measured, counted] = [
      await makeComponent(page, { createdAt: T }),
      await makeComponent(page, { createdAt: T }),
    ];
    await pool().query("insert into component_baselines values ($1, $2, null, 'operational')", [
      measured,
      new Date(T - 5 * DAY),
    ]);
    for (const day of ["2026-10-02", "2026-10-01"])
      await pool().query("insert into component_days values ($1, $2, 0, 0, 0, 0, 0, 0)", [day, counted]);
    await all(measured, counted);
    expect(await fromOf(measured)).toBe(T - 5 * DAY);
    expect(await fromOf(counted)).toBe(Date.parse("2026-09-30T00:00:00Z"));
  });

  it("does not take back what was asked for already, and asks nothing for unknown components", async () => {
    const id = await makeComponent(page, { createdAt: T });
    await inTx((tx) => requestDays(tx, [id], T - 400 * DAY));
    await all(id, "nosuch000000");
    expect([await fromOf(id), await fromOf("nosuch000000")]).toEqual([T - 400 * DAY, undefined]);
  });
});

describe("requestJudging", () => {
  it("keeps the earliest instant, and leaves what is known of the samples alone", async () => {
    const id = await makeMonitor(page, await makeComponent(page));
    await pool().query("insert into judge_requests values ($1, null, $2, $3)", [
      id,
      new Date(T),
      new Date(T + 1),
    ]);
    for (const at of [50, 20, 80]) await inTx((tx) => requestJudging(tx, [id], T + at));
    const { rows } = await pool().query("select * from judge_requests where monitor_id = $1", [id]);
    expect([+rows[0].from_at, +rows[0].count_from_at, +rows[0].last_slot_at]).toEqual([T + 20, T, T + 1]);
  });
});
