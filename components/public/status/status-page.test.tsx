import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { readerOf } from "#components/ui/reader.ts";
import { stateWord } from "#lib/domain/glossary.ts";
import type { Language } from "#lib/domain/language.ts";
import { shownPercent } from "#lib/domain/moments.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { executablesIn } from "#lib/testing/executables.ts";
import { hostileSnapshot } from "#lib/testing/fixtures/hostile.ts";
import { largeSnapshot } from "#lib/testing/fixtures/large.ts";
import {
  badDaySnapshot,
  calmSnapshot,
  emptySnapshot,
  unknownSnapshot,
  withTexts,
} from "#lib/testing/snapshots.ts";
import { StatusPage } from "./status-page.tsx";

const render = (snapshot: Snapshot, language: Language = "en") =>
  renderToStaticMarkup(<StatusPage snapshot={snapshot} reader={readerOf(snapshot, language)} />);
const textOf = (html: string) => html.replace(/<[^>]+>/g, "|").replace(/\|+/g, "|");
const rowOf = (html: string, id: string) =>
  html.match(new RegExp(`<li class="row" id="${id}".*?</li>`))?.[0] ?? "";

describe("every line of the page", () => {
  it.each(["ko", "en"] as const)("shows the snapshot's own figures and states in %s", (language) => {
    const snapshot = badDaySnapshot();
    const html = render(snapshot, language);
    for (const component of snapshot.components) {
      const row = textOf(rowOf(html, component.id));
      const name = language === "ko" ? component.name : (component.translations.en?.name ?? component.name);
      expect(row).toContain(name);
      expect(row).toContain(stateWord(component.state, language));
      expect(row).toContain(`${shownPercent(component.uptime90d!)} % · 90`);
      const isWhole = component.coverage90d === "100.0000";
      expect(/measured|측정/.test(row)).toBe(!isWhole);
    }
    expect(textOf(html)).toContain(`${shownPercent(snapshot.page.uptime90d!)} %`);
  });

  it("says of a component without fresh data what was known last", () => {
    const snapshot = badDaySnapshot();
    const row = rowOf(render(snapshot), snapshot.components.find((one) => one.state === "unknown")!.id);
    expect(row).toContain("No data");
    expect(row).toContain("Last known state: Operational");
  });

  it("tells the bar in one sentence and links it to the calendar", () => {
    const snapshot = calmSnapshot();
    const [rest] = snapshot.components;
    const row = rowOf(render(snapshot), rest!.id);
    expect(row).toContain(`href="/en/uptime#c-${rest!.id}"`);
    expect(row).toContain(
      `aria-label="REST API: ${shownPercent(rest!.uptime90d!)} % uptime in 90 days, days with trouble: 3.`,
    );
  });
});

describe("the whole", () => {
  it.each<[string, Snapshot, Language, string]>([
    ["a calm day", calmSnapshot(), "ko", "모든 시스템 정상"],
    ["a calm day in English", calmSnapshot(), "en", "All Systems Operational"],
    ["a bad day", badDaySnapshot(), "ko", "일부 시스템 장애"],
    ["nothing measured", unknownSnapshot(), "ko", "데이터 없음"],
    ["nothing measured", unknownSnapshot(), "en", "No data yet"],
    ["an empty page", emptySnapshot(), "en", "No components yet"],
  ])("on %s", (_name, snapshot, language, sentence) => {
    expect(render(snapshot, language)).toContain(`<h1 aria-live="polite">${sentence}</h1>`);
  });

  it("says until when it is known, in the page's zone", () => {
    expect(textOf(render(calmSnapshot()))).toContain("as of |");
    expect(render(calmSnapshot(), "ko")).toContain(
      '<time dateTime="2026-11-23T05:32:05.000Z">14:32:05 KST</time> 기준',
    );
  });

  it("names no figure when there is none", () => {
    for (const snapshot of [unknownSnapshot(), emptySnapshot()])
      expect(textOf(render(snapshot))).not.toContain("%");
  });

  it("comes first, unless an incident contradicts a calm page", () => {
    const place = (html: string, text: string) => html.indexOf(text);
    const bad = render(badDaySnapshot());
    expect(place(bad, "<h1")).toBeLessThan(place(bad, "Active incidents"));
    const { incidents } = badDaySnapshot();
    const contradicted = render({ ...calmSnapshot(), incidents });
    expect(place(contradicted, "Active incidents")).toBeLessThan(place(contradicted, "<h1"));
  });

  it("leaves out what it does not have: no past incidents on a page that never had one", () => {
    expect(render({ ...calmSnapshot(), incidents: [], maintenances: [] })).not.toContain("Past incidents");
    expect(render(calmSnapshot())).toContain("No incidents in the last 14 days.");
    expect(render(badDaySnapshot())).toContain("No other incidents in the last 14 days.");
  });
});

describe("groups", () => {
  it("with trouble are open on a long page, calm ones folded to a line with their own figure", () => {
    const html = render(largeSnapshot(), "ko");
    const groups = [...html.matchAll(/<details class="card group" id="(\w+)"([^>]*)>/g)];
    expect(groups.map(([, , rest]) => rest!.includes("open"))).toEqual([true, true, false, false, false]);
    expect(html.match(/<li class="row"/g)).toHaveLength(20);
  });
});

describe("the markup", () => {
  const scenes = {
    calm: calmSnapshot(),
    bad: badDaySnapshot(),
    empty: emptySnapshot(),
    unknown: unknownSnapshot(),
    large: largeSnapshot(),
  };

  it.each(Object.entries(scenes))(
    "of %s has no inline style or script, and every id once",
    (_name, snapshot) => {
      for (const language of ["ko", "en"] as const) {
        const html = render(snapshot, language);
        expect(html).not.toMatch(/<script|<style|\sstyle=|\son\w+=/i);
        const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }
    },
  );

  it.each([
    "<script>alert(1)</script>",
    `"' onload="alert(1)`,
    "</title><img src=x onerror=alert(1)>",
    "&amp;&lt;",
  ])("escapes %s wherever people may write", (text) => {
    const html = render(withTexts(badDaySnapshot(), text));
    expect(html).not.toContain("<script");
    expect(html).not.toContain("<img");
    expect(executablesIn(html, { fragment: true })).toEqual([]);
    if (text === "&amp;&lt;") expect(html).toContain("&amp;amp;&amp;lt;");
  });

  it.each([0, 7, 31, 101])(
    "holds nothing that runs, whatever people write (turn %d of the hostile texts)",
    (turn) => {
      for (const language of ["ko", "en"] as const)
        expect(executablesIn(render(hostileSnapshot(turn), language), { fragment: true })).toEqual([]);
    },
  );

  it("marks a text that exists only in the first language", () => {
    expect(render(badDaySnapshot(), "en")).toContain('<span lang="ko">REST API 응답 지연</span>');
    expect(render(badDaySnapshot(), "ko")).not.toContain("lang=");
  });
});
