import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { readerOf } from "#components/ui/reader.ts";
import { monthEvents, type PublicEvent } from "#lib/domain/history/months.ts";
import type { Language } from "#lib/domain/language.ts";
import type { Snapshot, SnapshotIncident, SnapshotMaintenance } from "#lib/domain/snapshot.ts";
import { executablesIn } from "#lib/testing/executables.ts";
import { hostileSnapshot } from "#lib/testing/fixtures/hostile.ts";
import { badDaySnapshot, COMPONENT_IDS } from "#lib/testing/snapshots.ts";
import { EventPage } from "./event-page.tsx";
import { HistoryPage } from "./history-page.tsx";
import { SearchPage } from "./search-page.tsx";

const bad = badDaySnapshot();
const [open] = bad.incidents;
const past = bad.incidents.find(({ id }) => id === "i3core4m8lu5")!;
const [planned, running] = bad.maintenances;
const page = (event: PublicEvent, snapshot: Snapshot = bad, language: Language = "en") =>
  renderToStaticMarkup(<EventPage snapshot={snapshot} event={event} reader={readerOf(snapshot, language)} />);
const incident = (change: Partial<SnapshotIncident>, base = open!) => page({ ...base, ...change });
const window = (change: Partial<SnapshotMaintenance>, base = running!) => page({ ...base, ...change });

describe("the page of an incident", () => {
  it("tells what it is, since when, what is affected, when we speak next, and everything said", () => {
    const html = incident({});
    expect(html).toContain("<h1>Agent tasks do not start</h1>");
    expect(html).toMatch(/class="now">Identified<\/strong> · Major outage/);
    expect(html).toContain("28 min so far");
    expect(html).toContain(">in 28 min<");
    expect(html.indexOf("The task queue")).toBeLessThan(html.indexOf("Since 14:04"));
    expect(html).toContain(`id="${open!.updates[1]!.id}"`);
    expect(html).toContain("Operational → Major outage");
  });

  it("is calm when it is over, with its length and without a promise", () => {
    const html = incident({ nextUpdateAt: "2026-11-02T03:00:00.000Z" }, past);
    expect(html).toContain('class="overall card partial_outage"');
    expect(html).toContain("1 h 25 min");
    expect(html).not.toMatch(/Next update|so far|as of/);
  });

  it("calls a further word in the same stage an update", () => {
    const [newest, oldest] = open!.updates;
    const html = incident({ updates: [{ ...newest!, status: oldest!.status }, oldest!] });
    expect(html).toContain("<strong>Update</strong>");
    expect(html).toContain("<strong>Investigating</strong>");
  });

  it("says what was edited, and keeps the earlier words", () => {
    const [newest, ...rest] = open!.updates;
    const earlier = [
      {
        body: "We *think*",
        translations: {},
        displayAt: newest!.displayAt,
        replacedAt: "2026-11-23T05:30:00.000Z",
      },
    ];
    const html = incident({
      updates: [{ ...newest!, editedAt: "2026-11-23T05:30:00.000Z", earlier }, ...rest],
      earlierNames: [{ name: "Tasks hang", translations: {}, replacedAt: "2026-11-23T05:10:00.000Z" }],
    });
    expect(html).toContain("<em>edited</em>");
    expect(html).toMatch(/<details class="earlier"><summary>Earlier text<\/summary>.*We <em>think<\/em>/);
    expect(html).toMatch(/Tasks hang/);
  });

  it("shows the post-mortem above the updates", () => {
    const postmortem = {
      body: "# Cause\n\nA disk.",
      translations: {},
      publishedAt: "2026-11-20T00:00:00.000Z",
    };
    const html = incident({ postmortem }, past);
    expect(html).toContain("<h3>Cause</h3>");
    expect(html.indexOf("Cause")).toBeLessThan(html.indexOf("Some calls failed"));
  });

  it("says of one that was told after the fact that it was", () => {
    expect(incident({ isBackfilled: true }, past)).toContain("recorded after the fact");
  });

  it("of an announcement speaks of neither impact nor stages", () => {
    const html = incident({ kind: "announcement", impact: "none", componentIds: [] });
    expect(html).toMatch(/class="now">Announcement<\/strong><\/p>/);
    expect(html).not.toMatch(/No impact|Began|Affected components<\/h2>/);
  });

  it("never names a component that is not on the page", () => {
    const html = incident({ componentIds: ["hidden000000"], updates: [] });
    expect(html).not.toContain("hidden000000");
  });
});

