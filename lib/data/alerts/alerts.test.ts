import { beforeEach, describe, expect, it } from "vitest";
import type { AlertReading } from "#lib/domain/alerts/reading.ts";
import { makeAlerted } from "#lib/testing/data/alerts.ts";
import { HOSTILE_TEXTS, inTx } from "#lib/testing/data/world.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makePage } from "#lib/testing/engine.ts";
import { pool, prisma } from "../db.ts";
import { newId } from "../new-id.ts";
import {
  countFiring,
  countFiringOf,
  deleteOldAlerts,
  listAlerts,
  noteReceived,
  type Receiving,
  readDueAlerts,
  settleAlert,
  storeAlert,
} from "./alerts.ts";
import {
  countAlertSources,
  findAlertSource,
  insertAlertSource,
  listAlertSources,
  lockAlertSource,
  readAlertSource,
  updateAlertSource,
} from "./sources.ts";

withDatabase();

const T = Date.parse("2026-11-22T10:00:00.123Z");
let world: Awaited<ReturnType<typeof makeAlerted>>;
beforeEach(async () => {
  world = await makeAlerted({ now: T });
});

const reading = (more: Partial<AlertReading> = {}): AlertReading => ({
  fingerprint: "a",
  status: "firing",
  title: "Title",
  summary: "",
  severity: null,
  labels: {},
  startedAt: null,
  endedAt: null,
  eventAt: null,
  url: null,
  ...more,
});
const about = (more: Partial<Receiving> = {}): Receiving => ({
  pageId: world.pageId,
  sourceId: world.source.id,
  componentIds: [],
  firingSince: T,
  resolvedAt: null,
  draftAt: T + 60_000,
  ...more,
});
const store = (more: Partial<AlertReading> = {}, now = T, receiving: Partial<Receiving> = {}) =>
  inTx((tx) => storeAlert(tx, reading(more), about({ draftAt: now + 60_000, ...receiving }), now));
const only = async () => (await world.alerts())[0]!;
const window = { skip: 0, take: 100 };

describe("alerts", () => {
  it("are kept as they were written, hostile texts too", async () => {
    for (const [i, text] of HOSTILE_TEXTS.entries()) {
      const fingerprint = `${i}${text}`;
      const labels = { [text]: text };
      await store({ fingerprint, title: text, summary: text, severity: text, labels, url: text });
      const found = (await listAlerts(world.pageId, {}, window)).find(
        (alert) => alert.fingerprint === fingerprint,
      );
      expect(found).toMatchObject({ title: text, summary: text, severity: text, labels, url: text });
    }
  });

  it("are new once, then known; firing is counted", async () => {
    expect(await store()).toBe("new");
    expect(await store({ title: "Later" }, T + 1)).toBe("known");
    expect(await only()).toMatchObject({ title: "Later", count: 2, lastAt: new Date(T + 1) });
    expect(await store({ status: "resolved" }, T + 2)).toBe("known");
    expect(await only()).toMatchObject({ count: 2, status: "resolved", resolvedAt: new Date(T + 2) });
  });

  it("are due for a draft from the first message of a firing on, and for their end only if they have an incident", async () => {
    await store();
    await store({}, T + 30_000);
    expect((await only()).dueAt).toEqual(new Date(T + 60_000));
    await store({ status: "resolved" }, T + 40_000);
    expect((await only()).dueAt).toBeNull();
    await store({}, T + 50_000, { firingSince: T + 50_000 });
    expect(await only()).toMatchObject({
      dueAt: new Date(T + 110_000),
      firingSince: new Date(T + 50_000),
      resolvedAt: null,
    });
    await pool().query("update alerts set incident_id = 'i', due_at = null where id = $1", [
      (await only()).id,
    ]);
    await store({}, T + 55_000);
    expect((await only()).dueAt).toBeNull();
    await store({ status: "resolved" }, T + 60_000);
    expect((await only()).dueAt).toEqual(new Date(T + 60_000));
    await store({ status: "resolved" }, T + 90_000);
    expect(await only()).toMatchObject({ dueAt: new Date(T + 60_000), resolvedAt: new Date(T + 60_000) });
  });

  it("take no message that is older than the newest; without a time every message counts", async () => {
    await store({ eventAt: T });
    expect(await store({ eventAt: T - 1, status: "resolved" })).toBe("stale");
    expect((await only()).status).toBe("firing");
    expect(await store({ eventAt: T, status: "resolved" })).toBe("known");
    expect(await store({ eventAt: null })).toBe("known");
    expect(await only()).toMatchObject({ status: "firing", eventAt: new Date(T) });
  });

  it("keep a link that a later message does not bring", async () => {
    await store({ url: "https://a.example/" });
    await store({ url: null });
    expect((await only()).url).toBe("https://a.example/");
  });

  it("are listed for their page alone, by status, source and incident", async () => {
    await store({ fingerprint: "a" }, T);
    await store({ fingerprint: "b", status: "resolved" }, T + 1);
    const names = async (filter = {}, pageId = world.pageId) =>
      (await listAlerts(pageId, filter, window)).map(({ fingerprint }) => fingerprint);
    expect(await names()).toEqual(["b", "a"]);
    expect(await names({ status: "firing" })).toEqual(["a"]);
    expect(await names({ sourceId: world.source.id })).toEqual(["b", "a"]);
    expect(await names({ sourceId: "other" })).toEqual([]);
    expect(await names({ incidentId: "other" })).toEqual([]);
    expect(await names({}, await makePage())).toEqual([]);
    expect((await listAlerts(world.pageId, {}, { skip: 1, take: 1 }))[0]!.fingerprint).toBe("a");
  });

  it("are settled once: a newer message or another worker comes first", async () => {
    await store();
    const due = (await readDueAlerts(T + 60_000, 1_000)).find(({ pageId }) => pageId === world.pageId)!;
    expect((await readDueAlerts(T + 59_999, 1_000)).some(({ id }) => id === due.id)).toBe(false);
    expect(await inTx((tx) => settleAlert(tx, { ...due, dueAt: due.dueAt + 1 }, "i"))).toBe(false);
    expect(await inTx((tx) => settleAlert(tx, due, "i"))).toBe(true);
    expect(await inTx((tx) => settleAlert(tx, due, "j"))).toBe(false);
    expect(await only()).toMatchObject({ dueAt: null, incidentId: "i" });
  });

  it("are counted while they fire, by source and by incident", async () => {
    await store({ fingerprint: "a" });
    await store({ fingerprint: "b" });
    await store({ fingerprint: "c", status: "resolved" });
    const incidentId = newId();
    await prisma().alert.updateMany({ where: { pageId: world.pageId }, data: { incidentId } });
    expect(await inTx((tx) => countFiring(tx, world.source.id))).toBe(2);
    expect(await inTx((tx) => countFiringOf(tx, incidentId))).toBe(2);
    expect(await inTx((tx) => countFiringOf(tx, newId()))).toBe(0);
  });

  it("are deleted when they were over before an instant and nothing is due", async () => {
    await store({ fingerprint: "a" }, T - 1);
    await store({ fingerprint: "b", status: "resolved" }, T - 1);
    await store({ fingerprint: "c", status: "resolved" }, T);
    await deleteOldAlerts(T);
    expect((await world.alerts()).map(({ fingerprint }) => fingerprint)).toEqual(["a", "c"]);
  });
});

