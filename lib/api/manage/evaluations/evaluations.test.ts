import { describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newWorld } from "#lib/testing/manage/world.ts";
import { evaluateSla, evaluateSlos } from "./endpoints.ts";

withDatabase();

const AUGUST = "2026-08-01T00:00:00Z";
const MONTH = {
  month: "2026-09",
  time_zone: "UTC",
  tier: "enterprise",
  fee: { amount: "1000000", currency: "KRW" },
};
const at = (minute: number) => new Date(Date.UTC(2026, 8, 14, 9, minute)).toISOString();
const bucket = (minute: number, good: number, total: number) => ({
  start: at(minute),
  seconds: 300,
  good,
  total,
});
/** E-09: 160 bad of 11,000, then 20 of 1,000. */
const HOUR = [
  ...Array.from({ length: 11 }, (_, i) => bucket(5 * i, i < 10 ? 984 : 1000, 1000)),
  bucket(55, 980, 1000),
];

async function world() {
  const made = await newWorld();
  const ask = (path: string, json: unknown, token?: string) =>
    call("POST", `${made.base}/${path}`, { json, token: token ?? made.reader });
  return { ...made, ask };
}

describe("POST sla/evaluate", () => {
  it("answers its own example", async () => {
    const { ask } = await world();
    const { request, response } = evaluateSla.example;
    expect(await ask("sla/evaluate", request)).toMatchObject({ status: 200, body: response });
  });

  it("takes a month, a zone, a tier and a fee for a month without trouble", async () => {
    const { ask } = await world();
    const { status, body } = await ask("sla/evaluate", MONTH);
    expect(status).toBe(200);
    expect(body).toEqual({
      total_ms: 2_592_000_000,
      down_ms: 0,
      excluded_ms: 0,
      counted_ms: 0,
      availability: "100.000000",
      shown: "100.0000",
      target: "99.95",
      budget_ms: 1_296_000,
      remaining_ms: 1_296_000,
      breached: false,
      credit: {
        availability_percent: "0",
        performance_percent: "0",
        capped_percent: "0",
        waiver: false,
        refund_amount: "0",
        amount: "0",
        currency: "KRW",
      },
      rule_version: "2026-11-1",
    });
  });

  it("tells credits of performance, a waiver, a refund and cents", async () => {
    const { ask } = await world();
    const outages = [{ start: "2026-09-03T00:00:00Z", end: "2026-09-03T04:00:00Z" }];
    const performance = [{ objective: "GET /agents", days_over_200_percent: 1, longest_run_windows: 48 }];
    const fee = { amount: "199.99", currency: "USD" };
    const full = await ask("sla/evaluate", { ...MONTH, fee, outages, performance, data_loss_days: 1 });
    expect(full.body.credit).toEqual({
      availability_percent: "10",
      performance_percent: "10",
      capped_percent: "20",
      waiver: true,
      refund_amount: "6.67",
      amount: "199.99",
      currency: "USD",
    });
    const part = await ask("sla/evaluate", { ...MONTH, fee, performance });
    expect(part.body.credit).toMatchObject({ capped_percent: "10", amount: "20.00", waiver: false });
  });

  it("refuses what is no stretch, and what contradicts itself, with the path of each fault", async () => {
    const { ask } = await world();
    const empty = await ask("sla/evaluate", { ...MONTH, outages: [{ start: AUGUST, end: AUGUST }] });
    expect(empty.status).toBe(422);
    expect(empty.body.errors).toEqual([{ path: "outages.0.end", message: "must be after the start" }]);
    const { status, body } = await ask("sla/evaluate", {
      ...MONTH,
      subscription: { from: AUGUST, until: "2026-08-02T00:00:00Z" },
      data_loss_days: 31,
    });
    expect(status).toBe(422);
    expect(body.errors).toEqual([
      { path: "data_loss_days", message: "the month has 30 days" },
      {
        path: "subscription",
        message: "does not touch the month, 2026-09-01T00:00:00.000Z to 2026-10-01T00:00:00.000Z",
      },
    ]);
  });

  it("is nobody's but those who may read the page", async () => {
    const { ask, stranger } = await world();
    expect((await ask("sla/evaluate", MONTH, stranger)).status).toBe(404);
    expect((await ask("sla/evaluate", MONTH, "none")).status).toBe(401);
    expect((await ask("slos/evaluate", MONTH, stranger)).status).toBe(404);
  });
});

