import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContextOptions, Page } from "playwright";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { overallSentence } from "#lib/domain/glossary.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { overallStatus } from "#lib/domain/status/indicator.ts";
import type { WireState } from "#lib/domain/status/state.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import {
  badDaySnapshot,
  calmSnapshot,
  emptySnapshot,
  unknownSnapshot,
  withTexts,
} from "#lib/testing/snapshots.ts";
import { type PublicWeb, servePublicDocuments } from "./support/public-documents.ts";
import { hostPage } from "./support/web.ts";

const MAX_COMPRESSED_BYTES = 4096;

let web: PublicWeb;
let browser: Browser;

beforeAll(async () => {
  web = await servePublicDocuments(calmSnapshot());
  vi.stubEnv("PUBLIC_URL", web.origin);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await web?.close();
});
beforeEach(() => web.show(calmSnapshot()));

type Embed = { attributes?: string; before?: string; lang?: string; headers?: Record<string, string> };
type Visit = { page: Page; errors: string[] };

/** Opens a page of another origin that embeds the widget, and waits until `work` has looked at it. */
async function visit(
  { attributes = "", before = "", lang = "ko", headers = {} }: Embed,
  options: BrowserContextOptions,
  work: (visit: Visit) => Promise<void>,
) {
  const html = `<!doctype html><html lang="${lang}"><head><title>Shop</title><meta name="viewport" content="width=device-width"></head><body><main><h1>Shop</h1>${before}</main><script async src="${web.origin}/widget.js" ${attributes}></script></body></html>`;
  const host = await hostPage(html, headers);
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    await page.clock.install();
    const errors: string[] = [];
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.goto(host.origin);
    await work({ page, errors });
  } finally {
    await context.close();
    await host.close();
  }
}

const pill = (page: Page) => page.locator("a[part=pill]");
const lines = (page: Page) => pill(page).locator("b, small").allTextContents();

const withStates = (states: WireState[]): Snapshot => ({
  ...calmSnapshot(),
  components: calmSnapshot().components.map((one, index) => {
    const state = states[index] ?? "operational";
    return { ...one, state, wireState: state };
  }),
});

describe("the widget", () => {
  it(`is at most ${MAX_COMPRESSED_BYTES} bytes over the wire, in either compression`, () => {
    const script = readFileSync(join(import.meta.dirname, "../public/widget.js"));
    expect(brotliCompressSync(script).length).toBeLessThanOrEqual(MAX_COMPRESSED_BYTES);
    expect(gzipSync(script, { level: 9 }).length).toBeLessThanOrEqual(MAX_COMPRESSED_BYTES);
  });

  it("shows the state in the language of the page around it, as a link to the status page", async () => {
    await visit({}, {}, async ({ page, errors }) => {
      await pill(page).waitFor();
      expect(await lines(page)).toEqual(["모든 시스템 정상"]);
      expect(await pill(page).getAttribute("href")).toBe(web.origin);
      expect(await pill(page).textContent()).toBe("T-Developer: 모든 시스템 정상 (새 탭에서 열림)");
      expect(errors).toEqual([]);
    });
    await visit({ lang: "en-GB" }, {}, async ({ page }) => {
      await pill(page).waitFor();
      expect(await lines(page)).toEqual(["All Systems Operational"]);
    });
  });

  it("puts an open incident first, in the reader's language", async () => {
    web.show(badDaySnapshot());
    await visit({ attributes: 'data-lang="en"' }, {}, async ({ page }) => {
      await pill(page).waitFor();
      expect(await lines(page)).toEqual(["Agent tasks do not start", "Partial System Outage"]);
    });
  });

  it("does not look calm while an incident is open whose components are all operational", async () => {
    const [incident] = badDaySnapshot().incidents;
    web.show({ ...calmSnapshot(), incidents: [incident!] });
    await visit({}, {}, async ({ page }) => {
      await pill(page).waitFor();
      expect(await lines(page)).toEqual(["에이전트 작업이 시작되지 않음", "모든 시스템 정상"]);
      const tone = await pill(page).evaluate((link: HTMLElement) => link.style.getPropertyValue("--tone"));
      expect(tone).toBe("#cf2e27");
    });
  });

  it("names a maintenance that is running", async () => {
    const { maintenances } = badDaySnapshot();
    web.show({ ...withStates(["under_maintenance"]), maintenances });
    await visit({}, {}, async ({ page }) => {
      await pill(page).waitFor();
      expect(await lines(page)).toEqual(["서비스 점검 중", "백업 저장소 증설"]);
    });
  });

  it.each<{ states: WireState[] }>([
    { states: ["degraded_performance"] },
    { states: Array(6).fill("degraded_performance") },
    { states: ["partial_outage"] },
    { states: ["major_outage"] },
    { states: Array(6).fill("major_outage") },
    { states: ["under_maintenance"] },
  ])("uses the glossary's words for $states", async ({ states }) => {
    web.show(withStates(states));
    const all = [...states, "operational" as const].slice(0, 6);
    const { description } = overallStatus(states.length === 6 ? states : all);
    await visit({}, {}, async ({ page }) => {
      await pill(page).waitFor();
      expect(await lines(page)).toEqual([overallSentence(description, "ko")]);
    });
  });

  it.each([unknownSnapshot(), emptySnapshot()])("says so when nothing is known", async (snapshot) => {
    web.show(snapshot);
    await visit({}, {}, async ({ page }) => {
      await pill(page).waitFor();
      expect(await lines(page)).toEqual(["T-Developer", "데이터 없음"]);
    });
  });

  it("follows the page every minute, and says when it no longer knows", async () => {
    await visit({ lang: "en" }, {}, async ({ page }) => {
      await pill(page).waitFor();
      web.show(badDaySnapshot());
      await page.clock.fastForward(70_000);
      await pill(page).getByText("Partial System Outage").waitFor();
      web.show(null);
      await page.clock.fastForward(70_000);
      expect(await lines(page)).toEqual(["Agent tasks do not start", "Partial System Outage"]);
      for (let minute = 0; minute < 6; minute++) await page.clock.fastForward(70_000);
      await pill(page).getByText("Status unavailable").waitFor();
      web.show(calmSnapshot());
      await page.clock.fastForward(70_000);
      await pill(page).getByText("All Systems Operational").waitFor();
    });
  });

  it("asks for the plain document when the page does not have the reader's language", async () => {
    web.asked.length = 0;
    await visit({ lang: "en" }, {}, async ({ page }) => {
      await page.route("**/en/api/**", (route) =>
        route.fulfill({ status: 404, headers: { "access-control-allow-origin": "*" } }),
      );
      await page.reload();
      await pill(page).waitFor();
      expect(web.asked).toContain("/api/v2/summary.json");
      expect(await lines(page)).toEqual(["All Systems Operational"]);
    });
  });

  it("works on a page with a strict policy: no inline style, no inline script, trusted types, isolation", async () => {
    const policy = `default-src 'none'; script-src ${web.origin}; connect-src ${web.origin}; require-trusted-types-for 'script'; trusted-types 'none'`;
    const headers = {
      "content-security-policy": policy,
      "cross-origin-embedder-policy": "require-corp",
      "cross-origin-opener-policy": "same-origin",
    };
    await visit({ headers }, {}, async ({ page, errors }) => {
      await pill(page).waitFor();
      expect(await pill(page).evaluate((link) => getComputedStyle(link).borderRadius)).toBe("20px");
      expect(errors).toEqual([]);
    });
  });

  it("never takes a name for markup", async () => {
    web.show(withTexts(badDaySnapshot(), "<img src=x onerror=document.title='hit'>"));
    await visit({}, {}, async ({ page }) => {
      await pill(page).waitFor();
      expect((await lines(page))[0]).toBe("<img src=x onerror=document.title='hit'>");
      expect(await pill(page).locator("img").count()).toBe(0);
      expect(await page.title()).toBe("Shop");
    });
  });
});

