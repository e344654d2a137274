import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { readerOf } from "#components/ui/reader.ts";
import type { Language } from "#lib/domain/language.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { fixtureSlos } from "#lib/testing/fixtures/slos.ts";
import { calmSnapshot } from "#lib/testing/snapshots.ts";
import { cutPercent, standingOf } from "./period.ts";
import { SloPage } from "./slo-page.tsx";
import { SloStrip } from "./slo-strip.tsx";

const snapshot = (): Snapshot => ({ ...calmSnapshot(), slos: fixtureSlos() });
const page = (language: Language, given = snapshot()) =>
  renderToStaticMarkup(<SloPage snapshot={given} reader={readerOf(given, language)} />);
const rowOf = (html: string, name: string) =>
  (html.match(/<tr>.*?<\/tr>/g) ?? []).find((row) => row.includes(name)) ?? "";
const plain = (html: string) =>
  html
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();

describe("the page of objectives", () => {
  it("tells of each its target, this month, 90 days and what is left, in words and not by colour alone", () => {
    expect(plain(rowOf(page("en"), "Enterprise Plus"))).toBe(
      "Enterprise Plus at least 99.99 % 99.8712 % Missed 99.7123 % before exclusions 99.9900 % Met used up",
    );
    expect(plain(rowOf(page("ko"), "목록 조회"))).toBe(
      "목록 조회 P95 100 ms 미만 99.95 % 이상 99.9900 % 달성 99.9900 % 달성 90 %",
    );
  });

  it("says what was not measured and between what the value lies then", () => {
    expect(plain(rowOf(page("en"), "Developer"))).toContain(
      "40 min not measured · between 99.8720 and 99.9900 %",
    );
  });

  it("says honestly that there is no data, and that zero tolerance has no budget", () => {
    expect(plain(rowOf(page("en"), "A new one"))).toBe("A new one at least 99.95 % No data No data –");
    expect(plain(rowOf(page("en"), "No loss"))).toBe(
      "No loss of data none at all 100 % Met 99.9900 % Met no budget",
    );
  });

  it("names the services that it is about, and how it is counted", () => {
    const text = plain(page("en"));
    expect(text).toContain("Services: REST API , Agent execution");
    expect(text).toContain("72 hours ahead");
    expect(page("ko")).toContain('id="slo-001"');
  });

  it("says what there is when nothing is published", () => {
    const text = plain(page("ko", calmSnapshot()));
    expect(text).toContain("공개된 목표가 아직 없습니다.");
    expect(text).not.toContain("계산 방법");
  });
});

describe("the strip on the front page", () => {
  const strip = (given: Snapshot) =>
    renderToStaticMarkup(<SloStrip snapshot={given} reader={readerOf(given, "en")} />);

  it("tells how many of the known objectives are met, and leads to the page", () => {
    const html = strip(snapshot());
    expect(plain(html)).toContain("Availability of the service 1 of 2 met Response times 2 of 2 met");
    expect(html).toContain('href="/en/slo#slo-001"');
  });

  it("passes over what was never measured", () => {
    const [first, second] = fixtureSlos();
    const unknown = { month: null, ninetyDays: null };
    const objectives = second!.objectives.map((objective) => ({ ...objective, ...unknown }));
    const html = strip({ ...calmSnapshot(), slos: [first!, { ...second!, objectives }] });
    expect(html).not.toContain("Response times");
    expect(strip({ ...calmSnapshot(), slos: [{ ...second!, objectives }] })).toBe("");
  });

  it("is not there without objectives", () => {
    expect(strip(calmSnapshot())).toBe("");
  });
});

describe("figures of a period", () => {
  it("are cut, never rounded", () => {
    expect(cutPercent("99.987699")).toBe("99.9876");
    expect(cutPercent("99.5")).toBe("99.5000");
    expect(cutPercent("100.000000")).toBe("100");
    expect(cutPercent("99.999999", 1)).toBe("99.9");
    expect(cutPercent("62.9", 0)).toBe("62");
  });

  it("are met, missed, or unknown", () => {
    const [objective] = fixtureSlos()[0]!.objectives;
    expect(standingOf(objective!.month)).toBe("missed");
    expect(standingOf({ ...objective!.month!, isMet: null })).toBe("no_data");
    expect(standingOf(null)).toBe("no_data");
  });
});
