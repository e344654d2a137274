import { describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makePage } from "#lib/testing/engine.ts";
import { makeSli, makeSlo, objectiveDefinition } from "#lib/testing/slo/definitions.ts";
import { pool, prisma } from "../db.ts";
import { readObjectives, readPagesWithSlos, withIds } from "./objectives.ts";
import { readAwaySources, readSloViews } from "./overview-rows.ts";
import { readStates, type SloStateRow, writeStates } from "./states.ts";
import { archiveTierRow, readTierRow, readTiers, slosOfTier, storeTier } from "./tiers.ts";

withDatabase();
const NOW = Date.parse("2026-11-24T10:00:00.123Z");
const MINUTE = 60_000;

describe("readObjectives", () => {
  it("gives every objective with what judging needs, and ids for names", async () => {
    const pageId = await makePage();
    const component = await makeComponent(pageId);
    const sli = await makeSli(pageId, "requests");
    await makeSlo(pageId, {
      components: [component],
      objectives: [
        objectiveDefinition("api", { target: "99.5" }),
        objectiveDefinition("time", {
          rule: { kind: "availability", components: [component], combine: "any", evidence: ["requests"] },
        }),
      ],
    });
    const objectives = await readObjectives(pageId);
    expect(objectives.map(({ key, sloKey, target }) => [key, sloKey, target])).toEqual([
      ["api", "SLO-900", "99.5"],
      ["time", "SLO-900", "99.9"],
    ]);
    expect(objectives.map(({ rule }) => rule)).toMatchObject([
      { kind: "ratio", sli },
      { kind: "availability", components: [component], evidence: [sli] },
    ]);
    expect(objectives[0]).toMatchObject({ pageId, componentIds: [component] });
  });

  it("leaves out what is archived, and other pages", async () => {
    const [pageId, other] = [await makePage(), await makePage()];
    const { id } = await makeSlo(pageId);
    expect(await readObjectives(other)).toEqual([]);
    expect((await readPagesWithSlos()).map((page) => page.id)).toContain(pageId);
    await pool().query("update slos set archived_at = now() where id = $1", [id]);
    expect(await readObjectives(pageId)).toEqual([]);
    expect((await readPagesWithSlos()).map((page) => page.id)).not.toContain(pageId);
  });

  it("keeps the name of what is not there any more", () => {
    const known = new Map([["a", "1"]]);
    const parts = [
      { sli: "a", weight: 1 },
      { sli: "gone", weight: 2 },
    ];
    expect(withIds({ kind: "composite", combine: "worst", parts }, known, known)).toMatchObject({
      parts: [{ sli: "1" }, { sli: "gone" }],
    });
  });
});

describe("states of objectives", () => {
  const state = (objectiveId: string, fields: Partial<SloStateRow> = {}): SloStateRow => ({
    ...{
      objectiveId,
      evaluatedAt: NOW,
      figures: null,
      memory: {},
      fault: null,
      noDataSince: null,
      counted: null,
    },
    ...fields,
  });

  it("are replaced by the next round, and shown with the SLO", async () => {
    const pageId = await makePage();
    await makeSlo(pageId);
    const [{ id } = { id: "" }] = await readObjectives(pageId);
    expect(await readStates([id])).toEqual(new Map());
    await writeStates(pool(), [state(id, { noDataSince: NOW - MINUTE, counted: "x" })]);
    await writeStates(pool(), [state(id, { memory: { run: 2 }, fault: "no such SLI" })]);
    await writeStates(pool(), []);
    expect((await readStates([id])).get(id)).toMatchObject(
      state(id, { memory: { run: 2 }, fault: "no such SLI" }),
    );
    const [view] = await readSloViews(pageId);
    expect(view!.objectives).toMatchObject([{ id, evaluatedAt: NOW, fault: "no such SLI", figures: null }]);
  });

  it("of SLOs that are not public are not shown to the public", async () => {
    const pageId = await makePage();
    const { id } = await makeSlo(pageId, { isPublic: false });
    expect(await readSloViews(pageId, { onlyPublic: true })).toEqual([]);
    expect((await readSloViews(pageId, { sloId: id })).map(({ key }) => key)).toEqual(["SLO-900"]);
  });
});

describe("sources that are away", () => {
  it("are told after five minutes, the longest first", async () => {
    const pageId = await makePage();
    const [short, long, well] = [
      await makeSli(pageId, "s"),
      await makeSli(pageId, "l"),
      await makeSli(pageId, "w"),
    ];
    const since = (sliId: string, at: number | null) =>
      prisma().sliSource.create({
        data: { sliId, failingSince: at === null ? null : new Date(at), lastFault: at ? "timeout" : null },
      });
    await since(short, NOW - 5 * MINUTE);
    await since(long, NOW - 60 * MINUTE);
    await since(well, null);
    expect((await readAwaySources(pageId, NOW)).map(({ sliKey }) => sliKey)).toEqual(["l", "s"]);
    expect((await readAwaySources(pageId, NOW - 1)).map(({ sliKey }) => sliKey)).toEqual(["l"]);
    expect(await readAwaySources(await makePage(), NOW)).toEqual([]);
  });
});

describe("tiers", () => {
  const tier = (key: string) =>
    ({ key, name: key, description: null, translations: {}, promises: {} }) as never;
  const store = (pageId: string, key: string) =>
    prisma().$transaction((tx) => storeTier(tx, pageId, tier(key), NOW));

  it("keep their ids by their keys and stand in the order in which they came", async () => {
    const pageId = await makePage();
    const [pro, dev] = [await store(pageId, "professional"), await store(pageId, "developer")];
    expect((await store(pageId, "professional")).id).toBe(pro.id);
    expect((await readTiers(pageId)).map(({ key }) => key)).toEqual(["professional", "developer"]);
    expect((await readTiers(pageId, { skip: 1, take: 1 })).map(({ key }) => key)).toEqual(["developer"]);
    expect(await readTierRow(await makePage(), dev.id)).toBeNull();
    await prisma().$transaction((tx) => archiveTierRow(tx, dev.id, NOW));
    expect(await readTierRow(pageId, dev.id)).toBeNull();
    expect((await store(pageId, "developer")).id).toBe(dev.id);
  });

  it("know which SLOs have an objective of theirs", async () => {
    const pageId = await makePage();
    await store(pageId, "developer");
    await makeSlo(pageId, { objectives: [objectiveDefinition("dev", { tierKey: "developer" })] });
    const of = (key: string) => prisma().$transaction((tx) => slosOfTier(tx, pageId, key));
    expect([await of("developer"), await of("enterprise")]).toEqual([["SLO-900"], []]);
  });
});
