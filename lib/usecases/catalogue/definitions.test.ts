import { describe, expect, it } from "vitest";
import { readObjectives } from "#lib/data/slo/objectives.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { newPage, operatorScope, written } from "#lib/testing/manage/world.ts";
import { catalogueText, sloDocuments, tDeveloperPage } from "#lib/testing/slo/page.ts";
import { exportOpenSlo } from "../slos/export.ts";
import { importOpenSlo } from "../slos/import.ts";
import { listTiers } from "../tiers/read.ts";
import { applyCatalogue } from "./apply.ts";
import { ensureDefinitions } from "./definitions.ts";
import { readCatalogue } from "./read.ts";

withDatabase();

const DOCUMENTS = sloDocuments();
const T = Date.UTC(2026, 10, 24, 9);

async function tDeveloper(): Promise<string> {
  const pageId = await newPage();
  await applyCatalogue(operatorScope("settings:write", pageId), readCatalogue(catalogueText("t-developer")), {
    now: T,
  });
  return pageId;
}

describe("the SLOs of the catalogue", () => {
  it("are made once, and told; again nothing happens", async () => {
    const pageId = await tDeveloper();
    const scope = operatorScope("slos:write", pageId);
    const lines = await ensureDefinitions(scope, DOCUMENTS, { now: T, isNew: true });
    expect(lines).toEqual([
      "+ tier enterprise_plus",
      "+ tier enterprise",
      "+ tier professional",
      "+ tier developer",
      ...[1, 2, 3, 4, 5, 6, 7].map((n) => `+ slo SLO-00${n}`),
      "+ 55 SLIs that they name",
    ]);
    const objectives = await readObjectives(pageId);
    expect(objectives).toHaveLength(63);
    expect(new Set(objectives.map(({ sloKey }) => sloKey)).size).toBe(7);
    expect(objectives.every(({ componentIds }) => componentIds.length > 0)).toBe(true);
    expect((await listTiers(operatorScope("page:read", pageId))).map(({ position }) => position)).toEqual([
      1, 2, 3, 4,
    ]);
    expect(await ensureDefinitions(scope, DOCUMENTS, { now: T + 1, isNew: false })).toEqual([]);

    const before = (await written(pageId)).actions.length;
    const { changes } = await importOpenSlo(scope, DOCUMENTS, { now: T + 2 });
    expect(changes.filter(({ act }) => act !== "same")).toEqual([]);
    expect((await written(pageId)).actions.length).toBe(before);

    const exported = await exportOpenSlo(operatorScope("page:read", pageId));
    const again = await importOpenSlo(scope, [{ text: exported }], { now: T + 3 });
    expect(again.changes.filter(({ act }) => act !== "same")).toEqual([]);
    expect(again.changes).toHaveLength(changes.length);
  });

  it("are what tests of figures begin with", async () => {
    const { pageId, objective, objectives, sli, component } = await tDeveloperPage(T);
    expect(objectives).toHaveLength(63);
    expect(objective("SLO-005/5xx")).toMatchObject({
      pageId,
      target: "99.9",
      rule: { kind: "ratio", sli: sli("server-errors") },
      componentIds: [component("rest-api")],
    });
    expect(sli("server-errors")).toMatch(/^[a-z0-9]{12}$/);
    expect(() => objective("SLO-005/6xx")).toThrow("no objective SLO-005/6xx");
  });

  it("do not come to a page of somebody's own, which has other components; on ours that would be a fault", async () => {
    const pageId = await newPage();
    const scope = operatorScope("slos:write", pageId);
    expect(await ensureDefinitions(scope, DOCUMENTS, { now: T, isNew: false })).toEqual([]);
    expect(await readObjectives(pageId)).toEqual([]);
    await expect(ensureDefinitions(scope, DOCUMENTS, { now: T, isNew: true })).rejects.toMatchObject({
      kind: "invalid",
      faults: expect.arrayContaining([
        expect.objectContaining({ path: expect.stringMatching(/^slo-001\.yaml, line \d+/) }),
      ]),
    });
    expect(await ensureDefinitions(scope, [], { now: T, isNew: true })).toEqual([]);
  });
});
