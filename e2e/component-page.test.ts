import { beforeAll, describe, expect, it } from "vitest";
import { pool } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makeMonitor, makePage } from "#lib/testing/engine.ts";
import { calmSnapshot, FIXTURE_NOW_AT } from "#lib/testing/snapshots.ts";
import { axeFindings, PHONE, withPublicWeb } from "./fixtures.ts";

withDatabase();
const web = withPublicWeb();
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
let path = "";

/** The calm page with this component on it. */
function snapshotOf(pageId: string, componentId: string) {
  const snapshot = calmSnapshot();
  snapshot.page.id = pageId;
  snapshot.components[0]!.id = componentId;
  return snapshot;
}
let ids = { pageId: "", componentId: "" };

/** A component in the database with 60 days of response times, of which the last two in five-minute buckets. */
beforeAll(async () => {
  const pageId = await makePage();
  const componentId = await makeComponent(pageId, { createdAt: FIXTURE_NOW_AT - 200 * DAY_MS });
  const monitorId = await makeMonitor(pageId, componentId);
  for (let i = 0; i < 47; i++) {
    if (i === 20) continue;
    const latencies = [80 + (i % 9) * 4, 120, 200 + (i % 5) * 30];
    await pool().query("insert into uptime_rollups values ($1, $2, 3, 0, 0, $3)", [
      monitorId,
      new Date(FIXTURE_NOW_AT - (i + 1) * HOUR_MS),
      latencies,
    ]);
  }
  for (let i = 1; i <= 60; i++)
    await pool().query("insert into monitor_days values ($1, $2, 3, 0, 0, 3, $3, 190, 320)", [
      monitorId,
      new Date(FIXTURE_NOW_AT - i * DAY_MS).toISOString().slice(0, 10),
      84 + (i % 7),
    ]);
  ids = { pageId, componentId };
  await web.preview().show(snapshotOf(pageId, componentId));
  path = `/components/${componentId}`;
});

describe("the page of a component", () => {
  it("shows response times as pictures and tables with scripts off", async () => {
    const page = await web.visit(`/ko${path}`, { javaScriptEnabled: false });
    expect(await page.getByRole("img", { name: /응답 시간/ }).count()).toBe(2);
    await page.getByText("표로 보기").first().click();
    expect(await page.locator("tbody").first().locator("tr").count()).toBe(46);
  });

  it("becomes interactive without moving anything, under its policy", async () => {
    const page = await web.visit(`/en${path}`);
    const policy = (await fetch(`${web.url()}/en${path}`)).headers.get("content-security-policy");
    expect(policy).toMatch(/script-src 'self' 'sha256-/);
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    const chart = page.locator(".chart").first();
    const height = (await chart.boundingBox())!.height;
    await chart.scrollIntoViewIfNeeded();
    await chart.locator(".recharts-surface").first().waitFor();
    expect((await chart.boundingBox())!.height).toBe(height);
    await chart
      .locator(".recharts-surface")
      .first()
      .hover({ position: { x: 300, y: 100 } });
    expect((await chart.locator(".note").innerText()).replace(/\s+/g, " ")).toMatch(
      /P50 \d+ ms P95 \d+ ms P99 \d+ ms/,
    );
  });

  it("has nothing for axe to find once it is interactive", { timeout: 60_000 }, async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await web.visit(`/ko${path}`, { ...PHONE, colorScheme });
      for (const chart of await page.locator(".chart").all()) {
        await chart.scrollIntoViewIfNeeded();
        await chart.locator(".recharts-surface").first().waitFor();
      }
      expect(await axeFindings(page)).toEqual([]);
    }
  });

  it("is kept fresh around the charts, which stay", async () => {
    const page = await web.visit(`/en${path}`);
    await page.locator(".chart").first().scrollIntoViewIfNeeded();
    await page.locator(".recharts-surface").first().waitFor();
    const snapshot = snapshotOf(ids.pageId, ids.componentId);
    snapshot.asOf = new Date(FIXTURE_NOW_AT + HOUR_MS).toISOString();
    snapshot.components[0]!.state = "partial_outage";
    await web.preview().show(snapshot);
    await page.locator(".overall.partial_outage").waitFor({ timeout: 5_000 });
    expect(await page.locator(".recharts-surface").count()).toBeGreaterThan(0);
    await page.locator("#response_48h").getByText("23 November, 15:00 KST").waitFor();
  });
});

it("a month before the snapshot's days comes from the database", async () => {
  const page = await web.visit("/en/uptime/2026-07");
  expect(await page.locator(".months strong").innerText()).toBe("July 2026");
});
