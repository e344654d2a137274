import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { componentUptimeBadge, pageBadge, pageUptimeBadge, stateBadge } from "#lib/api/badge/badges.ts";
import { faviconDocument, faviconIcoDocument } from "#lib/api/site/favicon.ts";
import { sitemapDocument } from "#lib/api/site/sitemap.ts";
import { showcaseDocument } from "#lib/api/uptime/showcase.ts";
import { launchBrowser } from "#lib/testing/browser.ts";
import { placeAt } from "#lib/testing/fixtures/place.ts";
import { badDaySnapshot, COMPONENT_IDS, calmSnapshot, withTexts } from "#lib/testing/snapshots.ts";

const NAMES = [
  "REST API",
  "에이전트 실행과 웹 콘솔 세션",
  "WWWWWWWW MMMMMMMM",
  "iiiiiiiiiiiiiiiiiiii",
  "データとバックアップ 数据",
  "🚀 Launch 👨‍👩‍👧",
  "Ünïcödé e\u0301",
  "<script>alert(1)</script>",
  `"' onload="alert(1)" x='`,
  "]]><![CDATA[ &amp; &#0; &bogus;",
  "\u0000\u0008\ufffe\ud800 lone",
  "<!-- -- > <?php ?>",
  "عربى ‮txet desrever",
  "아주 긴 이름 ".repeat(40),
];
const bodyOf = (document: { body: string | Uint8Array }) => String(document.body);

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage();
  await page.goto("data:text/html,<!doctype html><title>Pictures</title>");
});
afterAll(() => browser?.close());

/** Parses strictly, as XML; answers the parser's complaint or null, and the element names found. */
const parsed = (body: string) =>
  page.evaluate((text) => {
    const tree = new DOMParser().parseFromString(text, "application/xml");
    const elements = [...tree.querySelectorAll("*")];
    return {
      complaint: tree.querySelector("parsererror")?.textContent ?? null,
      names: [...new Set(elements.map((one) => one.localName))],
      handlers: elements.flatMap((one) => [...one.attributes]).filter(({ name }) => /^on/i.test(name)).length,
      title: tree.querySelector("title")?.textContent ?? null,
    };
  }, body);

const component = placeAt({ locale: "ko", params: { component: `${COMPONENT_IDS.rest}.svg` } });

describe("pictures with any name in them", () => {
  it.each(NAMES)("are well-formed XML without anything that runs: %j", async (name) => {
    const snapshot = withTexts(badDaySnapshot(), name);
    const documents = [
      pageBadge(snapshot, placeAt()),
      pageUptimeBadge(snapshot, placeAt({ locale: "ko" })),
      stateBadge(snapshot, component),
      componentUptimeBadge(snapshot, component),
      faviconDocument(snapshot, placeAt()),
    ];
    for (const document of documents) {
      const { complaint, names, handlers } = await parsed(bodyOf(document));
      expect(complaint).toBeNull();
      expect(handlers).toBe(0);
      for (const element of names)
        expect(["svg", "title", "clipPath", "g", "rect", "path", "circle", "text"]).toContain(element);
    }
  });

  it.each(NAMES)("keep their text inside of their box: %j", async (name) => {
    const snapshot = withTexts(badDaySnapshot(), name);
    for (const badge of [stateBadge(snapshot, component), componentUptimeBadge(snapshot, component)]) {
      const boxes = await page.evaluate((body) => {
        document.body.innerHTML = body;
        const picture = document.querySelector("svg")!;
        const right = (element: Element) =>
          element.getBoundingClientRect().right - picture.getBoundingClientRect().left;
        const [label, value] = [...picture.querySelectorAll("text")].slice(-2).map(right);
        const [dark] = [...picture.querySelectorAll("g rect")].map(right);
        return {
          label: label ?? 0,
          dark: dark ?? 0,
          value: value ?? 0,
          whole: picture.getBoundingClientRect().width,
        };
      }, bodyOf(badge));
      expect(boxes.label).toBeLessThanOrEqual(boxes.dark - 6);
      expect(boxes.value).toBeLessThanOrEqual(boxes.whole - 6);
      expect(boxes.whole).toBeLessThan(640);
    }
  });

  it("tell the whole text in their title", async () => {
    const { title } = await parsed(bodyOf(stateBadge(badDaySnapshot(), component)));
    expect(title).toBe("REST API: 성능 저하");
  });
});

describe("further documents for machines", () => {
  it("sitemap.xml parses, with every address absolute", async () => {
    const { complaint } = await parsed(bodyOf(sitemapDocument(calmSnapshot(), placeAt())));
    expect(complaint).toBeNull();
  });

  it("the bars of uptime_showcase parse", async () => {
    const { components } = JSON.parse(bodyOf(showcaseDocument(badDaySnapshot(), placeAt())));
    for (const bars of Object.values(components)) expect((await parsed(String(bars))).complaint).toBeNull();
  });

  it("favicon.ico is an image that a browser decodes, in the state's colour", async () => {
    const { body } = faviconIcoDocument(badDaySnapshot(), placeAt());
    const colour = await page.evaluate(async (base64) => {
      const image = new Image();
      image.src = `data:image/x-icon;base64,${base64}`;
      await image.decode();
      const canvas = document.createElement("canvas");
      const paint = canvas.getContext("2d")!;
      paint.drawImage(image, 0, 0);
      return { width: image.naturalWidth, left: [...paint.getImageData(6, 16, 1, 1).data] };
    }, Buffer.from(body).toString("base64"));
    expect(colour).toEqual({ width: 32, left: [0xdd, 0x64, 0x20, 255] });
  });
});
