import type { Page } from "playwright";
import { describe, expect, it, vi } from "vitest";
import { badDaySnapshot, COMPONENT_IDS, calmSnapshot } from "#lib/testing/snapshots.ts";
import { withPublicWeb } from "./fixtures.ts";

const web = withPublicWeb();

/** Layout shifts that no input caused, from now on. */
const watchShifts = (page: Page) =>
  page.evaluate(() => {
    Object.assign(window, { shift: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput } = entry as PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
        };
        if (!hadRecentInput) (window as unknown as { shift: number }).shift += value;
      }
    }).observe({ type: "layout-shift" });
  });
const shiftOf = (page: Page) => page.evaluate(() => (window as unknown as { shift: number }).shift);

describe("an open page", () => {
  it("becomes the new version within moments: line, title, icon", async () => {
    await web.show("calm");
    const page = await web.visit("/en");
    await page.waitForTimeout(300);
    await web.show("bad");
    await page.getByRole("heading", { name: "Partial System Outage" }).waitFor({ timeout: 5_000 });
    expect(await page.title()).toBe("Partial System Outage · T-Developer Status");
    expect(await page.locator("link[rel=icon]").getAttribute("href")).toBe("/favicon.svg?partial_outage");
    expect(await page.locator(`[id="${COMPONENT_IDS.agents}"] .state`).innerText()).toBe("Major outage");
    expect(await page.locator(".changed").count()).toBeGreaterThan(3);
    expect(await page.locator(`[id="${COMPONENT_IDS.statusPage}"].changed`).count()).toBe(0);
  });

  it("keeps focus, scroll position, what is open and what is folded, and nothing shifts", async () => {
    await web.show("bad");
    const page = await web.visit("/ko");
    await page.getByText("이전 안내 1건").first().click();
    await page.locator(`[id="${badDaySnapshot().groups[2]!.id}"] summary`).click();
    await page.locator(`[id="${COMPONENT_IDS.data}"] .name`).focus();
    await page.evaluate(() => scrollTo(0, 1_200));
    await watchShifts(page);
    const next = badDaySnapshot();
    next.components[4]!.state = "operational";
    next.asOf = "2026-11-23T05:33:00.000Z";
    await web.preview().show(next);
    await page.locator(`[id="${COMPONENT_IDS.data}"] .state.operational`).waitFor({ timeout: 5_000 });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("데이터와 백업");
    expect(await page.evaluate(() => scrollY)).toBe(1_200);
    expect(await page.locator("details.earlier").first().getAttribute("open")).not.toBeNull();
    expect(await page.locator(`[id="${next.groups[2]!.id}"]`).getAttribute("open")).toBeNull();
    expect(await page.locator(".as-of time").first().innerText()).toBe("14:33:00 KST");
    // Only the changed line itself may move, by the width of its word.
    expect(await shiftOf(page)).toBeLessThan(0.001);
  });

  it("counts down to the promised update by itself, and admits when it is broken", async () => {
    await web.show("bad");
    const page = await web.visit("/healthz");
    await page.clock.install({ time: "2026-11-23T05:45:10.000Z" });
    await page.goto(`${web.url()}/en`, { waitUntil: "load" });
    const left = page.locator("[data-by]");
    expect(await left.innerText()).toBe("in 28 min");
    await page.clock.fastForward(31_000);
    await vi.waitFor(async () => expect(await left.innerText()).toBe("in 15 min"), 5_000);
    await page.clock.fastForward(15 * 60_000);
    await vi.waitFor(async () => expect(await left.innerText()).toBe("overdue"), 5_000);
  });

  it("falls back to polling when events do not come through, and says when the connection is lost", async () => {
    await web.show("calm");
    web.expectComplaints(/ERR_FAILED/);
    const page = await web.visit("/en");
    await page.route("**/events", (route) => route.abort());
    await page.route("**/en", (route) => route.abort());
    const look = () => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await look();
    await page.getByText("Connection lost, trying again").waitFor({ timeout: 5_000 });
    await page.unroute("**/en");
    await web.show("bad");
    await look();
    await page.getByRole("heading", { name: "Partial System Outage" }).waitFor({ timeout: 5_000 });
    expect(await page.getByText("Connection lost").isVisible()).toBe(false);
  });

  it("asks again when a cache in between still holds the older version", async () => {
    await web.show("calm");
    const page = await web.visit("/en");
    const older = await (await fetch(`${web.url()}/en`)).text();
    let asked = 0;
    await page.route("**/en", (route) => {
      asked += 1;
      return asked <= 2 ? route.fulfill({ body: older, contentType: "text/html" }) : route.continue();
    });
    await page.waitForTimeout(300);
    await web.show("bad");
    await page.getByRole("heading", { name: "Partial System Outage" }).waitFor({ timeout: 5_000 });
    expect(asked).toBe(3);
    await page.waitForTimeout(1_500);
    expect(asked).toBe(3);
  });

  it("never goes back to an older version", async () => {
    const older = await (await fetch(`${web.url()}/en`)).text();
    await web.preview().show({ ...calmSnapshot() });
    const page = await web.visit("/en");
    await page.route("**/en", (route) => route.fulfill({ body: older, contentType: "text/html" }));
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await page.waitForTimeout(500);
    expect(await page.locator("h1").innerText()).toBe("All Systems Operational");
  });
});
