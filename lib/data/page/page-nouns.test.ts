import { describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { newPage } from "#lib/testing/manage/world.ts";
import { prisma } from "../db.ts";
import { newId } from "../new-id.ts";
import {
  countGroups,
  insertGroup,
  listGroups,
  readGroup,
  setMembers,
  unknownComponents,
  updateGroup,
} from "./component-groups.ts";
import { readStatuses, withStatus } from "./component-status.ts";
import {
  type ComponentFields,
  countComponents,
  insertComponent,
  listComponents,
  lockComponent,
  nextPosition,
  readComponent,
  updateComponent,
} from "./components.ts";
import {
  countMonitors,
  insertMonitor,
  listMonitors,
  lockMonitor,
  readMonitor,
  updateMonitor,
} from "./monitors.ts";
import { insertPage, listPages, readPage, updatePage } from "./pages.ts";
import { readSampledMonitors } from "./sampled-monitors.ts";

withDatabase();

const now = Date.UTC(2026, 10, 23, 1);
const DAY_MS = 86_400_000;
const fields = (more: Partial<ComponentFields> = {}): ComponentFields => ({
  groupId: null,
  name: "API",
  description: null,
  translations: {},
  position: 1,
  showcase: true,
  onlyShowIfDegraded: false,
  published: true,
  startDate: null,
  baselineSource: "manual",
  catalogueKey: null,
  ...more,
});
const component = (pageId: string, more: Partial<ComponentFields> = {}) =>
  insertComponent(prisma(), pageId, newId(), fields(more), now);
const monitorFields = (componentId: string) => ({
  componentId,
  kind: "external" as const,
  config: {},
  intervalSeconds: 30,
  timeoutMs: 10_000,
  confirmations: 2,
  degradedAboveMs: null,
  enabled: true,
  autoIncident: "draft" as const,
});

describe("pages", () => {
  it("come back as they were written, instants in milliseconds", async () => {
    const page = {
      name: "상태",
      timeZone: "America/New_York",
      languages: ["en" as const, "ko" as const],
      translations: { ko: { name: "상태" } },
      policy: {
        version: 3,
        weights: { major_outage: 1, partial_outage: 0.25, degraded_performance: 0.1 },
      },
      rawRetentionDays: 50,
      links: { help: "https://example.com" },
      isDemo: true,
    };
    const id = newId();
    expect(await insertPage(prisma(), id, page, now)).toEqual({
      id,
      ...page,
      theme: {},
      logo: { light: null, dark: null },
      revision: 1,
      createdAt: now,
      updatedAt: now,
    });
    const changed = await updatePage(prisma(), id, { name: "New" }, now + 5);
    expect(changed).toMatchObject({ name: "New", policy: page.policy, updatedAt: now + 5, createdAt: now });
    expect(await readPage(id)).toEqual(changed);
    expect(await readPage("zzzzzzzzzzzz")).toBeNull();
    expect((await listPages(null)).map((one) => one.id)).toContain(id);
    expect(await listPages(id)).toEqual([changed]);
  });
});

describe("components", () => {
  it("come back as they were written; days stay days in every zone", async () => {
    const pageId = await newPage();
    const made = await component(pageId, { startDate: "2026-03-29", description: "d", position: 4 });
    expect(made).toMatchObject({ startDate: "2026-03-29", archivedAt: null, createdAt: now, position: 4 });
    expect(await readComponent(pageId, made.id)).toEqual(made);
    const cleared = await updateComponent(
      prisma(),
      made.id,
      { startDate: null, archivedAt: now + 1 },
      now + 1,
    );
    expect(cleared).toMatchObject({ startDate: null, archivedAt: now + 1, description: "d" });
    const back = await updateComponent(prisma(), made.id, { archivedAt: null }, now + 2);
    expect(back).toMatchObject({ archivedAt: null, updatedAt: now + 2 });
  });

  it("are seen from their own page only", async () => {
    const [mine, theirs] = [await newPage(), await newPage()];
    const made = await component(theirs);
    expect(await readComponent(mine, made.id)).toBeNull();
    expect(await prisma().$transaction((tx) => lockComponent(tx, mine, made.id))).toBeNull();
    expect(await listComponents(mine, { archived: false })).toEqual([]);
    expect(await unknownComponents(prisma(), mine, [made.id])).toEqual([made.id]);
  });

  it("are listed by position, in windows, archived ones apart", async () => {
    const pageId = await newPage();
    const [b, a, c] = [
      await component(pageId, { position: 2 }),
      await component(pageId, { position: 1 }),
      await component(pageId, { position: 3 }),
    ];
    await updateComponent(prisma(), c.id, { archivedAt: now }, now);
    const ids = async (archived: boolean, window?: { skip: number; take: number }) =>
      (await listComponents(pageId, { archived, ...(window && { window }) })).map(({ id }) => id);
    expect(await ids(false)).toEqual([a.id, b.id]);
    expect(await ids(false, { skip: 1, take: 5 })).toEqual([b.id]);
    expect(await ids(true)).toEqual([c.id]);
    expect(await countComponents(prisma(), pageId)).toBe(2);
  });

  it("stand where their group stands", async () => {
    const pageId = await newPage();
    const group = { description: null, translations: {}, catalogueKey: null };
    const [late, early] = [newId(), newId()];
    await insertGroup(prisma(), pageId, late, { ...group, name: "late", position: 3 }, now);
    await insertGroup(prisma(), pageId, early, { ...group, name: "early", position: 1 }, now);
    const made = [
      await component(pageId, { groupId: late, position: 1 }),
      await component(pageId, { groupId: early, position: 2 }),
      await component(pageId, { groupId: early, position: 1 }),
      await component(pageId, { position: 2 }),
    ];
    const listed = await listComponents(pageId, { archived: false });
    expect(listed.map(({ id }) => made.findIndex((one) => one.id === id))).toEqual([2, 1, 3, 0]);
  });

  it("are locked until the transaction ends", async () => {
    const pageId = await newPage();
    const { id } = await component(pageId);
    const order: string[] = [];
    const first = prisma().$transaction(async (tx) => {
      await lockComponent(tx, pageId, id);
      order.push("first has it");
      await new Promise((resolve) => setTimeout(resolve, 100));
      order.push("first ends");
    });
    while (order.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await prisma().$transaction(async (tx) => {
      await lockComponent(tx, pageId, id);
      order.push("second has it");
    });
    await first;
    expect(order).toEqual(["first has it", "first ends", "second has it"]);
  });

  it("have their place behind what stands beside them", async () => {
    const pageId = await newPage();
    expect(await nextPosition(prisma(), pageId, null)).toBe(1);
    await component(pageId, { position: 7 });
    await insertGroup(
      prisma(),
      pageId,
      newId(),
      { name: "g", description: null, translations: {}, position: 9, catalogueKey: null },
      now,
    );
    expect(await nextPosition(prisma(), pageId, null)).toBe(10);
    expect(await nextPosition(prisma(), pageId, "abcdefghijkl")).toBe(1);
  });
});

describe("component groups", () => {
  it("know their members by position, without archived ones", async () => {
    const pageId = await newPage();
    const id = newId();
    const group = { name: "g", description: "d", translations: {}, position: 1, catalogueKey: "k" };
    await insertGroup(prisma(), pageId, id, group, now);
    const [a, b, c] = [await component(pageId), await component(pageId), await component(pageId)];
    await setMembers(prisma(), pageId, id, [c.id, a.id, b.id]);
    await updateComponent(prisma(), b.id, { archivedAt: now }, now);
    const read = await readGroup(pageId, id);
    expect(read).toMatchObject({ ...group, componentIds: [c.id, a.id], createdAt: now });
    await setMembers(prisma(), pageId, id, [a.id]);
    expect((await listGroups(pageId))[0]!.componentIds).toEqual([a.id]);
    expect((await readComponent(pageId, c.id))!.groupId).toBeNull();
  });

  it("never take a component of another page", async () => {
    const [mine, theirs] = [await newPage(), await newPage()];
    const id = newId();
    const group = { name: "g", description: null, translations: {}, position: 1, catalogueKey: null };
    await insertGroup(prisma(), mine, id, group, now);
    const foreign = await component(theirs);
    await setMembers(prisma(), mine, id, [foreign.id]);
    expect((await readComponent(theirs, foreign.id))!.groupId).toBeNull();
    expect(await readGroup(theirs, id)).toBeNull();
    await updateGroup(prisma(), id, { archivedAt: new Date(now) }, now);
    expect([await readGroup(mine, id), await countGroups(prisma(), mine)]).toEqual([null, 0]);
  });
});

describe("monitors", () => {
  it("never tell their secret's hash, nor their schedule", async () => {
    const pageId = await newPage();
    const { id: componentId } = await component(pageId);
    const hidden = { secretHash: newId(), phaseMs: 5, nextProbeAt: new Date(now) };
    const made = await insertMonitor(
      prisma(),
      pageId,
      newId(),
      { ...monitorFields(componentId), ...hidden },
      now,
    );
    expect(Object.keys(made)).not.toEqual(expect.arrayContaining(["secretHash"]));
    expect(made).not.toHaveProperty("phaseMs");
    expect(made).not.toHaveProperty("nextProbeAt");
    expect(await readMonitor(pageId, made.id)).toEqual(made);
    expect(await readMonitor(await newPage(), made.id)).toBeNull();
    expect(await prisma().$transaction((tx) => lockMonitor(tx, pageId, made.id))).toEqual(made);
  });

  it("are listed by component and apart when archived", async () => {
    const pageId = await newPage();
    const [a, b] = [await component(pageId), await component(pageId)];
    const [first, second] = [
      await insertMonitor(prisma(), pageId, newId(), monitorFields(a.id), now),
      await insertMonitor(prisma(), pageId, newId(), monitorFields(b.id), now + 1),
    ];
    expect((await listMonitors(pageId, { archived: false })).map(({ id }) => id)).toEqual([
      first.id,
      second.id,
    ]);
    expect(await listMonitors(pageId, { componentId: b.id, archived: false })).toEqual([second]);
    await updateMonitor(prisma(), first.id, { archivedAt: new Date(now) }, now);
    expect((await listMonitors(pageId, { archived: true })).map(({ id }) => id)).toEqual([first.id]);
    expect(await countMonitors(prisma(), pageId)).toBe(1);
  });
});

describe("readSampledMonitors", () => {
  it("tells from when samples are taken: the start date in the page's zone, or the raw retention", async () => {
    const pageId = await newPage({ timeZone: "Asia/Seoul", rawRetentionDays: 10 });
    const made = async (startDate: string | null, interval = 30) => {
      const { id } = await component(pageId, { startDate });
      const settings = { ...monitorFields(id), intervalSeconds: interval, phaseMs: 7 };
      return (await insertMonitor(prisma(), pageId, newId(), settings, now)).id;
    };
    const [none, old, late] = [await made(null), await made("2020-01-01", 60), await made("2026-11-20")];
    const found = await readSampledMonitors(pageId, [none, old, late, "zzzzzzzzzzzz"], now);
    expect(found.size).toBe(3);
    const kept = now - 10 * DAY_MS;
    expect(found.get(none)).toEqual({
      id: none,
      intervalMs: 30_000,
      phaseMs: 7,
      enabled: true,
      acceptedFrom: kept,
      acceptedFromReason: "retention",
    });
    expect(found.get(old)).toMatchObject({ acceptedFrom: kept, intervalMs: 60_000 });
    expect(found.get(late)).toMatchObject({
      acceptedFrom: Date.UTC(2026, 10, 19, 15),
      acceptedFromReason: "start_date",
    });
  });

  it("leaves out archived monitors, those of archived components and of other pages", async () => {
    const [mine, theirs] = [await newPage(), await newPage()];
    const [a, b, c] = [await component(mine), await component(mine), await component(theirs)];
    const ids: string[] = [];
    for (const [pageId, componentId] of [
      [mine, a.id],
      [mine, b.id],
      [theirs, c.id],
    ] as const)
      ids.push((await insertMonitor(prisma(), pageId, newId(), monitorFields(componentId), now)).id);
    await updateMonitor(prisma(), ids[0]!, { archivedAt: new Date(now) }, now);
    await updateComponent(prisma(), b.id, { archivedAt: now }, now);
    expect(await readSampledMonitors(mine, ids, now)).toEqual(new Map());
    expect(await readSampledMonitors(mine, [], now)).toEqual(new Map());
  });
});

describe("readStatuses", () => {
  it("reads many components at one instant: baseline, last known state and the claims that are open then", async () => {
    const pageId = await newPage();
    const measured = await component(pageId, { baselineSource: "monitors" });
    const silent = await component(pageId, { baselineSource: "monitors" });
    const manual = await component(pageId);
    const span = (
      componentId: string,
      from: number,
      until: number | null,
      state: "operational" | "unknown" | "major_outage",
    ) =>
      prisma().componentBaseline.create({
        data: {
          componentId,
          startedAt: new Date(now + from),
          endedAt: until === null ? null : new Date(now + until),
          state,
        },
      });
    await span(measured.id, -300, -200, "operational");
    await span(measured.id, -200, -100, "major_outage");
    await span(measured.id, -100, null, "unknown");
    const claim = (startedAt: number, endedAt: number | null, source: string) =>
      prisma().stateClaim.create({
        data: {
          id: newId(),
          pageId,
          componentId: manual.id,
          source,
          state: "partial_outage",
          startedAt: new Date(now + startedAt),
          endedAt: endedAt === null ? null : new Date(now + endedAt),
        },
      });
    await claim(-50, 0, "incident");
    await claim(-50, null, "override");
    await claim(10, null, "incident");
    const all = [measured, silent, manual];
    const at = async (offset: number) => {
      const statuses = await readStatuses(all, now + offset);
      return all.map(({ id }) => statuses.get(id));
    };
    expect(await at(-250)).toMatchObject([{ wire: "operational", data: "fresh" }, { data: "none" }, {}]);
    expect(await at(-200)).toMatchObject([{ wire: "major_outage", data: "fresh" }, {}, {}]);
    expect(await at(0)).toMatchObject([
      { wire: "major_outage", data: "stale" },
      { wire: "operational", data: "none" },
      { wire: "partial_outage", overridden: true },
    ]);
    expect(await at(-100_000)).toMatchObject([
      { wire: "operational", data: "none" },
      {},
      { wire: "operational", data: "fresh", overridden: false },
    ]);
    expect((await withStatus([manual], now))[0]).toMatchObject({
      id: manual.id,
      status: { overridden: true },
    });
    expect(await readStatuses([], now)).toEqual(new Map());
  });
});
