import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { readerOf } from "#components/ui/reader.ts";
import { type MonthMember, monthInSnapshot } from "#lib/domain/history/month.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { COMPONENT_IDS, calmSnapshot, emptySnapshot, withTexts } from "#lib/testing/snapshots.ts";
import { CalendarPage } from "./calendar-page.tsx";

const render = (month: string, snapshot: Snapshot = calmSnapshot(), members?: MonthMember[]) =>
  renderToStaticMarkup(
    <CalendarPage
      snapshot={snapshot}
      reader={readerOf(snapshot, "en")}
      month={month}
      members={members ?? monthInSnapshot(snapshot, month) ?? []}
    />,
  );
const cardOf = (html: string, id: string) =>
  html.match(new RegExp(`<article class="card calendar" id="c-${id}".*?</article>`))?.[0] ?? "";

describe("the calendar", () => {
  it("is a table a component, with a word and a figure for every day", () => {
    const card = cardOf(render("2026-10"), COMPONENT_IDS.agents);
    expect(card).toContain('<caption class="vh">Agent execution, October 2026: state of each day</caption>');
    expect(card.match(/<th scope="col"/g)).toHaveLength(7);
    expect(card.match(/<span class="vh">/g)).toHaveLength(31);
    expect(card).toContain('<td class="operational">13<span class="vh"> Operational 100 %</span></td>');
    expect(card).toMatch(
      /<td class="major_outage">14<svg.*?<span class="vh"> Major outage 98.40 %<\/span><\/td>/,
    );
  });

  it("lists how long the eventful days lasted, and a blip in full", () => {
    expect(cardOf(render("2026-10"), COMPONENT_IDS.agents)).toMatch(
      /<b>Wed 14 October<\/b><span>98.40 %<\/span>.*Major outage 23 min/,
    );
    const blip = cardOf(render("2026-10"), COMPONENT_IDS.rest);
    expect(blip).toContain('class="major_outage blip"');
    expect(blip).toContain("Major outage 1 min");
    expect(cardOf(render("2026-10"), COMPONENT_IDS.statusPage)).not.toContain("eventful");
  });

  it("marks today, and leaves the days to come blank", () => {
    const card = cardOf(render("2026-11"), COMPONENT_IDS.rest);
    expect(card).toContain('<td class="operational" aria-current="date">23');
    expect(card.match(/class="coming"/g)).toHaveLength(7);
    expect(render("2026-10")).not.toContain("aria-current");
  });

  it("leads to its neighbours, and no further than the page goes", () => {
    expect(render("2026-11")).toContain('href="/en/uptime/2026-10" rel="prev"');
    expect(render("2026-11")).not.toContain('rel="next"');
    expect(render("2026-10")).toContain('href="/en/uptime" rel="next"');
    expect(render("2026-03", calmSnapshot(), [])).not.toContain('rel="prev"');
  });

  it("offers an anchor for every component and group that a bar may lead to", () => {
    const snapshot = calmSnapshot();
    const html = render("2026-11");
    for (const { id } of [...snapshot.components, ...snapshot.groups]) expect(html).toContain(`id="c-${id}"`);
  });

  it("keeps an archived component in the months it ran in, without a link", () => {
    const snapshot = calmSnapshot();
    const gone = {
      ...monthInSnapshot(snapshot, "2026-10")![0]!,
      id: "a1rchived9x2",
      name: "이전 API",
      translations: {},
      isArchived: true,
    };
    const card = cardOf(render("2026-10", snapshot, [gone]), gone.id);
    expect(card).toContain('<h2><span lang="ko">이전 API</span></h2>');
    expect(card).not.toContain("<a ");
  });

  it("says when a month holds nothing", () => {
    expect(render("2026-11", emptySnapshot())).toContain("There are no measurements in this month.");
  });

  it("has no inline style, and escapes names", () => {
    const html = render("2026-11", withTexts(calmSnapshot(), "<b onclick=x>"));
    expect(html).not.toMatch(/\sstyle=|<b onclick/);
  });
});
