import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { responder } from "#lib/testing/data/automation.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makePage } from "#lib/testing/engine.ts";
import { openIncident } from "../incidents/open.ts";
import { postUpdate } from "../incidents/post.ts";
import { unpublishIncident } from "../incidents/unpublish.ts";
import { nudgeStaleIncidents } from "./nudge.ts";

withDatabase();

const HOUR_MS = 3_600_000;
const T = Date.UTC(2026, 10, 20, 0);

const nudgesOf = async (pageId: string) =>
  (
    await prisma().outboxEvent.findMany({
      where: { pageId, kind: "incident.stale" },
      orderBy: { id: "asc" },
    })
  ).map(({ payload }) => payload as { incident_id: string; hours: number; stale_from: string });
const hoursOf = async (pageId: string) => (await nudgesOf(pageId)).map(({ hours }) => hours);

async function makeOpen(fields: object = {}) {
  const pageId = await makePage();
  const people = responder(pageId);
  const { id } = await openIncident(people, { name: "Open", ...fields }, T);
  return { pageId, people, id };
}

describe("a published open incident of which nothing is said", () => {
  it("nudges after 3, 6, 12 and 24 hours, once each, however many workers look", async () => {
    const { pageId, id } = await makeOpen();
    const told: number[][] = [];
    for (const hours of [2.9, 3, 3.5, 6, 11.9, 12, 23, 24, 48, 96]) {
      const at = T + hours * HOUR_MS;
      await Promise.all([nudgeStaleIncidents(at), nudgeStaleIncidents(at), nudgeStaleIncidents(at)]);
      told.push(await hoursOf(pageId));
    }
    expect(told.map((hours) => hours.length)).toEqual([0, 1, 1, 2, 2, 3, 3, 4, 4, 4]);
    expect(told.at(-1)).toEqual([3, 6, 12, 24]);
    expect((await nudgesOf(pageId))[0]).toEqual({
      incident_id: id,
      hours: 3,
      stale_from: new Date(T).toISOString(),
    });
  });

  it("begins anew with every update", async () => {
    const { pageId, people, id } = await makeOpen();
    await nudgeStaleIncidents(T + 4 * HOUR_MS);
    await postUpdate(people, id, { body: "Still at it" }, T + 5 * HOUR_MS);
    await nudgeStaleIncidents(T + 7 * HOUR_MS);
    expect(await hoursOf(pageId)).toEqual([3]);
    await nudgeStaleIncidents(T + 8 * HOUR_MS);
    expect(await hoursOf(pageId)).toEqual([3, 3]);
  });

  it("waits for the promise, and counts from it", async () => {
    const promised = T + 10 * HOUR_MS;
    const { pageId } = await makeOpen({ next_update_at: new Date(promised).toISOString() });
    await nudgeStaleIncidents(promised + 2.9 * HOUR_MS);
    expect(await hoursOf(pageId)).toEqual([]);
    await nudgeStaleIncidents(promised + 3 * HOUR_MS);
    expect((await nudgesOf(pageId))[0]!.stale_from).toBe(new Date(promised).toISOString());
  });

  it("is told of once after a long absence of the worker, not four times", async () => {
    const { pageId } = await makeOpen();
    await nudgeStaleIncidents(T + 100 * HOUR_MS);
    await nudgeStaleIncidents(T + 101 * HOUR_MS);
    expect(await hoursOf(pageId)).toEqual([24]);
  });
});

describe("nobody is nudged", () => {
  it("about drafts, announcements, what is over or taken back, and what was told after the fact", async () => {
    const draft = await makeOpen({ draft: true });
    const announcement = await makeOpen({ kind: "announcement" });
    const past = await makeOpen({ backfilled: true, backfill_date: "2026-11-01" });
    const over = await makeOpen();
    await postUpdate(over.people, over.id, { status: "resolved" }, T + HOUR_MS);
    const back = await makeOpen();
    await unpublishIncident(back.people, back.id, { reason: "a mistake" }, T + HOUR_MS);
    await nudgeStaleIncidents(T + 30 * HOUR_MS);
    for (const { pageId } of [draft, announcement, past, over, back])
      expect(await hoursOf(pageId)).toEqual([]);
  });
});