describe("sources of alerts", () => {
  const settings = { unmatched: "draft", topicArn: null, sealedSecret: null } as const;
  const add = (pageId: string, name: string, hash: string) =>
    inTx((tx) =>
      insertAlertSource(
        tx,
        pageId,
        newId(),
        {
          kind: "generic",
          name,
          rules: [],
          dampSeconds: 5,
          autoPublishAfterMinutes: 7,
          enabled: true,
          settings,
          secretHash: hash,
        },
        T,
      ),
    );

  it("are read as they were written, without their hash, by their own page alone", async () => {
    const pageId = await makePage();
    const made = await add(pageId, HOSTILE_TEXTS[0], "1".repeat(64));
    expect(made).toMatchObject({
      name: HOSTILE_TEXTS[0],
      dampSeconds: 5,
      autoPublishAfterMinutes: 7,
      settings,
      lastReceivedAt: null,
      createdAt: T,
    });
    expect(made).not.toHaveProperty("secretHash");
    expect(await readAlertSource(pageId, made.id)).toEqual(made);
    expect(await readAlertSource(world.pageId, made.id)).toBeNull();
    expect(await inTx((tx) => lockAlertSource(tx, world.pageId, made.id))).toBeNull();
    expect(await listAlertSources(pageId)).toEqual([made]);
  });

  it("are found by their hash until they are archived", async () => {
    const pageId = await makePage();
    const hash = "2".repeat(64);
    const made = await add(pageId, "x", hash);
    expect(await findAlertSource(hash)).toEqual({ source: made, secretHash: hash });
    expect(await findAlertSource("3".repeat(64))).toBeNull();
    const changed = await inTx((tx) =>
      updateAlertSource(tx, made.id, { name: "y", archivedAt: new Date(T) }, T + 1),
    );
    expect(changed).toMatchObject({ name: "y", archivedAt: T, updatedAt: T + 1 });
    expect(await findAlertSource(hash)).toBeNull();
    expect(await readAlertSource(pageId, made.id)).toBeNull();
    expect(await inTx((tx) => countAlertSources(tx, pageId))).toBe(0);
  });

  it("know when they were heard of last, whatever order the messages come in", async () => {
    await inTx((tx) => noteReceived(tx, world.source.id, T + 5));
    await inTx((tx) => noteReceived(tx, world.source.id, T + 1));
    expect((await readAlertSource(world.pageId, world.source.id))!.lastReceivedAt).toBe(T + 5);
  });
});
