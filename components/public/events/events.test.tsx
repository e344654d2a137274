import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { readerOf } from "#components/ui/reader.ts";
import type { SnapshotIncident } from "#lib/domain/snapshot.ts";
import { badDaySnapshot, COMPONENT_IDS, GROUP_IDS } from "#lib/testing/snapshots.ts";
import { IncidentCard } from "./incident-card.tsx";
import { MaintenanceCard } from "./maintenance-card.tsx";
import { PastIncidents } from "./past-incidents.tsx";

const snapshot = badDaySnapshot();
const reader = readerOf(snapshot, "en");
const { components } = snapshot;
const open = snapshot.incidents[0]!;
const card = (change: Partial<SnapshotIncident> = {}) =>
  renderToStaticMarkup(
    <IncidentCard incident={{ ...open, ...change }} components={components} reader={reader} />,
  );

describe("an open incident", () => {
  it("tells impact, begin, what is affected in which state, and the newest update in full", () => {
    const html = card();
    expect(html).toMatch(
      /<h3><a href="\/en\/incidents\/i1agdn6w3tq8">Agent tasks do not start<\/a><\/h3><p>Major outage<\/p>/,
    );
    expect(html).toContain("23 November, 14:04 KST");
    expect(html).toMatch(/Agent execution<\/a><span class="vh">Major outage/);
    expect(html).toMatch(/<strong>Identified<\/strong>.*The task queue lost its storage connection/);
    expect(html.indexOf("The task queue")).toBeLessThan(html.indexOf("<details"));
    expect(html).toContain("Earlier updates (1)");
  });

  it("counts down to the next update, and admits when it is late", () => {
    expect(card()).toMatch(
      /15:00 KST<\/time> \(<span data-by="2026-11-23T06:00:00.000Z"[^>]*>in 28 min<\/span>\)/,
    );
    expect(card({ nextUpdateAt: "2026-11-23T05:32:35.000Z" })).toContain(">in 1 min<");
    expect(card({ nextUpdateAt: "2026-11-23T05:00:00.000Z" })).toContain(">overdue<");
    expect(card({ nextUpdateAt: null })).not.toContain("Next update");
  });

  it("says that an update was edited", () => {
    const [newest, ...rest] = open.updates;
    const edited = { ...newest!, editedAt: "2026-11-23T05:30:00.000Z" };
    expect(card({ updates: [edited, ...rest] })).toContain("<em>edited</em>");
    expect(card()).not.toContain("edited");
  });

  it("names the days and bars it belongs to", () => {
    expect(card()).toContain(
      `data-for="${COMPONENT_IDS.agents} ${COMPONENT_IDS.agentcore} ${GROUP_IDS.agents}" data-from="2026-11-23" data-until="2026-11-23"`,
    );
  });

  it("never names a component that is not on the page", () => {
    expect(card({ componentIds: ["hidden000000"] })).not.toContain("affected");
  });
});

describe("maintenance", () => {
  const [planned, running] = snapshot.maintenances;
  const html = (index: 0 | 1) =>
    renderToStaticMarkup(
      <MaintenanceCard maintenance={[planned!, running!][index]!} components={components} reader={reader} />,
    );

  it("tells its window once: one zone, one date if it is one day", () => {
    expect(html(1)).toContain(
      '>23 November, 14:00</time> – <time dateTime="2026-11-23T07:00:00.000Z">16:00 KST</time> (2 h)',
    );
    expect(html(0)).toContain("(1 h 30 min)");
    const long = { ...planned!, scheduledUntil: "2026-11-29T17:00:00.000Z" };
    expect(
      renderToStaticMarkup(<MaintenanceCard maintenance={long} components={components} reader={reader} />),
    ).toMatch(/28 November, 02:00<\/time> – <time[^>]*>30 November, 02:00 KST<\/time> \(2 d\)/);
  });

  it("looks like trouble of its own kind only while it runs", () => {
    expect(html(1)).toContain('class="card event under_maintenance"');
    expect(html(0)).toContain('class="card event planned"');
  });
});

describe("past incidents", () => {
  it("stand under their day with duration and updates; quiet days are one line", () => {
    const recent = {
      ...snapshot.incidents.at(-1)!,
      startedAt: "2026-11-20T08:40:00.000Z",
      resolvedAt: "2026-11-20T09:10:00.000Z",
    };
    const html = renderToStaticMarkup(
      <PastIncidents snapshot={{ ...snapshot, incidents: [recent] }} reader={reader} />,
    );
    expect(html).toMatch(/<h3>Sat 21 November – Mon 23 November<\/h3><p>No incidents<\/p>/);
    expect(html).toMatch(/<h3>Fri 20 November<\/h3>.*Agent execution stopped.*Major outage · lasted 30 min/);
    expect(html).toMatch(
      /href="\/en\/incidents\/i4exec2v7sr3".*<p class="excerpt">A certificate renewal failed/,
    );
    expect(html).toContain('href="/en/history"');
  });
});