describe("where and how the widget shows itself", () => {
  const boxOf = async (page: Page) => (await pill(page).boundingBox())!;

  it("floats in the lower right corner unless told otherwise", async () => {
    await visit({}, { viewport: { width: 800, height: 600 } }, async ({ page }) => {
      await pill(page).waitFor();
      const box = await boxOf(page);
      expect([box.x + box.width, box.y + box.height].map(Math.round)).toEqual([784, 584]);
    });
    const left = { attributes: 'data-position="bottom-left"' };
    await visit(left, { viewport: { width: 800, height: 600 } }, async ({ page }) => {
      await pill(page).waitFor();
      expect((await boxOf(page)).x).toBe(16);
    });
  });

  it("stands where its script stands, or in the element that the page names", async () => {
    await visit({ attributes: 'data-position="inline"' }, {}, async ({ page }) => {
      await pill(page).waitFor();
      expect(
        await page.evaluate(
          () => document.querySelector("script + div")?.shadowRoot?.querySelector("a") !== null,
        ),
      ).toBe(true);
    });
    const named = { before: '<div id="here"></div>', attributes: 'data-target="#here"' };
    await visit(named, {}, async ({ page }) => {
      await page.locator("#here a[part=pill]").waitFor();
    });
  });

  it("keeps out of the way on request until something is wrong", async () => {
    await visit({ attributes: 'data-show="trouble"' }, {}, async ({ page }) => {
      await pill(page).waitFor({ state: "attached" });
      expect(await pill(page).isVisible()).toBe(false);
      web.show(badDaySnapshot());
      await page.clock.fastForward(70_000);
      await pill(page).waitFor();
    });
  });

  it("follows light and dark unless the page decides", async () => {
    const paper = (page: Page) => pill(page).evaluate((link) => getComputedStyle(link).backgroundColor);
    await visit({}, { colorScheme: "dark" }, async ({ page }) => {
      await pill(page).waitFor();
      expect(await paper(page)).toBe("rgb(22, 27, 34)");
      await page.emulateMedia({ colorScheme: "light" });
      await vi.waitFor(async () => expect(await paper(page)).toBe("rgb(255, 255, 255)"));
    });
    await visit({ attributes: 'data-theme="light"' }, { colorScheme: "dark" }, async ({ page }) => {
      await pill(page).waitFor();
      expect(await paper(page)).toBe("rgb(255, 255, 255)");
    });
  });

  it("does not move for readers who asked for less motion", async () => {
    const animation = (page: Page) => pill(page).evaluate((link) => getComputedStyle(link).animationName);
    await visit({}, { reducedMotion: "reduce" }, async ({ page }) => {
      await pill(page).waitFor();
      expect(await animation(page)).toBe("none");
    });
  });

  it.each(["light", "dark"] as const)(
    "has no accessibility fault in %s, in any tone",
    async (colorScheme) => {
      const scenes = [
        calmSnapshot(),
        badDaySnapshot(),
        unknownSnapshot(),
        withStates(["degraded_performance"]),
        withStates(["under_maintenance"]),
        withStates(Array(6).fill("major_outage")),
      ];
      for (const scene of scenes) {
        web.show(scene);
        await visit({ attributes: 'data-position="inline"' }, { colorScheme }, async ({ page }) => {
          await pill(page).waitFor();
          await page.clock.resume();
          const { violations } = await new AxeBuilder({ page }).disableRules(["region"]).analyze();
          expect(violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
        });
      }
    },
  );
});
