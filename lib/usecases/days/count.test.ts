import { beforeEach, describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makeMonitor, makePage, samplesOf, writer } from "#lib/testing/engine.ts";
import { judgeMonitors } from "../monitors/judge.ts";
import { recordSamples } from "../samples/record.ts";
import { countDays, requestFinishedDays } from "./count.ts";

withDatabase();
const HOUR = 3_600_000;
const at = (text: string) => Date.parse(text);

beforeEach(async () => {
  // Tests share the tables: what an earlier one left to count must not be counted here.
  await pool().query("truncate day_requests, judge_requests, component_days");
  await pool().query("update components set archived_at = '2020-01-01'");
});

/** Counted days of a component as "date state hours state hours". */
async function days(componentId: string): Promise<string[]> {
  const { rows } = await pool().query(
    `select day::text, operational_ms as operational, maintenance_ms as maintenance, degraded_ms as degraded,
       partial_ms as partial, major_ms as major, unknown_ms as unknown
     from component_days where component_id = $1 order by day`,
    [componentId],
  );
  return rows.map(({ day, ...ms }) =>
    [
      day,
      ...Object.entries(ms).flatMap(([state, value]) => (value ? [`${state} ${Number(value) / HOUR}`] : [])),
    ].join(" "),
  );
}

const baseline = (componentId: string, state: string, from: string, until: string | null) =>
  pool().query("insert into component_baselines values ($1, $2, $3, $4::component_state)", [
    componentId,
    from,
    until,
    state,
  ]);
const claim = (
  pageId: string,
  componentId: string,
  source: string,
  state: string,
  from: string,
  until: string,
) =>
  pool().query("insert into state_claims values ($1, $2, $3, $4, null, $5::component_state, $6, $7)", [
    `${componentId}${source}`,
    pageId,
    componentId,
    source,
    state,
    from,
    until,
  ]);
const countAll = async (now: string) => {
  await requestFinishedDays(at(now));
  return await countDays(at(now));
};

describe("countDays", () => {
  it("counts the finished days of a component, in the page's zone, and never today", async () => {
    const componentId = await makeComponent(await makePage({ timeZone: "Asia/Seoul" }));
    // Seoul is nine hours ahead: its 20th of November begins at 15:00 UTC on the 19th.
    await baseline(componentId, "operational", "2026-11-19T21:00:00Z", "2026-11-20T21:00:00Z");
    await baseline(componentId, "major_outage", "2026-11-20T21:00:00Z", null);
    expect(await countAll("2026-11-22T16:00:00Z")).toBe(3);
    expect(await days(componentId)).toEqual([
      "2026-11-20 operational 18 unknown 6",
      "2026-11-21 operational 6 major 18",
      "2026-11-22 major 24",
    ]);
  });

  it.each([
    ["2026-03-08", "America/New_York", "2026-03-10T12:00:00Z", 23],
    ["2026-11-01", "America/New_York", "2026-11-03T12:00:00Z", 25],
    ["2026-10-04", "Australia/Lord_Howe", "2026-10-06T12:00:00Z", 23.5],
  ])("gives %s in %s its real length", async (day, timeZone, now, hours) => {
    const componentId = await makeComponent(await makePage({ timeZone }), { isManual: true, startDate: day });
    await countAll(now);
    expect((await days(componentId))[0]).toBe(`${day} operational ${hours}`);
  });

  it("counts what people claim: a maintenance replaces, an incident adds", async () => {
    const pageId = await makePage({ timeZone: "UTC" });
    const componentId = await makeComponent(pageId, { isManual: true, startDate: "2026-11-20" });
    await baseline(componentId, "major_outage", "2026-11-20T06:00:00Z", "2026-11-20T12:00:00Z");
    await claim(
      pageId,
      componentId,
      "maintenance",
      "under_maintenance",
      "2026-11-20T04:00:00Z",
      "2026-11-20T08:00:00Z",
    );
    await claim(
      pageId,
      componentId,
      "incident",
      "partial_outage",
      "2026-11-20T11:00:00Z",
      "2026-11-20T14:00:00Z",
    );
    await countAll("2026-11-21T01:00:00Z");
    expect(await days(componentId)).toEqual(["2026-11-20 operational 14 maintenance 4 partial 2 major 4"]);
  });

  it("counts again the days that late samples touched, and only from there", async () => {
    const pageId = await makePage({ timeZone: "UTC" });
    const componentId = await makeComponent(pageId);
    const monitorId = await makeMonitor(pageId, componentId, { intervalSeconds: 3_600 });
    const start = at("2026-11-18T00:00:00Z");
    const samples = samplesOf(monitorId, start, "u".repeat(96), HOUR);
    await recordSamples(writer(pageId), samples.slice(0, 12).concat(samples.slice(24)));
    const now = at("2026-11-22T00:30:00Z");
    await judgeMonitors(now);
    expect(await countDays(now)).toBe(4);
    expect((await days(componentId))[0]).toBe("2026-11-18 operational 12 unknown 12");
    await recordSamples(writer(pageId), samples.slice(12, 24));
    await judgeMonitors(now);
    await countDays(now);
    expect(await days(componentId)).toEqual(
      ["18", "19", "20", "21"].map((day) => `2026-11-${day} operational 24`),
    );
  });

  it("keeps the days of an archived component and counts none after it", async () => {
    const componentId = await makeComponent(await makePage({ timeZone: "UTC" }), {
      isManual: true,
      startDate: "2026-11-19",
    });
    await pool().query("update components set archived_at = '2026-11-20T06:00:00Z' where id = $1", [
      componentId,
    ]);
    await countAll("2026-11-21T00:10:00Z");
    const counted = ["2026-11-19 operational 24", "2026-11-20 operational 6 unknown 18"];
    expect(await days(componentId)).toEqual(counted);
    await countAll("2026-11-25T00:10:00Z");
    expect(await days(componentId)).toEqual(counted);
  });

  it("shares the components between workers", async () => {
    const pageId = await makePage({ timeZone: "UTC" });
    for (let i = 0; i < 120; i++) await makeComponent(pageId, { isManual: true, startDate: "2026-11-19" });
    const now = at("2026-11-21T01:00:00Z");
    await requestFinishedDays(now);
    const counted = await Promise.all([countDays(now), countDays(now), countDays(now)]);
    expect(counted.reduce((sum, days) => sum + days, 0)).toBe(240);
  });
});

describe("requestFinishedDays", () => {
  it("asks once a day, after midnight of the page's zone", async () => {
    const componentId = await makeComponent(await makePage({ timeZone: "Asia/Seoul" }), {
      isManual: true,
      startDate: "2026-11-21",
    });
    expect(await countAll("2026-11-22T14:59:00Z")).toBe(1);
    expect(await requestFinishedDays(at("2026-11-22T14:59:30Z"))).toBe(0);
    expect(await countAll("2026-11-22T15:00:30Z")).toBe(1);
    expect((await days(componentId)).map((day) => day.slice(0, 10))).toEqual(["2026-11-21", "2026-11-22"]);
  });

  it("catches up after days of standstill", async () => {
    const componentId = await makeComponent(await makePage({ timeZone: "UTC" }), {
      isManual: true,
      startDate: "2026-11-01",
    });
    await countAll("2026-11-03T00:10:00Z");
    expect(await countAll("2026-11-10T00:10:00Z")).toBe(7);
    expect(await days(componentId)).toHaveLength(9);
  });

  it("asks nothing for a component that nobody has measured yet", async () => {
    await makeComponent(await makePage({ timeZone: "UTC" }));
    expect(await requestFinishedDays(at("2026-11-21T01:00:00Z"))).toBe(0);
  });
});
