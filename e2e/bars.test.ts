import type { Page } from "playwright";
import { beforeAll, describe, expect, it } from "vitest";
import { COMPONENT_IDS } from "#lib/testing/snapshots.ts";
import { PHONE, withPublicWeb } from "./fixtures.ts";

const web = withPublicWeb();
beforeAll(() => web.show("bad"));

const bar = (page: Page, id: string) => page.locator(`.bar[data-id="${id}"]`);
/** The middle of a day of the bar, 0 = oldest, in the window. */
async function placeOf(page: Page, id: string, day: number) {
  await bar(page, id).scrollIntoViewIfNeeded();
  const box = (await bar(page, id).boundingBox())!;
  return { x: box.x + ((day + 0.5) / 90) * box.width, y: box.y + box.height / 2 };
}
const OCTOBER_14 = 49;

describe("the note of a day", () => {
  it("follows the mouse, tells the seconds of each state, and leads to the calendar on a click", async () => {
    const page = await web.visit("/en");
    const { x, y } = await placeOf(page, COMPONENT_IDS.agents, OCTOBER_14);
    await page.mouse.move(x, y);
    const tip = page.locator("#tip");
    await tip.waitFor();
    expect((await tip.innerText()).split(/\n+/)).toEqual([
      "Wednesday, October 14, 2026",
      "98.40 %",
      "Operational",
      "23 h 37 min",
      "Major outage",
      "23 min",
    ]);
    expect(await tip.getAttribute("role")).toBe("tooltip");
    const today = await placeOf(page, COMPONENT_IDS.agents, 89);
    await page.mouse.move(today.x, today.y);
    await page.getByText("Monday, November 23, 2026").waitFor();
    expect(await tip.innerText()).toContain("Agent tasks do not start");
    const box = (await tip.boundingBox())!;
    expect(box.x + box.width).toBeLessThanOrEqual(1280);
    await page.mouse.move(10, 10);
    expect(await tip.count()).toBe(0);
    await page.mouse.click(x, y);
    await page.waitForURL(`${web.url()}/en/uptime#c-${COMPONENT_IDS.agents}`);
  });

  it("follows the arrow keys, and is the description of the bar", async () => {
    const page = await web.visit("/ko");
    await page.locator(`[id="${COMPONENT_IDS.data}"] .name`).focus();
    await page.keyboard.press("Tab");
    const tip = page.locator("#tip");
    await tip.waitFor();
    expect(await tip.innerText()).toContain("2026년 11월 23일 월요일");
    expect(await bar(page, COMPONENT_IDS.data).getAttribute("aria-describedby")).toBe("tip");
    for (let i = 0; i < 15; i++) await page.keyboard.press("ArrowLeft");
    await page.getByText("2026년 11월 8일 일요일").waitFor();
    expect((await tip.innerText()).replace(/\n+/g, " ")).toContain("점검 중 1시간 46분");
    await page.keyboard.press("Home");
    await page.getByText("2026년 8월 26일").waitFor();
    await page.keyboard.press("Escape");
    expect(await tip.count()).toBe(0);
    await page.keyboard.press("End");
    await tip.waitFor();
    await page.keyboard.press("Tab");
    expect(await tip.count()).toBe(0);
  });

  it("follows a finger along the whole bar without leaving the page", async () => {
    const page = await web.visit("/ko", PHONE);
    const from = await placeOf(page, COMPONENT_IDS.agentcore, 88);
    await page.touchscreen.tap(from.x, from.y);
    const tip = page.locator("#tip");
    await page.getByText("2026년 11월 22일").waitFor();
    const cdp = await page.context().newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", x?: number) =>
      cdp.send("Input.dispatchTouchEvent", { type, touchPoints: x === undefined ? [] : [{ x, y: from.y }] });
    const to = await placeOf(page, COMPONENT_IDS.agentcore, OCTOBER_14);
    await touch("touchStart", from.x);
    for (let i = 1; i <= 8; i++) await touch("touchMove", from.x + ((to.x - from.x) * i) / 8);
    await touch("touchEnd");
    await page.getByText("2026년 10월 14일").waitFor();
    expect(await tip.innerText()).toContain("23분 30초");
    expect(page.url()).toBe(`${web.url()}/ko`);
    const box = (await tip.boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(390);
  });

  it("asks for the days once, on first use", async () => {
    const page = await web.visit("/en");
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    for (const day of [10, 40, 80]) {
      const { x, y } = await placeOf(page, COMPONENT_IDS.rest, day);
      await page.mouse.move(x, y);
      await page.locator("#tip").waitFor();
    }
    expect(asked.filter((path) => path.startsWith("/api"))).toEqual(["/api/public/v1/uptime.json"]);
  });
});
