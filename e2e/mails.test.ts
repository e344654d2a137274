import AxeBuilder from "@axe-core/playwright";
import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LANGUAGES } from "#lib/domain/language.ts";
import { renderMail } from "#lib/messages/mail/render.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import { VIEWS } from "#lib/testing/delivery/mail-pictures.ts";
import { letterSamples } from "#lib/testing/fixtures/letters.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** One mail for every colour and every kind of element; narrower and in English they are the same. */
const COLOURS = new Set([
  "identified",
  "monitoring",
  "resolved",
  "started",
  "announced",
  "digest",
  "failing",
]);
const samples = LANGUAGES.flatMap((language) => letterSamples(language).map((one) => ({ ...one, language })));

describe("every mail in a real browser", () => {
  it.each(VIEWS)("fits, reads well and loads nothing: $name", async ({ width, scheme }) => {
    const context = await browser.newContext({ viewport: { width, height: 700 }, colorScheme: scheme });
    const page = await context.newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    for (const { name, language, letter } of samples) {
      await page.setContent((await renderMail(letter)).html);
      const size = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
      expect([name, language, size[0]! <= size[1]!]).toEqual([name, language, true]);
      if (width < 500 || language === "en" || !COLOURS.has(name)) continue;
      const { violations } = await new AxeBuilder({ page })
        .withRules(["color-contrast", "link-name", "document-title", "html-has-lang", "valid-lang"])
        .analyze();
      expect([name, language, violations.map(({ id, nodes }) => [id, nodes[0]?.html])]).toEqual([
        name,
        language,
        [],
      ]);
    }
    expect(asked).toEqual([]);
    await context.close();
  });
});
