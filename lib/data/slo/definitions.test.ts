import { describe, expect, it } from "vitest";
import type { StoredSlo } from "#lib/domain/slo/defining/stored.ts";
import type { SloDefinition } from "#lib/domain/slo/definition.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent } from "#lib/testing/engine.ts";
import { newPage, operatorScope } from "#lib/testing/manage/world.ts";
import { makeSli, objectiveDefinition, sloDefinition } from "#lib/testing/slo/definitions.ts";
import { prisma } from "../db.ts";
import { change, type Tx } from "../tx.ts";
import {
  archiveSloRow,
  countSlos,
  hasDefinitions,
  insertVersion,
  lockDefinitions,
  readDefinition,
  readDefinitions,
  readVersions,
  sloIdOf,
  storeDefinition,
} from "./definitions.ts";
import { readNames, renamedRule, withPlainNames } from "./names.ts";
import { readObjectives } from "./objectives.ts";

withDatabase();
const T = Date.UTC(2026, 10, 24, 9);
const WINDOW = { skip: 0, take: 100 };

/** Work in one transaction that writes no audit: rows alone are looked at here. */
const inside = <T>(pageId: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
  change(operatorScope("slos:write", pageId), async (tx) => ({
    result: await work(tx),
    audit: null,
    event: null,
  }));

const store = (pageId: string, slo: SloDefinition, version = 1, now = T): Promise<string> =>
  inside(pageId, async (tx) => {
    await lockDefinitions(tx, pageId);
    return await storeDefinition(tx, pageId, { slo, version, names: await readNames(pageId, tx) }, now);
  });
const definitionsOf = (slos: readonly StoredSlo[]) => slos.map(({ definition }) => definition);

describe("a definition in the database", () => {
  it("comes back as it was given, with keys for what it names", async () => {
    const pageId = await newPage();
    await makeSli(pageId, "runs");
    const componentId = await makeComponent(pageId);
    await prisma().component.update({ where: { id: componentId }, data: { catalogueKey: "agent-runs" } });
    const slo = sloDefinition({
      key: "SLO-002",
      description: "두 줄의\n설명",
      translations: { en: { name: "Runs" } },
      components: ["agent-runs"],
      isPublic: false,
      settings: {
        operational: { kind: "rolling", seconds: 604_800 },
        contract: { kind: "month", timeZone: "Asia/Seoul" },
        exclusions: ["planned_maintenance", "customer_network"],
        responses: [{ severity: "critical", action: "agent_retry" }],
        notice: "publish",
        levelFloor: 4,
        policyId: null,
      },
      objectives: [
        objectiveDefinition("worst", {
          tierKey: "enterprise",
          rule: {
            kind: "composite",
            combine: "worst",
            parts: [
              { sli: "runs", weight: 1 },
              { sli: "gone", weight: 2 },
            ],
          },
          alerts: [{ kind: "lasting", severity: "warning", below: "98", forSeconds: 3_600 }],
        }),
        objectiveDefinition("time", {
          translations: { en: { name: "Time" } },
          rule: { kind: "availability", components: ["agent-runs"], combine: "all", evidence: ["runs"] },
        }),
      ],
    });
    const id = await store(pageId, slo, 7);
    const read = await readDefinition(pageId, id);
    expect(read).toMatchObject({
      id,
      pageId,
      version: 7,
      position: 1,
      archivedAt: null,
      createdAt: T,
      updatedAt: T,
    });
    expect(read!.definition).toEqual(slo);
    expect(definitionsOf(await readDefinitions(pageId))).toEqual([slo]);
    expect(read!.objectiveIds).toHaveLength(2);
  });

  it("is of one page: another has none of it", async () => {
    const [pageId, other] = [await newPage(), await newPage()];
    await makeSli(pageId, "requests");
    const id = await store(pageId, sloDefinition());
    expect(await readDefinition(other, id)).toBeNull();
    expect(await readDefinitions(other)).toEqual([]);
    await inside(other, async (tx) => {
      expect(await countSlos(tx, other)).toBe(0);
      expect(await sloIdOf(tx, other, "SLO-900")).toBeNull();
      expect(await sloIdOf(tx, pageId, "SLO-900")).toBe(id);
    });
  });

  it("keeps its id and its place by its key; later ones stand behind", async () => {
    const pageId = await newPage();
    await makeSli(pageId, "requests");
    const first = await store(pageId, sloDefinition({ key: "b" }));
    const second = await store(pageId, sloDefinition({ key: "a" }));
    expect(await store(pageId, sloDefinition({ key: "b", name: "Again" }), 2, T + 1)).toBe(first);
    const slos = await readDefinitions(pageId);
    expect(slos.map(({ id, position, version }) => [id, position, version])).toEqual([
      [first, 1, 2],
      [second, 2, 1],
    ]);
    expect(slos[0]).toMatchObject({
      createdAt: T,
      updatedAt: T + 1,
      definition: { name: "Again" },
    });
  });

  it("archives objectives that are gone, and takes them back with their ids", async () => {
    const pageId = await newPage();
    await makeSli(pageId, "requests");
    const [a, b] = [objectiveDefinition("a"), objectiveDefinition("b")];
    const id = await store(pageId, sloDefinition({ objectives: [a, b] }));
    const { objectiveIds } = (await readDefinition(pageId, id))!;
    await store(pageId, sloDefinition({ objectives: [b] }), 2, T + 1);
    expect((await readDefinition(pageId, id))!.objectiveIds).toEqual([objectiveIds[1]]);
    expect(await prisma().sloObjective.findMany({ where: { id: objectiveIds[0]! } })).toMatchObject([
      { archivedAt: new Date(T + 1) },
    ]);
    await store(pageId, sloDefinition({ objectives: [b, a] }), 3, T + 2);
    expect((await readDefinition(pageId, id))!.objectiveIds).toEqual([objectiveIds[1], objectiveIds[0]]);
  });

  it("that is archived is counted and read only where it is asked for", async () => {
    const pageId = await newPage();
    await makeSli(pageId, "requests");
    const id = await store(pageId, sloDefinition());
    await inside(pageId, (tx) => archiveSloRow(tx, id, T + 5));
    expect(await readDefinitions(pageId)).toEqual([]);
    expect(await readObjectives(pageId)).toEqual([]);
    expect(await readDefinitions(pageId, { archived: true })).toMatchObject([{ id, archivedAt: T + 5 }]);
    expect(await readDefinition(pageId, id)).toMatchObject({ archivedAt: T + 5 });
    expect(await inside(pageId, (tx) => countSlos(tx, pageId))).toBe(0);
    await store(pageId, sloDefinition(), 2, T + 6);
    expect(await readDefinitions(pageId)).toMatchObject([{ id, archivedAt: null, version: 2 }]);
  });

  it("is written one after the other: what one adds, the next one sees", async () => {
    const pageId = await newPage();
    await makeSli(pageId, "requests");
    const keys = ["a", "b", "c", "d"];
    const ids = await Promise.all([...keys, ...keys].map((key) => store(pageId, sloDefinition({ key }))));
    expect(ids.slice(4)).toEqual(ids.slice(0, 4));
    const slos = await readDefinitions(pageId);
    expect(slos.map(({ position }) => position)).toEqual([1, 2, 3, 4]);
    expect(
      definitionsOf(slos)
        .map(({ key }) => key)
        .sort(),
    ).toEqual(keys);
    for (const { objectiveIds } of slos) expect(objectiveIds).toHaveLength(1);
    expect(await readObjectives(pageId)).toHaveLength(4);
  });

  it("is there or was there once, or the page never had any", async () => {
    const [pageId, other] = [await newPage(), await newPage()];
    expect(await hasDefinitions(pageId)).toBe(false);
    await makeSli(pageId, "requests");
    expect([await hasDefinitions(pageId), await hasDefinitions(other)]).toEqual([true, false]);
    await prisma().sli.updateMany({ where: { pageId }, data: { archivedAt: new Date(T) } });
    expect(await hasDefinitions(pageId)).toBe(true);
  });

  it("is listed in windows", async () => {
    const pageId = await newPage();
    await makeSli(pageId, "requests");
    for (const key of ["a", "b", "c"]) await store(pageId, sloDefinition({ key }));
    const listed = await readDefinitions(pageId, { window: { skip: 1, take: 1 } });
    expect(definitionsOf(listed).map(({ key }) => key)).toEqual(["b"]);
  });

  it("keeps every version of its text, the newest first", async () => {
    const pageId = await newPage();
    await makeSli(pageId, "requests");
    const id = await store(pageId, sloDefinition());
    const actor = { kind: "operator" as const, id: "test", pageId: null };
    await inside(pageId, async (tx) => {
      await insertVersion(tx, id, { version: 1, document: "one", actor }, T);
      await insertVersion(tx, id, { version: 2, document: "two", actor }, T + 1);
    });
    expect(await readVersions(id, WINDOW)).toEqual([
      { version: 2, document: "two", actorKind: "operator", actorId: "test", createdAt: T + 1 },
      { version: 1, document: "one", actorKind: "operator", actorId: "test", createdAt: T },
    ]);
    expect(await readVersions(id, { skip: 1, take: 1 })).toHaveLength(1);
  });
});

describe("names", () => {
  it("are keys and ids of what is in use", async () => {
    const pageId = await newPage();
    const [inUse, archived] = [
      await makeSli(pageId, "requests", { kind: "latency" }),
      await makeSli(pageId, "old"),
    ];
    const componentId = await makeComponent(pageId);
    await prisma().sli.update({ where: { id: archived }, data: { archivedAt: new Date(T) } });
    const { known, idOf, nameOf } = await readNames(pageId);
    expect([...known.slis]).toEqual([
      ["requests", "latency"],
      [inUse, "latency"],
    ]);
    expect(idOf.sli("requests")).toBe(inUse);
    expect(idOf.sli(inUse)).toBe(inUse);
    expect(idOf.sli("old")).toBe("old");
    expect(nameOf.sli(archived)).toBe("old");
    expect(nameOf.sli("nothing")).toBe("nothing");
    expect(known.components.has(componentId)).toBe(true);
    expect(known.tiers.size).toBe(0);
  });

  it("of components are the catalogue's, where there are any", async () => {
    const pageId = await newPage();
    const [named, plain] = [await makeComponent(pageId), await makeComponent(pageId)];
    await prisma().component.update({ where: { id: named }, data: { catalogueKey: "rest-api" } });
    const { known, idOf, nameOf } = await readNames(pageId);
    expect([idOf.component("rest-api"), idOf.component(plain)]).toEqual([named, plain]);
    expect([nameOf.component(named), nameOf.component(plain)]).toEqual(["rest-api", plain]);
    await prisma().component.update({ where: { id: named }, data: { archivedAt: new Date(T) } });
    expect(known.components.has("rest-api")).toBe(true);
    expect((await readNames(pageId)).known.components.has("rest-api")).toBe(false);
  });

  it("of a definition may be ids: it means the same as one with keys", async () => {
    const pageId = await newPage();
    const [sliId, componentId] = [await makeSli(pageId, "requests"), await makeComponent(pageId)];
    await prisma().component.update({ where: { id: componentId }, data: { catalogueKey: "rest-api" } });
    const named = (sli: string, component: string) =>
      sloDefinition({
        components: [component, "nowhere"],
        objectives: [
          objectiveDefinition("a", { rule: { kind: "ratio", sli } }),
          objectiveDefinition("b", {
            rule: { kind: "availability", components: [component], combine: "any", evidence: [sli, "lost"] },
          }),
        ],
      });
    const names = await readNames(pageId);
    expect(withPlainNames(named(sliId, componentId), names)).toEqual(named("requests", "rest-api"));
    expect(withPlainNames(named("requests", "rest-api"), names)).toEqual(named("requests", "rest-api"));
  });

  it("are exchanged in every kind of rule", () => {
    const names = { sli: (name: string) => `S${name}`, component: (name: string) => `C${name}` };
    expect(
      renamedRule({ kind: "availability", components: ["1"], combine: "any", evidence: ["2"] }, names),
    ).toEqual({ kind: "availability", components: ["C1"], combine: "any", evidence: ["S2"] });
    expect(
      renamedRule(
        {
          kind: "composite",
          combine: "worst",
          parts: [
            { sli: "1", weight: 1 },
            { sli: "2", weight: 3 },
          ],
          isStrict: true,
        },
        names,
      ),
    ).toEqual({
      kind: "composite",
      combine: "worst",
      parts: [
        { sli: "S1", weight: 1 },
        { sli: "S2", weight: 3 },
      ],
      isStrict: true,
    });
    for (const rule of [
      { kind: "ratio", sli: "1" },
      { kind: "time_slice", sli: "1", sliceTarget: "99" },
      { kind: "latency", sli: "1", percentile: 95, thresholdUs: 1_000 },
      { kind: "zero_tolerance", sli: "1" },
    ] as const)
      expect(renamedRule(rule, names)).toEqual({ ...rule, sli: "S1" });
  });
});
