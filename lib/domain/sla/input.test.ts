import { describe, expect, it } from "vitest";
import { slaInput } from "./input.ts";

const BASE = {
  month: "2026-09",
  time_zone: "Asia/Seoul",
  tier: "enterprise",
  fee: { amount: "10", currency: "USD" },
};
const span = (from: number, until: number) => ({
  start: `2026-09-${String(from).padStart(2, "0")}T00:00:00Z`,
  end: `2026-09-${String(until).padStart(2, "0")}T00:00:00Z`,
});
function faults(fields: object): [string, string][] {
  const parsed = slaInput.safeParse({ ...BASE, ...fields });
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => [path.join("."), message]);
}

describe("a month to be evaluated", () => {
  it("needs a month, a zone, a tier and a fee; the rest is nothing and the whole month", () => {
    expect(slaInput.parse(BASE)).toEqual({
      currency: "USD",
      facts: {
        month: "2026-09",
        timeZone: "Asia/Seoul",
        tier: "enterprise",
        feeMinor: 1000n,
        subscription: null,
        outages: [],
        maintenance: [],
        maintenanceCapMs: 8 * 3_600_000,
        adjustments: [],
        performance: [],
        dataLossDays: 0,
        securityDays: 0,
      },
    });
    const { fee: _, ...without } = BASE;
    expect(slaInput.safeParse(without).error?.issues.map(({ path }) => path)).toEqual([["fee"]]);
    expect(slaInput.safeParse({}).error?.issues.map(({ path }) => path.join("."))).toEqual([
      "month",
      "time_zone",
      "tier",
      "fee",
    ]);
  });

  it("is read into instants and exact amounts", () => {
    const { facts } = slaInput.parse({
      ...BASE,
      subscription: { from: "2026-09-10T00:00:00+09:00", until: "2026-12-01T00:00:00Z" },
      maintenance: [{ ...span(3, 4), notice_at: "2026-08-01T00:00:00Z" }],
      adjustments: [{ ...span(5, 6), target: "99.9" }],
      performance: [{ objective: "a", longest_run_windows: 48 }],
      maintenance_cap_ms: 0,
    });
    expect(facts).toMatchObject({
      subscription: { startedAt: Date.UTC(2026, 8, 9, 15) },
      maintenance: [{ startedAt: Date.UTC(2026, 8, 3), noticeAt: Date.UTC(2026, 7, 1), isCancelled: false }],
      adjustments: [{ endedAt: Date.UTC(2026, 8, 6), target: { numerator: 999n, denominator: 1000n } }],
      performance: [{ objective: "a", daysOver200Percent: 0, longestRunWindows: 48 }],
      maintenanceCapMs: 0,
    });
  });

  it.each([
    [{ month: "2026-13" }, "month", "a month such as 2026-09"],
    [{ month: "1926-09" }, "month", "a month such as 2026-09"],
    [{ time_zone: "Seoul" }, "time_zone", "a zone of the IANA database, such as Asia/Seoul"],
    [
      { fee: { amount: "1.005", currency: "USD" } },
      "fee.amount",
      "a decimal in major units: KRW without decimals, USD with at most two",
    ],
    [{ outages: [span(3, 3)] }, "outages.0.end", "must be after the start"],
    [{ outages: [span(1, 2), span(4, 3)] }, "outages.1.end", "must be after the start"],
    [
      { maintenance: [{ ...span(5, 4), notice_at: "2026-08-01T00:00:00Z" }] },
      "maintenance.0.end",
      "must be after the start",
    ],
    [
      { subscription: { from: "2026-09-02T00:00:00Z", until: "2026-09-02T00:00:00Z" } },
      "subscription.until",
      "must be after the start",
    ],
    [
      { subscription: { from: "2026-10-02T00:00:00Z", until: "2026-10-03T00:00:00Z" } },
      "subscription",
      "does not touch the month, 2026-08-31T15:00:00.000Z to 2026-09-30T15:00:00.000Z",
    ],
    [{ data_loss_days: 31 }, "data_loss_days", "the month has 30 days"],
    [{ security_days: 31 }, "security_days", "the month has 30 days"],
    [
      { performance: [{ objective: "a", days_over_200_percent: 31 }] },
      "performance.0.days_over_200_percent",
      "the month has 30 days",
    ],
    [
      { performance: [{ objective: "a" }, { objective: "b" }, { objective: "a" }] },
      "performance.2.objective",
      "is there twice",
    ],
    [{ adjustments: [{ ...span(1, 2), target: "x" }] }, "adjustments.0.target", "a percentage such as 99.95"],
    [
      { adjustments: [{ ...span(1, 2), target: "99.99" }] },
      "adjustments.0.target",
      "must not be above the 99.95 % of the tier: an adjustment relaxes",
    ],
    [
      {
        adjustments: [
          { ...span(1, 5), target: "99.9" },
          { ...span(4, 6), target: "99.9" },
        ],
      },
      "adjustments.1.start",
      "overlaps another adjustment",
    ],
  ])("is refused where it contradicts itself: %j", (fields, path, message) => {
    expect(faults(fields)).toEqual([[path, message]]);
  });

  it("takes what touches and what only looks like a contradiction", () => {
    const adjustments = [
      { ...span(1, 4), target: "99.95" },
      { ...span(4, 6), target: "99.5" },
    ];
    expect(faults({ adjustments, data_loss_days: 30, security_days: 30 })).toEqual([]);
  });

  it.each([
    { fee: { amount: "1", currency: "EUR" } },
    { tier: "gold" },
    { data_loss_days: -1 },
    { data_loss_days: 1.5 },
    { outages: "none" },
    { outages: [{ start: "2026-09-01", end: "2026-09-02" }] },
    { maintenance: [span(1, 2)] },
    { maintenance_cap_ms: -1 },
    { outages: new Array(5001).fill(span(1, 2)) },
  ])("is refused when it is malformed: %j", (fields) => {
    expect(faults(fields).length).toBeGreaterThan(0);
  });
});
