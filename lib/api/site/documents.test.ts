import { describe, expect, it } from "vitest";
import { ALL_STATES } from "#lib/domain/status/state.ts";
import { placeAt } from "#lib/testing/fixtures/place.ts";
import { badDaySnapshot, calmSnapshot, emptySnapshot, unknownSnapshot } from "#lib/testing/snapshots.ts";
import { MARK_COLOURS } from "../colours.ts";
import { faviconDocument, faviconIcoDocument } from "./favicon.ts";
import { iconImage } from "./icon-image.ts";
import { robotsDocument } from "./robots.ts";
import { securityDocument } from "./security-txt.ts";
import { sitemapDocument } from "./sitemap.ts";

describe("documents for machines that visit the page", () => {
  it("robots.txt closes what is not public and names the sitemap", async () => {
    const { body, contentType } = robotsDocument(calmSnapshot(), placeAt());
    expect(contentType).toBe("text/plain; charset=utf-8");
    await expect(body).toMatchFileSnapshot("./goldens/robots.txt");
  });

  it("sitemap.xml lists every page in every language of the page", async () => {
    const { body, contentType } = sitemapDocument(calmSnapshot(), placeAt());
    expect(contentType).toBe("application/xml; charset=utf-8");
    await expect(body).toMatchFileSnapshot("./goldens/sitemap.xml");
    expect(String(sitemapDocument(emptySnapshot(), placeAt()).body).match(/<url>/g)).toHaveLength(8);
  });

  it("sitemap.xml escapes the public URL", () => {
    const place = { ...placeAt(), publicUrl: "https://a.test/?x=1&y='2" };
    expect(String(sitemapDocument(calmSnapshot(), place).body)).toContain(
      "https://a.test/?x=1&amp;y=&#39;2/ko",
    );
  });

  it("security.txt names the page's contact and expires in half a year", () => {
    const snapshot = calmSnapshot();
    snapshot.page.links = { support: "https://support.test/", security: "mailto:security@status.test" };
    expect(String(securityDocument(snapshot, placeAt()).body).split("\n")).toEqual([
      "Contact: mailto:security@status.test",
      "Expires: 2027-06-01T00:00:00.000Z",
      "Preferred-Languages: ko, en",
      "Canonical: https://status.t-developer.test/.well-known/security.txt",
      "",
    ]);
  });

  it.each<Record<string, string>>([
    {},
    { security: "call us" },
    { security: "https://x.test/\nContact: mailto:evil@x.test" },
  ])("security.txt falls back to the page itself when the links %j hold no address", (links) => {
    const snapshot = calmSnapshot();
    snapshot.page.links = links;
    const [contact, expires] = String(securityDocument(snapshot, placeAt()).body).split("\n");
    expect(contact).toBe("Contact: https://status.t-developer.test/");
    expect(expires).toMatch(/^Expires: /);
  });
});

describe("the icon in the browser's tab", () => {
  it.each([
    ["operational", calmSnapshot()],
    ["partial_outage", badDaySnapshot()],
    ["unknown", unknownSnapshot()],
  ] as const)("shows %s in its colour", (state, snapshot) => {
    expect(String(faviconDocument(snapshot, placeAt()).body)).toContain(MARK_COLOURS[state]);
  });

  it("is a valid icon of one image of 32 × 32 for what cannot draw SVG", () => {
    const { body, contentType } = faviconIcoDocument(calmSnapshot(), placeAt());
    const view = new DataView((body as Uint8Array<ArrayBuffer>).buffer);
    expect(contentType).toBe("image/x-icon");
    expect([view.getUint16(0, true), view.getUint16(2, true), view.getUint16(4, true)]).toEqual([0, 1, 1]);
    expect([view.getUint8(6), view.getUint8(7), view.getUint16(12, true)]).toEqual([32, 32, 32]);
    expect(view.getUint32(14, true) + view.getUint32(18, true)).toBe(view.byteLength);
  });

  it("draws every state with a shape of its own, in its colour, on nothing", () => {
    const images = ALL_STATES.map((state) => iconImage(state, "#204060"));
    expect(new Set(images.map((image) => Array.from(image).join())).size).toBe(ALL_STATES.length);
    for (const image of images) {
      const pixels = Array.from({ length: 1024 }, (_, index) =>
        image.subarray(62 + index * 4, 66 + index * 4),
      );
      expect(pixels[0]?.[3]).toBe(0);
      const solid = pixels.filter((pixel) => pixel.join() === "96,64,32,255");
      expect(solid.length).toBeGreaterThan(80);
    }
  });
});