describe("POST slos/evaluate", () => {
  const series = { target: "99.9", window_days: 30, buckets: HOUR, now: at(60) };

  it("answers its own example", async () => {
    const { ask } = await world();
    const { request, response } = evaluateSlos.example as { request: unknown; response: { burn: unknown[] } };
    const { status, body } = await ask("slos/evaluate", request);
    expect({ status, body }).toMatchObject({ status: 200, body: { ...response, burn: expect.any(Array) } });
    expect((body.burn as unknown[])[0]).toEqual(response.burn[0]);
  });

  it("E-09: pages Professional at 15 and 20; slower pairs are silenced", async () => {
    const { ask } = await world();
    const { body } = await ask("slos/evaluate", series);
    expect(body).toMatchObject({ sli: "98.500000", budget_remaining: "-1400.000000", exhausted_at: at(60) });
    const pair = (long_seconds: number, short_seconds: number, factor: number, severity: string) => ({
      long_seconds,
      short_seconds,
      factor,
      severity,
      long_burn: 15,
      firing: false,
      suppressed: true,
    });
    expect(body.burn).toMatchObject([
      { ...pair(3600, 300, 14.4, "critical"), short_burn: 20, firing: true, suppressed: false },
      { ...pair(21_600, 1800, 6, "critical"), short_burn: 14 },
      { ...pair(86_400, 7200, 3, "warning"), short_burn: 15 },
      { ...pair(259_200, 21_600, 1, "warning"), short_burn: 15 },
    ]);
    const developer = await ask("slos/evaluate", { ...series, target: "99.5" });
    expect(developer.body.burn).toMatchObject([{ long_burn: 3, firing: false }, {}, {}, { firing: true }]);
  });

  it("E-08: 42 % used, 58 % left, and when the rest ends", async () => {
    const { ask } = await world();
    const buckets = [bucket(0, 10_000_000 - 4200, 10_000_000)];
    const { body } = await ask("slos/evaluate", { ...series, buckets, now: at(5) });
    expect(body).toMatchObject({ sli: "99.958000", budget_remaining: "58.000000", exhausted_at: null });
    const fast = [bucket(-1440, 1_000_000, 1_000_000), bucket(0, 990, 1000)];
    const soon = await ask("slos/evaluate", { ...series, buckets: fast, now: at(5) });
    // 991/1001 of the budget at a burn of 10: a little less than three days.
    expect(soon.body.exhausted_at).toBe("2026-09-17T08:21:50.589Z");
  });

  it("has no value without data", async () => {
    const { ask } = await world();
    const { body } = await ask("slos/evaluate", { ...series, window_days: 7, buckets: [] });
    expect(body).toMatchObject({ sli: null, budget_remaining: null, exhausted_at: null });
    expect(body.burn).toMatchObject(
      [16.8, 5.6, 2.8].map((factor) => ({ factor, long_burn: null, firing: false })),
    );
  });

  it("refuses 100 %, more good than there was, and what overlaps", async () => {
    const { ask } = await world();
    const { status, body } = await ask("slos/evaluate", {
      ...series,
      buckets: [bucket(0, 2, 1), bucket(1, 1, 1)],
    });
    expect((await ask("slos/evaluate", { ...series, target: "100" })).body.errors).toMatchObject([
      { path: "target" },
    ]);
    expect(status).toBe(422);
    expect((body.errors as unknown as { path: string }[]).map(({ path }) => path)).toEqual([
      "buckets.0.good",
      "buckets.1.start",
    ]);
  });
});
