import { describe, expect, it } from "vitest";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { executablesIn } from "#lib/testing/executables.ts";
import { hostileSnapshot } from "#lib/testing/fixtures/hostile.ts";
import { placeAt } from "#lib/testing/fixtures/place.ts";
import { HOSTILE_TEXTS } from "#lib/testing/hostile-texts.ts";
import { badDaySnapshot, calmSnapshot, emptySnapshot } from "#lib/testing/snapshots.ts";
import type { Presenter } from "../document.ts";
import { atomDocument } from "./atom.ts";
import { historyJsonDocument } from "./history-json.ts";
import { jsonFeedDocument } from "./json-feed.ts";
import { rssDocument } from "./rss.ts";

const bad = badDaySnapshot();
const textOf = (present: Presenter, snapshot: Snapshot = bad, locale?: "ko" | "en") =>
  String(present(snapshot, placeAt(locale ? { locale } : {})).body);
const unescaped = (xml: string) =>
  xml.replace(
    /&(lt|gt|quot|#39|amp);/g,
    (_, name: string) => ({ lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" })[name]!,
  );
const elements = (xml: string, name: string) =>
  [...xml.matchAll(new RegExp(`<${name}[^>]*>([^<]*)</${name}>`, "g"))].map(([, text]) => unescaped(text!));

describe("the feeds", () => {
  it.each([
    ["history.rss", rssDocument, "application/rss+xml; charset=utf-8"],
    ["history.atom", atomDocument, "application/atom+xml; charset=utf-8"],
    ["feed.json", jsonFeedDocument, "application/feed+json; charset=utf-8"],
    ["history.json", historyJsonDocument, "application/json; charset=utf-8"],
  ] as const)("%s is as declared, at the root and in Korean", async (name, present, contentType) => {
    expect(present(bad, placeAt()).contentType).toBe(contentType);
    const shown = (locale?: "ko") => {
      const text = textOf(present, bad, locale);
      return name.endsWith("json") ? `${JSON.stringify(JSON.parse(text), null, 2)}\n` : text;
    };
    await expect(shown()).toMatchFileSnapshot(`./goldens/${name}`);
    await expect(shown("ko")).toMatchFileSnapshot(`./goldens/ko.${name}`);
  });

  it("of a page without anything to tell are whole and empty", () => {
    const empty = emptySnapshot();
    expect(elements(textOf(rssDocument, empty), "item")).toEqual([]);
    expect(textOf(atomDocument, empty)).toContain("</feed>");
    expect(JSON.parse(textOf(jsonFeedDocument, empty)).items).toEqual([]);
    expect(JSON.parse(textOf(historyJsonDocument, empty)).months).toHaveLength(3);
  });

  it("begin with what was told last, and keep one item for each incident", () => {
    const rss = textOf(rssDocument);
    const guids = elements(rss, "guid");
    expect(new Set(guids).size).toBe(bad.incidents.length + bad.maintenances.length);
    const dates = elements(rss, "pubDate").slice(1).map(Date.parse);
    expect(dates).toEqual(dates.toSorted((a, b) => b - a));
    expect(guids[0]).toBe(`${placeAt().publicUrl}/incidents/i1agdn6w3tq8`);
  });

  it("say an update whose status is the same as before is an update", () => {
    const [incident] = calmSnapshot().incidents;
    const [newest, oldest] = incident!.updates;
    const same = { ...newest!, status: oldest!.status };
    const snapshot = {
      ...calmSnapshot(),
      incidents: [{ ...incident!, updates: [same, oldest!] }],
      maintenances: [],
    };
    expect(elements(textOf(rssDocument, snapshot), "description")[1]).toMatch(
      /<strong>Update<\/strong> - .*<strong>Investigating<\/strong> - /s,
    );
  });

  it("say of maintenance that it is scheduled, and of a cancelled one that it is", () => {
    const [planned] = bad.maintenances;
    const cancelled = { ...planned!, cancelledAt: "2026-11-23T05:00:00.000Z" };
    const told = (one: typeof planned) =>
      elements(textOf(rssDocument, { ...bad, incidents: [], maintenances: [one!] }), "description")[1];
    expect(told(planned)).toMatch(/^<p><strong>THIS IS A SCHEDULED EVENT \w+ <var data-var='date'>/);
    expect(told(cancelled)).toContain("(Cancelled)</strong>");
  });

  it("move an item's Atom time with an edit, but not its place", () => {
    const [incident, ...rest] = bad.incidents;
    const edited = { ...incident!, updatedAt: "2026-11-23T05:31:00.000Z" };
    const snapshot = { ...bad, incidents: [edited, ...rest] };
    expect(textOf(atomDocument, snapshot)).toContain("<updated>2026-11-23T05:31:00.000Z</updated>");
    expect(textOf(rssDocument, snapshot)).toBe(textOf(rssDocument));
  });

  it("write times in the page's zone, with its offset and abbreviation", () => {
    const paris = { ...bad, page: { ...bad.page, timeZone: "America/New_York" } };
    expect(elements(textOf(rssDocument, paris), "pubDate")[0]).toBe("Mon, 23 Nov 2026 00:21:40 -0500");
    expect(elements(textOf(rssDocument, paris), "description")[1]).toContain(
      "<small>Nov <var data-var='date'>23</var>, <var data-var='time'>00:21</var> EST</small>",
    );
    const utc = { ...bad, page: { ...bad.page, timeZone: "Etc/UTC" } };
    expect(elements(textOf(rssDocument, utc), "pubDate")[0]).toBe("Mon, 23 Nov 2026 05:21:40 +0000");
  });

  it("tell a post-mortem first", () => {
    const [incident] = calmSnapshot().incidents;
    const postmortem = {
      body: "# Cause\n\nA disk.",
      translations: {},
      publishedAt: "2026-11-20T00:00:00.000Z",
    };
    const snapshot = { ...calmSnapshot(), incidents: [{ ...incident!, postmortem }], maintenances: [] };
    expect(elements(textOf(rssDocument, snapshot), "description")[1]).toMatch(
      /^<p><small>.*<strong>Postmortem<\/strong> - <\/p><h4>Cause<\/h4>\n<p>A disk\.<\/p><p><small>/,
    );
  });

  it.each([0, 7, 31, 101])(
    "hold no text that runs, and no control character (turn %d of the hostile texts)",
    (turn) => {
      const snapshot = hostileSnapshot(turn);
      for (const locale of [undefined, "en"] as const) {
        const rss = textOf(rssDocument, snapshot, locale);
        const atom = textOf(atomDocument, snapshot, locale);
        for (const xml of [rss, atom]) {
          expect(xml).not.toMatch(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u);
          expect(xml).not.toMatch(
            /<(?!\/?(?:\?xml|rss|channel|item|title|link|description|pubDate|guid|feed|id|updated|published|author|name|entry|content)\b)/,
          );
        }
        const html = [...elements(rss, "description").slice(1), ...elements(atom, "content")];
        const items: { content_html: string }[] = JSON.parse(
          textOf(jsonFeedDocument, snapshot, locale),
        ).items;
        const months: { incidents: { message: string; timestamp: string }[] }[] = JSON.parse(
          textOf(historyJsonDocument, snapshot, locale),
        ).months;
        const told = months.flatMap((month) =>
          month.incidents.flatMap((one) => [one.message, one.timestamp]),
        );
        for (const one of [...html, ...items.map((item) => item.content_html), ...told])
          expect(executablesIn(one, { fragment: true })).toEqual([]);
      }
    },
  );

  it("meet every hostile text in those turns", () => {
    const met = new Set([0, 7, 31, 101].flatMap((turn) => [JSON.stringify(hostileSnapshot(turn))]));
    const missed = HOSTILE_TEXTS.filter(
      (text) => ![...met].some((one) => one.includes(JSON.stringify(text).slice(1, -1))),
    );
    expect(missed).toEqual([]);
  });
});
