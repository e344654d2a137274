import { describe, expect, it } from "vitest";
import { placeAt, pretty, withDays } from "#lib/testing/fixtures/place.ts";
import {
  badDaySnapshot,
  COMPONENT_IDS,
  calmSnapshot,
  emptySnapshot,
  unknownSnapshot,
} from "#lib/testing/snapshots.ts";
import { showcaseDocument } from "./showcase.ts";
import { uptimeDocument } from "./uptime.ts";

const bodyOf = (document: { body: string | Uint8Array }) => JSON.parse(String(document.body));
const showcase = (query?: string, snapshot = calmSnapshot()) =>
  bodyOf(showcaseDocument(snapshot, placeAt({ query })));

describe("/api/public/v1/uptime.json", () => {
  it.each([
    ["bad-day", badDaySnapshot()],
    ["unknown", unknownSnapshot()],
    ["empty", emptySnapshot()],
  ])("on a %s page is as declared (here cut to two days)", async (scene, snapshot) => {
    const document = uptimeDocument(withDays(snapshot, 2), placeAt());
    await expect(pretty(document)).toMatchFileSnapshot(`./goldens/uptime.${scene}.json`);
  });

  it("tells 90 days, oldest first, whose seconds add up to the length of the day", () => {
    const { components, groups, as_of } = bodyOf(uptimeDocument(badDaySnapshot(), placeAt()));
    expect([...components, ...groups]).toHaveLength(10);
    for (const { days } of [...components, ...groups]) {
      expect(days).toHaveLength(90);
      expect(days.map((day: { date: string }) => day.date)).toEqual(
        days.map((day: { date: string }) => day.date).sort(),
      );
      const totals = days.map((day: { seconds: Record<string, number> }) =>
        Object.values(day.seconds).reduce((sum, part) => sum + part, 0),
      );
      const today = (Date.parse(as_of) - Date.parse("2026-11-22T15:00:00Z")) / 1000;
      expect(totals).toEqual([...Array(89).fill(86_400), today]);
    }
  });

  it("names all six states on every day", () => {
    const [first] = bodyOf(uptimeDocument(calmSnapshot(), placeAt())).components;
    expect(Object.keys(first.days[0].seconds)).toEqual([
      "operational",
      "degraded_performance",
      "partial_outage",
      "major_outage",
      "under_maintenance",
      "unknown",
    ]);
  });
});

describe("/uptime_showcase", () => {
  it("is as declared (here cut to two days)", async () => {
    const document = showcaseDocument(withDays(badDaySnapshot(), 2), placeAt());
    await expect(pretty(document)).toMatchFileSnapshot("./goldens/showcase.bad-day.json");
  });

  it("tells the wanted components only, and nothing for codes that it does not know", () => {
    const { timelines, components, values } = showcase(`components=${COMPONENT_IDS.rest},nosuchcompon`);
    expect(Object.keys(timelines)).toEqual([COMPONENT_IDS.rest]);
    expect(Object.keys(components)).toEqual([COMPONENT_IDS.rest]);
    expect(values.map((value: { component: string }) => value.component)).toEqual([COMPONENT_IDS.rest]);
    expect(showcase("components=nosuchcompon")).toEqual({ components: {}, timelines: {}, values: [] });
    expect(showcase("components=")).toEqual({ components: {}, timelines: {}, values: [] });
  });

  it("gives a day without outages no key, and others their seconds of partial and major outage", () => {
    const { days } = showcase().timelines[COMPONENT_IDS.agentcore];
    const outages = new Map(days.map((day: { date: string; outages: object }) => [day.date, day.outages]));
    expect(outages.get("2026-11-01")).toEqual({});
    expect(outages.get("2026-11-02")).toEqual({ p: 4_320 });
    expect(outages.get("2026-10-14")).toEqual({ m: 1_410 });
  });

  it("relates an incident to every day that it touched in the page's time zone", () => {
    const { days } = showcase().timelines[COMPONENT_IDS.agentcore];
    const related = days.filter((day: { related_events: unknown[] }) => day.related_events.length > 0);
    expect(related).toEqual([
      {
        date: "2026-11-02",
        outages: { p: 4_320 },
        related_events: [{ name: "AgentCore 연동 일부 실패", code: "i3core4m8lu5" }],
      },
    ]);
  });

  it("starts a component at its start date, else at the first day with data", () => {
    const { timelines } = showcase();
    expect(timelines[COMPONENT_IDS.agentcore].component.startDate).toBe("2026-09-15");
    expect(timelines[COMPONENT_IDS.rest].component.startDate).toBe("2026-08-26");
    const nothing = showcase("", unknownSnapshot());
    expect(nothing.timelines[COMPONENT_IDS.rest].component.startDate).toBeNull();
    expect(nothing.values).toEqual([]);
  });

  it("draws a bar for every day, coloured by the worst state of the day", () => {
    const svg: string = showcase().components[COMPONENT_IDS.agents];
    expect(svg.match(/class="uptime-day /g)).toHaveLength(90);
    expect(svg.match(/#cf2e27/g)).toHaveLength(1);
    expect(svg.match(/#dd6420/g)).toHaveLength(1);
  });
});
