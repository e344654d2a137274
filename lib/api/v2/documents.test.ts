import { describe, expect, it } from "vitest";
import type { Snapshot } from "#lib/domain/snapshot.ts";
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
};
const documents: [name: string, presenter: Presenter, ...scenes: string[]][] = [
  ["summary", summaryDocument, "calm", "bad-day", "unknown", "empty"],
  ["status", statusDocument, "calm", "bad-day", "unknown", "empty"],
  ["components", componentsDocument, "bad-day", "empty"],
  ["incidents", incidentsDocument, "bad-day", "empty"],
  ["unresolved", unresolvedDocument, "bad-day", "calm"],
  ["maintenances", maintenancesDocument, "bad-day", "empty"],
  ["upcoming", upcomingDocument, "bad-day", "calm"],
  ["active", activeDocument, "bad-day", "calm"],
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