describe("the page of a window", () => {
  it("tells the announced window, when it was announced, and the real one where they differ", () => {
    const html = window({ noticeAt: "2026-11-18T01:00:00.000Z" });
    expect(html).toContain("Planned window");
    expect(html).toContain("(2 h)");
    expect(html).toContain("Announced");
    const ended = window({
      status: "completed",
      resolvedAt: "2026-11-23T06:30:00.000Z",
      startedAt: running!.scheduledFor,
    });
    expect(ended).toMatch(/Actual time<\/dt>.*\(1 h 30 min\)/);
  });

  it("admits that it runs past its planned end", () => {
    const late = { ...bad, asOf: "2026-11-23T07:10:00.000Z" };
    expect(page(running!, late)).toContain("Running past its planned end");
    expect(page(running!)).not.toContain("Running past");
    expect(page({ ...running!, status: "completed", resolvedAt: late.asOf }, late)).not.toContain(
      "Running past",
    );
  });

  it("strikes out what was cancelled, and says when it was", () => {
    const html = window({ cancelledAt: "2026-11-22T01:00:00.000Z" }, planned);
    expect(html).toMatch(/<s><time/);
    expect(html).toMatch(/class="now">Cancelled/);
    expect(html).toContain("22 November 2026");
  });
});

describe("a month of the history", () => {
  const month = (snapshot: Snapshot, name = "2026-11", language: Language = "en", isCut = false) =>
    renderToStaticMarkup(
      <HistoryPage
        snapshot={snapshot}
        reader={readerOf(snapshot, language)}
        month={name}
        events={monthEvents(snapshot, name)}
        isCut={isCut}
      />,
    );

  it("lists everything by day, newest first, each with its page", () => {
    const html = month(bad);
    const days = [...html.matchAll(/<h2>([^<]+)<\/h2>/g)].map(([, day]) => day);
    expect(days[0]).toMatch(/28 November/);
    expect(html).toContain('href="/en/incidents/i1agdn6w3tq8"');
    expect(html).toContain('href="/en/maintenance/m3stor1h9gj6"');
    expect(html).toMatch(/Partial outage · lasted 1 h 25 min/);
  });

  it("leads to the months beside it, as far as there is anything to tell", () => {
    expect(month(bad)).toContain('href="/en/history/2026-10"');
    expect(month(bad)).not.toContain('rel="next"');
    expect(month(bad, "2026-10")).toMatch(/href="\/en\/history" rel="next"/);
    expect(month(bad, "2026-03")).not.toContain('rel="prev"');
  });

  it("says that a month was quiet, or that it has more", () => {
    expect(month({ ...bad, incidents: [], maintenances: [] })).toContain(
      "There were no incidents or maintenance",
    );
    expect(month(bad, "2026-11", "ko", true)).toContain("300건");
  });

  it("tells the head of the chain, once there is one", () => {
    const auditHead = { hash: "ab".repeat(32), count: 12_345, sealedAt: "2026-11-23T05:30:00.000Z" };
    expect(month({ ...bad, auditHead })).toMatch(/<code>abab[ab]+<\/code> \(12,345 entries, /);
    expect(month(bad)).not.toContain("chain");
  });

  it("asks in words and by component, without scripts", () => {
    expect(month(bad)).toMatch(/<form class="search" action="\/en\/history">/);
    expect(month(bad)).toContain(`<option value="${COMPONENT_IDS.rest}">REST API</option>`);
  });
});

describe("a search", () => {
  const search = (found: { count: number; page: number; pages: number }, events = bad.incidents) =>
    renderToStaticMarkup(
      <SearchPage
        snapshot={bad}
        reader={readerOf(bad, "en")}
        question={{ q: 'a "b" <c>', componentId: COMPONENT_IDS.rest, page: found.page }}
        found={{ ...found, events }}
      />,
    );

  it("repeats what was asked, and tells how much there is", () => {
    const html = search({ count: 3, page: 1, pages: 1 });
    expect(html).toContain('value="a &quot;b&quot; &lt;c&gt;"');
    expect(html).toContain("3 found");
    expect(html).toContain("<h2>October 2026</h2>");
    expect(html).not.toContain('rel="next"');
  });

  it("is turned page by page", () => {
    const html = search({ count: 50, page: 2, pages: 3 });
    expect(html).toContain(`?q=a+%22b%22+%3Cc%3E&amp;component=${COMPONENT_IDS.rest}&amp;page=1" rel="prev"`);
    expect(html).toContain('page=3" rel="next"');
  });

  it("that finds nothing says what to try", () => {
    expect(search({ count: 0, page: 1, pages: 1 }, [])).toContain("Try another word");
  });
});

it.each([0, 7, 31, 101])(
  "holds nothing that runs, whatever people write (turn %d of the hostile texts)",
  (turn) => {
    const snapshot = hostileSnapshot(turn);
    for (const language of ["ko", "en"] as const) {
      const reader = readerOf(snapshot, language);
      const events = monthEvents(snapshot, "2026-11");
      const found = { events, count: 1, page: 1, pages: 1 };
      const question = { q: snapshot.page.name, componentId: null, page: 1 };
      const shown = [
        ...[...snapshot.incidents, ...snapshot.maintenances].map((event) => page(event, snapshot, language)),
        renderToStaticMarkup(
          <HistoryPage snapshot={snapshot} reader={reader} month="2026-11" events={events} isCut={false} />,
        ),
        renderToStaticMarkup(
          <SearchPage snapshot={snapshot} reader={reader} question={question} found={found} />,
        ),
      ];
      for (const html of shown) expect(executablesIn(html, { fragment: true })).toEqual([]);
    }
  },
);
