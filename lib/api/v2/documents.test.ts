import { describe, expect, it } from "vitest";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { eventfulSnapshot } from "#lib/testing/fixtures/eventful.ts";
import { placeAt, pretty } from "#lib/testing/fixtures/place.ts";
import { badDaySnapshot, calmSnapshot, emptySnapshot, unknownSnapshot } from "#lib/testing/snapshots.ts";
import type { Presenter } from "../document.ts";
import { componentsDocument } from "./components.ts";
import { incidentDocument, incidentsDocument, unresolvedDocument } from "./incidents.ts";
import { activeDocument, maintenancesDocument, upcomingDocument } from "./scheduled-maintenances.ts";
import { statusDocument, summaryDocument } from "./summary.ts";

const scenes: Record<string, Snapshot> = {
  calm: calmSnapshot(),
  "bad-day": badDaySnapshot(),
  unknown: unknownSnapshot(),
  empty: emptySnapshot(),
  eventful: eventfulSnapshot(calmSnapshot()),
};
const documents: [name: string, presenter: Presenter, ...scenes: string[]][] = [
  ["summary", summaryDocument, "eventful", "calm", "bad-day", "unknown", "empty"],
  ["status", statusDocument, "calm", "bad-day", "unknown", "empty"],
  ["components", componentsDocument, "bad-day", "empty"],
  ["incidents", incidentsDocument, "eventful", "bad-day", "empty"],
  ["unresolved", unresolvedDocument, "eventful", "bad-day", "calm"],
  ["maintenances", maintenancesDocument, "eventful", "bad-day", "empty"],
  ["upcoming", upcomingDocument, "eventful", "bad-day", "calm"],
  ["active", activeDocument, "eventful", "bad-day", "calm"],
];

describe("the documents of /api/v2", () => {
  it.each(documents.flatMap(([name, present, ...in_]) => in_.map((scene) => ({ name, present, scene }))))(
    "$name on a $scene page is as declared",
    async ({ name, present, scene }) => {
      const document = present(scenes[scene]!, placeAt());
      expect(document.status).toBe(200);
      expect(document.contentType).toBe("application/json; charset=utf-8");
      await expect(pretty(document)).toMatchFileSnapshot(`./goldens/${name}.${scene}.json`);
    },
  );

  it("tells one incident by its id", async () => {
    const place = placeAt({ params: { id: "i1agdn6w3tq8.json" } });
    await expect(pretty(incidentDocument(badDaySnapshot(), place))).toMatchFileSnapshot(
      "./goldens/incident.bad-day.json",
    );
  });

  it("tells a maintenance by its id too, since Statuspage counts it among the incidents", async () => {
    const place = placeAt({ params: { id: "m1disk5n2fe7.json" } });
    await expect(pretty(incidentDocument(badDaySnapshot(), place))).toMatchFileSnapshot(
      "./goldens/incident.maintenance.json",
    );
  });

  it.each([
    ["postmortem", "i4exec2v7sr3"],
    ["edited", "i3core4m8lu5"],
    ["announcement", "i5anno8p2ku6"],
    ["backfilled", "i6back1t5rw9"],
    ["cancelled", "m4canc3j8dv7"],
    ["verifying", "m5veri6w1nh4"],
  ])("tells one that is %s", async (shape, id) => {
    const document = incidentDocument(scenes.eventful!, placeAt({ params: { id: `${id}.json` } }));
    await expect(pretty(document)).toMatchFileSnapshot(`./goldens/incident.${shape}.json`);
  });

  it("lists what is cancelled as over, and an announcement as an incident without an impact", () => {
    const list = (present: Presenter) => JSON.parse(String(present(scenes.eventful!, placeAt()).body));
    const ids = (present: Presenter, key: string) => list(present)[key].map(({ id }: { id: string }) => id);
    expect(ids(upcomingDocument, "scheduled_maintenances")).toEqual(["m2dbup7q4yb1"]);
    expect(ids(activeDocument, "scheduled_maintenances")).toEqual(["m5veri6w1nh4"]);
    expect(ids(maintenancesDocument, "scheduled_maintenances")).toHaveLength(4);
    expect(ids(unresolvedDocument, "incidents")).toEqual(["i5anno8p2ku6"]);
    expect(list(summaryDocument).status).toEqual({
      indicator: "none",
      description: "All Systems Operational",
    });
  });

  it("answers 404 with a body for an id that the page does not have", () => {
    const answer = incidentDocument(calmSnapshot(), placeAt({ params: { id: "nosuchincide.json" } }));
    expect(answer.status).toBe(404);
    expect(JSON.parse(String(answer.body))).toEqual({
      message: "Incident not found",
      errors: [],
      error: "Incident not found",
    });
  });

  it("tells content in the language of the path, and falls back to the first one", () => {
    const { components, incidents, status } = JSON.parse(
      String(summaryDocument(badDaySnapshot(), placeAt({ locale: "en" })).body),
    );
    expect(components.map((one: { name: string }) => one.name)).toContain("Agent execution");
    expect(incidents.map((one: { name: string }) => one.name)).toEqual([
      "Agent tasks do not start",
      "REST API 응답 지연",
    ]);
    expect(status.description).toBe("Partial System Outage");
  });
});
