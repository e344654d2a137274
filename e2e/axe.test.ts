import { expect, it } from "vitest";
import type { Scene } from "#lib/testing/preview.ts";
import { COMPONENT_IDS } from "#lib/testing/snapshots.ts";
import { axeFindings, DESKTOP, PHONE, withPublicWeb } from "./fixtures.ts";

const web = withPublicWeb();
const PATHS: Partial<Record<Scene, string[]>> = {
  bad: ["", "/uptime", "/uptime/2026-10", `/components/${COMPONENT_IDS.agents}`, "/not-found"],
};

it.each(["calm", "bad", "empty", "unknown", "demo", "large"] as const)(
  "axe finds nothing on %s: both languages, light and dark, desktop and phone",
  async (scene) => {
    web.expectComplaints(/404 \(Not Found\) \S*\/not-found$/);
    await web.show(scene, { isDatabaseAway: scene === "empty" });
    for (const [language, colorScheme, device] of [
      ["ko", "light", PHONE],
      ["ko", "dark", DESKTOP],
      ["en", "light", DESKTOP],
      ["en", "dark", PHONE],
    ] as const) {
      const page = await web.visit(`/${language}`, { ...device, colorScheme });
      for (const path of PATHS[scene] ?? [""]) {
        if (path !== "") await page.goto(`${web.url()}/${language}${path}`, { waitUntil: "load" });
        expect([path, await axeFindings(page)]).toEqual([path, []]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overflow).toBeLessThanOrEqual(0);
      }
    }
  },
  60_000,
);
