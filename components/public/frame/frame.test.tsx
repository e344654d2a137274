import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { readerOf } from "#components/ui/reader.ts";
import type { Language } from "#lib/domain/language.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { calmSnapshot, withTexts } from "#lib/testing/snapshots.ts";
import { Frame } from "./frame.tsx";
import { Failed, NotFound } from "./message.tsx";

const render = (snapshot: Snapshot, language: Language = "en", isDatabaseAway = false) =>
  renderToStaticMarkup(
    <Frame
      snapshot={snapshot}
      reader={readerOf(snapshot, language)}
      isDatabaseAway={isDatabaseAway}
      path={`/${language}/uptime/2026-10`}
    >
      <h1>Content</h1>
    </Frame>,
  );

describe("the frame of every page", () => {
  it("leads to the same page in the other language", () => {
    expect(render(calmSnapshot())).toContain(
      '<a href="/ko/uptime/2026-10" lang="ko" hrefLang="ko">한국어</a>',
    );
    expect(render(calmSnapshot(), "ko")).toContain('hrefLang="ko" aria-current="true">한국어');
  });

  it("says that a demo is one, on every page, and only then", () => {
    const snapshot = calmSnapshot();
    expect(render(snapshot)).not.toContain("demo");
    snapshot.page.isDemo = true;
    expect(render(snapshot)).toContain("This is a demo. All data is simulated.");
    expect(render(snapshot, "ko")).toContain("데모 화면입니다.");
  });

  it("says since when nothing new arrives while the database is away", () => {
    const html = render(calmSnapshot(), "en", true);
    expect(html).toContain("This is the last known state, from <time");
    expect(html).toContain("23 November 2026, 14:32 KST</time>.");
    expect(render(calmSnapshot())).not.toContain("last known state");
  });

  it("explains the policy of this page in its own weights", () => {
    const snapshot = calmSnapshot();
    expect(render(snapshot)).toContain("major outage 100 %, partial outage 30 %, degraded performance 0 %");
    snapshot.policy = {
      version: 2,
      weights: { major_outage: 1, partial_outage: 1, degraded_performance: 0.1 },
    };
    expect(render(snapshot)).toContain("partial outage 100 %, degraded performance 10 %");
  });

  it("links only to addresses of the web", () => {
    const snapshot = calmSnapshot();
    snapshot.page.links = { website: "https://t-developer.test/", support: "javascript:alert(1)" };
    const html = render(snapshot);
    expect(html).toContain('href="https://t-developer.test/"');
    expect(html).not.toContain("javascript:");
  });

  it("escapes the page's name", () => {
    expect(render(withTexts(calmSnapshot(), "<i>x</i>"))).not.toContain("<i>x");
  });
});

it.each([
  ["ko", "찾을 수 없는 페이지", "페이지를 표시하지 못했습니다"],
  ["en", "Page not found", "This page could not be shown"],
] as const)("pages that say no speak %s and show the way back", (language, missing, failed) => {
  const props = { snapshot: calmSnapshot(), language, isDatabaseAway: false };
  const notFound = renderToStaticMarkup(<NotFound {...props} />);
  expect(notFound).toContain(`<h1>${missing}</h1>`);
  expect(notFound).toContain(`<a class="button" href="/${language}">`);
  expect(renderToStaticMarkup(<Failed {...props} />)).toContain(`<h1>${failed}</h1>`);
});
