import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import type { Scene } from "#lib/testing/preview.ts";
import { COMPONENT_IDS } from "#lib/testing/snapshots.ts";
import { axeFindings, DESKTOP, PHONE, withPublicWeb } from "./fixtures.ts";

const web = withPublicWeb();
const VISITS = [
  { language: "ko", device: PHONE, colorScheme: "light" },
  { language: "ko", device: DESKTOP, colorScheme: "dark" },
  { language: "en", device: DESKTOP, colorScheme: "light" },
  { language: "en", device: PHONE, colorScheme: "dark" },
] as const;
const OTHER_PAGES = [
  ...["/uptime", "/uptime/2026-10", "/not-found", `/components/${COMPONENT_IDS.agents}`],
  ...["/history", "/history/2026-10", "/incidents/i1agdn6w3tq8", "/incidents/i3core4m8lu5"],
  ...["/maintenance/m1disk5n2fe7", "/maintenance/m9cancel0000"],
  ...["/subscribe", "/subscribe/i1agdn6w3tq8", "/manage"],
];
const TIMEOUT_MS = 120_000;

async function expectNothing(page: Page, path: string) {
  expect([path, await axeFindings(page)]).toEqual([path, []]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect([path, overflow]).toEqual([path, 0]);
}

describe("axe finds nothing, and nothing is wider than the window", () => {
  it.each<Scene>(["calm", "bad", "empty", "unknown", "demo", "large", "full", "themed"])(
    "%s: both languages, light and dark, desktop and phone",
    async (scene) => {
      await web.show(scene, { isDatabaseAway: scene === "empty" });
      for (const { language, device, colorScheme } of VISITS)
        await expectNothing(await web.visit(`/${language}`, { ...device, colorScheme }), `/${language}`);
    },
    TIMEOUT_MS,
  );

  it.each([VISITS[0], VISITS[3]])(
    "calendar, component and not-found page: $language, $colorScheme",
    async ({ language, device, colorScheme }) => {
      web.expectComplaints(/404 \(Not Found\) \S*\/not-found$/);
      await web.show("full");
      const page = await web.visit(`/${language}/uptime`, { ...device, colorScheme });
      for (const path of OTHER_PAGES) {
        await page.goto(`${web.url()}/${language}${path}`, { waitUntil: "load" });
        await expectNothing(page, path);
      }
    },
    TIMEOUT_MS,
  );
});
