import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { call, newWorld, operatorScope } from "#lib/testing/manage/world.ts";
import { buildSnapshot } from "../snapshot/build.ts";
import { componentUptime, groupUptime } from "./uptime.ts";

withDatabase();

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const now = Date.UTC(2026, 10, 23, 3);
type World = Awaited<ReturnType<typeof newWorld>>;

async function component(world: World, fields: object = {}): Promise<string> {
  const json = { component: { name: "c", start_date: "2026-09-01", ...fields } };
  return String((await call("POST", `${world.base}/components`, { token: world.owner, json })).body.id);
}
const outage = (componentId: string, from: number, until: number, state: "major_outage" | "partial_outage") =>
  prisma().componentBaseline.createMany({
    data: [
      { componentId, startedAt: new Date(from), endedAt: new Date(until), state },
      { componentId, startedAt: new Date(until), endedAt: new Date(until + 1), state: "operational" },
    ],
  });

describe("GET components/{id}/uptime", () => {
  it("tells percentage and seconds over whole days of the page's zone", async () => {
    const world = await newWorld();
    const id = await component(world);
    await outage(id, Date.UTC(2026, 9, 5), Date.UTC(2026, 9, 5) + 2 * HOUR_MS, "major_outage");
    await outage(id, Date.UTC(2026, 9, 6), Date.UTC(2026, 9, 6) + HOUR_MS, "partial_outage");
    const path = `${world.base}/components/${id}/uptime?start=2026-10&end=2026-10`;
    const { status, body } = await call("GET", path, { token: world.reader });
    expect(status).toBe(200);
    expect(body).toEqual({
      id,
      name: "c",
      range_start: "2026-09-30T15:00:00.000Z",
      range_end: "2026-10-31T15:00:00.000Z",
      // (31 days − 2 h − 0.3 h) / 31 days, cut after four decimals
      uptime_percentage: 99.6908,
      coverage_percentage: 100,
      major_outage: 7_200,
      partial_outage: 3_600,
      warnings: [],
      related_events: { incidents: [] },
    });
  });

  it("names the published incidents of that time, unless it is not asked for", async () => {
    const world = await newWorld();
    const id = await component(world);
    const group = await call("POST", `${world.base}/component-groups`, {
      token: world.owner,
      json: { component_group: { name: "g", components: [id] } },
    });
    const open = async (fields: object) => {
      const json = { incident: { name: "i", component_ids: [id], ...fields } };
      return (await call("POST", `${world.base}/incidents`, { token: world.owner, json })).body.id;
    };
    // Of an earlier month, and within the days that are told without a span.
    const day = new Date(Date.now() - 50 * 86_400_000).toISOString().slice(0, 10);
    const month = day.slice(0, 7);
    const past = await open({ backfill_date: day });
    const present = await open({});
    await open({ draft: true });
    await open({ component_ids: [] });
    const related = async (path: string) =>
      (await call("GET", `${world.base}/${path}`, { token: world.reader })).body.related_events;
    expect(await related(`components/${id}/uptime`)).toEqual({ id: present, incidents: [present, past] });
    expect(await related(`component-groups/${group.body.id}/uptime`)).toEqual({
      id: present,
      incidents: [present, past],
    });
    expect(await related(`components/${id}/uptime?start=${month}&end=${month}`)).toEqual({
      id: past,
      incidents: [past],
    });
    expect(await related(`components/${id}/uptime?skip_related_events=true`)).toEqual({});
  });

  it("is null where nothing is known", async () => {
    const world = await newWorld();
    const id = await component(world, { baseline_source: "monitors" });
    const { body } = await call("GET", `${world.base}/components/${id}/uptime`, { token: world.reader });
    expect(body).toMatchObject({ uptime_percentage: null, coverage_percentage: 0, major_outage: 0 });
  });

  it("is the figure of the page, from the same functions", async () => {
    const world = await newWorld();
    const id = await component(world);
    await outage(id, now - 20 * DAY_MS, now - 20 * DAY_MS + 12_345_678, "major_outage");
    await outage(id, now - HOUR_MS, now - HOUR_MS + 61_000, "partial_outage");
    await prisma().componentDay.deleteMany();
    const { countDays } = await import("../days/count.ts");
    await countDays(now);
    const snapshot = await buildSnapshot(world.pageId, now);
    const uptime = await componentUptime(operatorScope("page:read", world.pageId), id, {}, now);
    const { presentUptime } = await import("#lib/api/manage/uptime.ts");
    const shown = snapshot.components.find((one) => one.id === id)!;
    expect(presentUptime(uptime).uptime_percentage).toBe(Number(shown.uptime90d));
    const seconds = shown.days.reduce((sum, day) => sum + (day.seconds.major_outage ?? 0), 0);
    expect(presentUptime(uptime).major_outage).toBe(seconds);
  });

  it("begins at the start date and says so", async () => {
    const world = await newWorld();
    const id = await component(world, { start_date: "2026-10-20" });
    const path = `${world.base}/components/${id}/uptime?start=2026-10&end=2026-10`;
    const { body } = await call("GET", path, { token: world.reader });
    expect(body).toMatchObject({
      range_start: "2026-10-19T15:00:00.000Z",
      warnings: ["The range begins at the start date, 2026-10-20"],
    });
  });

  it.each([
    ["start=2026-01-01&end=2026-11-01", "end"],
    ["start=x", "start"],
    ["start=2026-02-30", "start"],
  ])("refuses %s", async (query, path) => {
    const world = await newWorld();
    const id = await component(world);
    const { status, body } = await call("GET", `${world.base}/components/${id}/uptime?${query}`, {
      token: world.reader,
    });
    expect([status, (body.errors as { path: string }[])[0]!.path]).toEqual([422, path]);
  });
});

describe("GET component-groups/{id}/uptime", () => {
  it("is the mean of the members, weighted by covered time", async () => {
    const world = await newWorld();
    const [a, b, silent] = [
      await component(world),
      await component(world, { start_date: "2026-10-17" }),
      await component(world, { baseline_source: "monitors" }),
    ];
    await outage(a, Date.UTC(2026, 9, 20), Date.UTC(2026, 9, 20) + 3 * HOUR_MS, "major_outage");
    const group = await call("POST", `${world.base}/component-groups`, {
      token: world.owner,
      json: { component_group: { name: "g", components: [a, b, silent] } },
    });
    const scope = operatorScope("page:read", world.pageId);
    const { ms } = await groupUptime(scope, String(group.body.id), { start: "2026-10", end: "2026-10" }, now);
    expect(ms.major_outage).toBe(3 * HOUR_MS);
    expect(ms.operational).toBe(31 * DAY_MS - 3 * HOUR_MS + 15 * DAY_MS);
    const path = `${world.base}/component-groups/${group.body.id}/uptime?start=2026-10&end=2026-10`;
    const { body } = await call("GET", path, { token: world.reader });
    expect(body).toMatchObject({ name: "g", uptime_percentage: 99.7282, major_outage: 10_800 });
  });

  it("of an empty group is unknown", async () => {
    const world = await newWorld();
    const group = await call("POST", `${world.base}/component-groups`, {
      token: world.owner,
      json: { component_group: { name: "g" } },
    });
    const path = `${world.base}/component-groups/${group.body.id}/uptime`;
    expect((await call("GET", path, { token: world.reader })).body.uptime_percentage).toBeNull();
  });
});
