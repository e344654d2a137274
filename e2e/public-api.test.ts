import type { Browser } from "playwright";
import { Statuspage } from "statuspage.io";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { launchBrowser } from "#lib/testing/browser.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { badDaySnapshot, COMPONENT_IDS, calmSnapshot } from "#lib/testing/snapshots.ts";
import { hostPage } from "./support/web.ts";
import { publishFixture, startWebProcess, type WebProcess } from "./support/web-process.ts";

const LIVE = "public, max-age=0, s-maxage=2, stale-if-error=86400";
const CALM = "public, max-age=30, stale-while-revalidate=60, stale-if-error=86400";
const JSON_TYPE = "application/json; charset=utf-8";
const SVG_TYPE = "image/svg+xml; charset=utf-8";
const REST = COMPONENT_IDS.rest;

const DOCUMENTS: [path: string, contentType: string, caching: string][] = [
  ["/api/v2/summary.json", JSON_TYPE, LIVE],
  ["/api/v2/status.json", JSON_TYPE, LIVE],
  ["/api/v2/components.json", JSON_TYPE, LIVE],
  ["/api/v2/incidents.json", JSON_TYPE, LIVE],
  ["/api/v2/incidents/unresolved.json", JSON_TYPE, LIVE],
  ["/api/v2/incidents/i1agdn6w3tq8.json", JSON_TYPE, LIVE],
  ["/api/v2/scheduled-maintenances.json", JSON_TYPE, LIVE],
  ["/api/v2/scheduled-maintenances/upcoming.json", JSON_TYPE, LIVE],
  ["/api/v2/scheduled-maintenances/active.json", JSON_TYPE, LIVE],
  ["/api/public/v1/uptime.json", JSON_TYPE, LIVE],
  ["/api/public/v1/history-head.json", JSON_TYPE, LIVE],
  ["/uptime_showcase", JSON_TYPE, LIVE],
  ["/history.rss", "application/rss+xml; charset=utf-8", CALM],
  ["/history.atom", "application/atom+xml; charset=utf-8", CALM],
  ["/history.json", JSON_TYPE, CALM],
  ["/feed.json", "application/feed+json; charset=utf-8", CALM],
  ["/maintenance.ics", "text/calendar; charset=utf-8", CALM],
  ["/theme.css", "text/css; charset=utf-8", CALM],
  ["/badge.svg", SVG_TYPE, CALM],
  ["/badge/uptime.svg", SVG_TYPE, CALM],
  [`/badge/${REST}.svg`, SVG_TYPE, CALM],
  [`/badge/${REST}/uptime.svg`, SVG_TYPE, CALM],
  ["/favicon.svg", SVG_TYPE, CALM],
  ["/favicon.ico", "image/x-icon", CALM],
  ["/robots.txt", "text/plain; charset=utf-8", CALM],
  ["/sitemap.xml", "application/xml; charset=utf-8", CALM],
  ["/.well-known/security.txt", "text/plain; charset=utf-8", CALM],
];

const database = withDatabase();
let web: WebProcess;
let browser: Browser;

beforeAll(async () => {
  await publishFixture({ ...badDaySnapshot(), version: 1 });
  web = await startWebProcess(database.url());
  browser = await launchBrowser();
}, 400_000);
afterAll(async () => {
  await browser?.close();
  await web?.stop();
});

const get = (path: string, init: RequestInit = {}) => fetch(web.origin + path, init);

