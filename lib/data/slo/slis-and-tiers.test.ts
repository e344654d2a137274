import { describe, expect, it } from "vitest";
import type { SliDefinition } from "#lib/domain/slo/defining/stored.ts";
import type { TierDefinition } from "#lib/domain/slo/defining/tier-input.ts";
import type { ObjectiveRule } from "#lib/domain/slo/definition.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent } from "#lib/testing/engine.ts";
import { newPage, operatorScope } from "#lib/testing/manage/world.ts";
import { makeSli, makeSlo, objectiveDefinition, sliDefinition } from "#lib/testing/slo/definitions.ts";
import { prisma } from "../db.ts";
import { change, type Tx } from "../tx.ts";
import { readNames } from "./names.ts";
import {
  archiveSliRow,
  countSlis,
  readSliDefinition,
  readSliDefinitions,
  slosOfSli,
  storeSli,
} from "./slis.ts";
import { archiveTierRow, readTierRow, readTiers, slosOfTier, storeTier } from "./tiers.ts";

withDatabase();
const T = Date.UTC(2026, 10, 24, 9);

const inside = <T>(pageId: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
  change(operatorScope("slos:write", pageId), async (tx) => ({
    result: await work(tx),
    audit: null,
    event: null,
  }));

const tier = (key: string, fields: Partial<TierDefinition> = {}): TierDefinition => ({
  key,
  name: key,
  description: null,
  translations: {},
  promises: {
    availability: "99.95",
    apiLatencyUs: { p50: 100_000, p95: 200_000, p99: 500_000 },
    coldStartUs: 2_000_000,
    warmStartUs: 100_000,
    errorRate: "0.1",
    serverErrorRate: "0.05",
    requestsPerDay: 50_000,
    concurrentRuns: 500,
    support: {
      firstResponseMinutes: 60,
      inBusinessHours: false,
      resolveP1Minutes: 480,
      resolveP2Minutes: 2_880,
      channel: "email_chat",
    },
  },
  ...fields,
});
const store = (pageId: string, sli: SliDefinition, now = T): Promise<string> =>
  inside(pageId, async (tx) => storeSli(tx, pageId, { sli, names: await readNames(pageId, tx) }, now));

describe("an SLI in the database", () => {
  it("comes back as it was given, components by their names", async () => {
    const pageId = await newPage();
    const componentId = await makeComponent(pageId);
    await prisma().component.update({ where: { id: componentId }, data: { catalogueKey: "rest-api" } });
    const sli = sliDefinition("requests", {
      name: "요청",
      description: "API 요청",
      kind: "latency",
      source: {
        kind: "alb",
        folder: "prod",
        method: "GET",
        path: "/api/v1/agents/{id}",
        measures: "latency",
      },
      components: ["rest-api"],
    });
    const id = await store(pageId, sli);
    expect(await readSliDefinitions(pageId, await readNames(pageId))).toEqual([
      { ...sli, id, revision: 1, isArchived: false, createdAt: T, updatedAt: T },
    ]);
    expect((await prisma().sli.findUniqueOrThrow({ where: { id } })).componentIds).toEqual([componentId]);
  });

  it("keeps its id by its key, and its revisions are counted", async () => {
    const pageId = await newPage();
    const id = await store(pageId, sliDefinition("requests"));
    expect(await store(pageId, sliDefinition("requests", { name: "Again" }), T + 1)).toBe(id);
    expect(await readSliDefinitions(pageId, await readNames(pageId))).toMatchObject([
      { id, name: "Again", revision: 2 },
    ]);
    const row = await prisma().sli.findUniqueOrThrow({ where: { id } });
    expect([row.createdAt.getTime(), row.updatedAt.getTime()]).toEqual([T, T + 1]);
  });

  it("that is archived comes back when it is written again", async () => {
    const pageId = await newPage();
    const id = await makeSli(pageId, "requests");
    await prisma().sli.update({ where: { id }, data: { archivedAt: new Date(T) } });
    expect(await readSliDefinitions(pageId, await readNames(pageId))).toMatchObject([{ isArchived: true }]);
    expect(await store(pageId, sliDefinition("requests"))).toBe(id);
    expect(await readSliDefinitions(pageId, await readNames(pageId))).toMatchObject([{ isArchived: false }]);
  });

  it("is of one page; they come by their keys", async () => {
    const [pageId, other] = [await newPage(), await newPage()];
    for (const key of ["b", "a"]) await store(pageId, sliDefinition(key));
    const keys = (await readSliDefinitions(pageId, await readNames(pageId))).map(({ key }) => key);
    expect(keys).toEqual(["a", "b"]);
    expect(await readSliDefinitions(other, await readNames(other))).toEqual([]);
  });
});

describe("one SLI", () => {
  it("is read by its id, on its page only", async () => {
    const pageId = await newPage();
    const id = await store(pageId, sliDefinition("requests"));
    expect(await readSliDefinition(pageId, id)).toMatchObject({ id, key: "requests", createdAt: T });
    expect(await readSliDefinition(await newPage(), id)).toBeNull();
  });

  it("that is archived is listed only where it is asked for, and not counted", async () => {
    const pageId = await newPage();
    const [old] = [await store(pageId, sliDefinition("old")), await store(pageId, sliDefinition("used"))];
    await inside(pageId, (tx) => archiveSliRow(tx, old!, T + 1));
    const names = await readNames(pageId);
    const listed = async (options: Parameters<typeof readSliDefinitions>[3]) =>
      (await readSliDefinitions(pageId, names, prisma(), options)).map(({ key }) => key);
    expect(await listed({})).toEqual(["old", "used"]);
    expect(await listed({ archived: true })).toEqual(["old"]);
    expect(await listed({ archived: false })).toEqual(["used"]);
    expect(await listed({ window: { skip: 1, take: 1 } })).toEqual(["used"]);
    expect(await readSliDefinition(pageId, old!)).toMatchObject({ isArchived: true, revision: 2 });
    expect(await inside(pageId, (tx) => countSlis(tx, pageId))).toBe(1);
  });

  it("is judged by SLOs whose rules name it, in whatever way", async () => {
    const pageId = await newPage();
    const [a, b] = [await makeSli(pageId, "a"), await makeSli(pageId, "b")];
    const componentId = await makeComponent(pageId);
    const main = (rule: ObjectiveRule) => ({ objectives: [objectiveDefinition("main", { rule })] });
    await makeSlo(pageId, { key: "ratio", ...main({ kind: "ratio", sli: "a" }) });
    await makeSlo(pageId, {
      key: "time",
      ...main({ kind: "availability", components: [componentId], combine: "any", evidence: ["a"] }),
    });
    const parts = [
      { sli: "requests", weight: 1 },
      { sli: "a", weight: 2 },
    ];
    await makeSlo(pageId, { key: "parts", ...main({ kind: "composite", combine: "worst", parts }) });
    await makeSlo(pageId, { key: "other" });
    const named = (id: string) => inside(pageId, (tx) => slosOfSli(tx, pageId, id));
    expect(await named(a)).toEqual(["ratio", "time", "parts"]);
    expect(await named(b)).toEqual([]);
    await prisma().slo.updateMany({ where: { pageId, key: "ratio" }, data: { archivedAt: new Date(T) } });
    await makeSlo(pageId, { key: "time" });
    expect(await named(a)).toEqual(["parts"]);
  });
});

describe("a tier in the database", () => {
  it("comes back as it was given, behind those before it", async () => {
    const pageId = await newPage();
    const first = await inside(pageId, (tx) => storeTier(tx, pageId, tier("enterprise"), T));
    const second = await inside(pageId, (tx) =>
      storeTier(
        tx,
        pageId,
        tier("developer", { description: "개인", translations: { en: { name: "Developer" } } }),
        T,
      ),
    );
    expect([first.position, second.position]).toEqual([1, 2]);
    expect(await readTiers(pageId)).toEqual([first, second]);
    expect(first).toEqual({ ...tier("enterprise"), id: first.id, pageId, position: 1 });
    expect(await readTierRow(pageId, second.id)).toEqual(second);
    expect(await readTiers(pageId, { skip: 1, take: 1 })).toEqual([second]);
  });

  it("keeps its id and place by its key", async () => {
    const pageId = await newPage();
    const before = await inside(pageId, (tx) => storeTier(tx, pageId, tier("enterprise"), T));
    await inside(pageId, (tx) => storeTier(tx, pageId, tier("developer"), T));
    const after = await inside(pageId, (tx) =>
      storeTier(tx, pageId, tier("enterprise", { name: "Business" }), T + 1),
    );
    expect(after).toEqual({ ...before, name: "Business" });
    const row = await prisma().tier.findUniqueOrThrow({ where: { id: after.id } });
    expect([row.revision, row.updatedAt.getTime()]).toEqual([2, T + 1]);
  });

  it("that is archived is gone until it is written again", async () => {
    const pageId = await newPage();
    const { id } = await inside(pageId, (tx) => storeTier(tx, pageId, tier("enterprise"), T));
    await inside(pageId, (tx) => archiveTierRow(tx, id, T));
    expect(await readTiers(pageId)).toEqual([]);
    expect(await readTierRow(pageId, id)).toBeNull();
    expect((await readNames(pageId)).known.tiers.has("enterprise")).toBe(false);
    const back = await inside(pageId, (tx) => storeTier(tx, pageId, tier("enterprise"), T));
    expect(back.id).toBe(id);
    expect(await readTiers(pageId)).toHaveLength(1);
  });

  it("is of one page", async () => {
    const [pageId, other] = [await newPage(), await newPage()];
    const { id } = await inside(pageId, (tx) => storeTier(tx, pageId, tier("enterprise"), T));
    expect(await readTierRow(other, id)).toBeNull();
    expect(await readTiers(other)).toEqual([]);
  });

  it("is named by SLOs that are in use and have an objective of it", async () => {
    const pageId = await newPage();
    await inside(pageId, (tx) => storeTier(tx, pageId, tier("enterprise"), T));
    const promised = objectiveDefinition("main", { tierKey: "enterprise" });
    const slo = await makeSlo(pageId, { key: "SLO-001", objectives: [promised] });
    await makeSlo(pageId, { key: "SLO-002" });
    const named = () => inside(pageId, (tx) => slosOfTier(tx, pageId, "enterprise"));
    expect(await named()).toEqual(["SLO-001"]);
    await makeSlo(pageId, { key: "SLO-001" });
    expect(await named()).toEqual([]);
    await makeSlo(pageId, { key: "SLO-001", objectives: [promised] });
    await prisma().slo.update({ where: { id: slo.id }, data: { archivedAt: new Date(T) } });
    expect(await named()).toEqual([]);
  });
});