describe("every public document of the real web process", () => {
  it.each(DOCUMENTS)(
    "%s has its type, its caching and may be read from anywhere",
    async (path, type, caching) => {
      const { status, headers } = await get(path);
      expect(status).toBe(200);
      expect(headers.get("content-type")).toBe(type);
      expect(headers.get("cache-control")).toBe(caching);
      expect(headers.get("access-control-allow-origin")).toBe("*");
      expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
      expect(headers.get("etag")).toMatch(/^"[^"]+"$/);
      // What tells 90 days moves with the clock, the rest with the content only.
      const { updatedAt, asOf } = badDaySnapshot();
      const changedAt = /uptime|history-head/.test(path) ? asOf : updatedAt;
      expect(Date.parse(headers.get("last-modified") ?? "")).toBe(Date.parse(changedAt));
    },
  );

  it.each(DOCUMENTS)("%s answers HEAD like GET, and 304 without a body to its own tag", async (path) => {
    const got = await get(path);
    const tag = got.headers.get("etag") ?? "";
    const head = await get(path, { method: "HEAD" });
    expect([head.status, head.headers.get("etag"), await head.text()]).toEqual([200, tag, ""]);
    const again = await get(`${path}?unknown=${Math.random()}`, { headers: { "if-none-match": tag } });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });

  it("speaks the language of the path", async () => {
    expect(await (await get("/ko/badge.svg")).text()).toContain("일부 시스템 장애");
    expect(await (await get("/en/badge.svg")).text()).toContain("Partial System Outage");
    const { incidents } = await (await get("/en/api/v2/incidents/unresolved.json")).json();
    expect(incidents[0].name).toBe("Agent tasks do not start");
  });

  it("keeps the wanted components of uptime_showcase apart", async () => {
    const codes = async (query: string) =>
      Object.keys((await (await get(`/uptime_showcase?components=${query}`)).json()).timelines);
    expect(await codes(REST)).toEqual([REST]);
    expect(await codes(COMPONENT_IDS.data)).toEqual([COMPONENT_IDS.data]);
    expect(await codes("nosuchcompon")).toEqual([]);
  });

  it.each(["/api/v2/incidents/nosuchincide.json", "/api/v2/incidents/x.json", "/api/v2/nothing.json"])(
    "%s is 404 with a JSON body",
    async (path) => {
      const answer = await get(path);
      expect(answer.status).toBe(404);
      const body = await answer.json();
      expect(body).toEqual({ message: body.error, errors: [], error: expect.any(String) });
    },
  );

  it("serves favicon.ico as an icon file", async () => {
    const bytes = new Uint8Array(await (await get("/favicon.ico")).arrayBuffer());
    expect([...bytes.subarray(0, 6)]).toEqual([0, 0, 1, 0, 1, 0]);
    expect(bytes.length).toBe(4286);
  });
});

describe("clients of the real web process", () => {
  it("the library statuspage.io reads summary and incidents", async () => {
    const client = new Statuspage("p0tdev3k9x2m");
    client.setApiUrl(web.origin);
    expect((await client.api.getSummary()).status.indicator).toBe("major");
    expect((await client.api.incidents.getUnresolved()).incidents).toHaveLength(2);
  });

  it("the widget works on an isolated page of another origin with a strict policy", async () => {
    const host = await hostPage(
      `<!doctype html><html lang="en"><title>Shop</title><body><script src="${web.origin}/widget.js"></script>`,
      {
        "content-security-policy": `default-src 'none'; script-src ${web.origin}; connect-src ${web.origin}; require-trusted-types-for 'script'`,
        "cross-origin-embedder-policy": "require-corp",
      },
    );
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await page.goto(host.origin);
    const pill = page.locator("a[part=pill]");
    await pill.waitFor();
    expect(await pill.locator("b, small").allTextContents()).toEqual([
      "Agent tasks do not start",
      "Partial System Outage",
    ]);
    expect(errors).toEqual([]);
    await page.close();
    await host.close();
  });

  it("a badge shows on an isolated page of another origin", async () => {
    const host = await hostPage(
      `<!doctype html><title>Shop</title><img src="${web.origin}/ko/badge.svg" alt="">`,
      {
        "cross-origin-embedder-policy": "require-corp",
      },
    );
    const page = await browser.newPage();
    await page.goto(host.origin);
    const width = () => page.locator("img").evaluate((image: HTMLImageElement) => image.naturalWidth);
    await vi.waitFor(async () => expect(await width()).toBeGreaterThan(100));
    await page.close();
    await host.close();
  });

  it("see what is published within moments, under a new tag", async () => {
    const before = await get("/api/v2/status.json");
    await publishFixture({ ...calmSnapshot(), version: 2, updatedAt: "2026-11-23T05:40:00.000Z" });
    await vi.waitFor(async () => {
      const after = await get("/api/v2/status.json");
      const body = await after.json();
      expect(body.status.indicator).toBe("none");
      expect(body.page.updated_at).toBe("2026-11-23T05:40:00.000Z");
      expect(after.headers.get("etag")).not.toBe(before.headers.get("etag"));
    }, 5_000);
    expect(await (await get("/badge.svg")).text()).toContain("All Systems Operational");
  });
});
