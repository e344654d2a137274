import { describe, expect, it } from "vitest";
import { makeWorld } from "#lib/testing/data/world.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { prisma } from "../db.ts";
import { readRelatedIds } from "./related.ts";

withDatabase();
const T = Date.parse("2026-11-23T00:00:00Z");
const HOUR = 3_600_000;
const RANGE = { from: T, until: T + 24 * HOUR };

let made = 0;
async function incident(pageId: string, componentId: string, fields: Record<string, unknown>) {
  const id = `i${String(++made).padStart(11, "0")}`;
  const at = new Date(T);
  await prisma().incident.create({
    data: {
      id,
      pageId,
      kind: "incident",
      name: "i",
      status: "resolved",
      startedAt: at,
      publishedAt: at,
      updatedAt: at,
      components: { create: { componentId, state: "operational" } },
      ...fields,
    },
  });
  return id;
}
const hours = (n: number) => new Date(T + n * HOUR);

describe("readRelatedIds", () => {
  it("tells what overlaps the time, the newest first", async () => {
    const { page, component } = await makeWorld();
    const open = await incident(page, component, { startedAt: hours(-500), status: "monitoring" });
    const inside = await incident(page, component, { startedAt: hours(5), resolvedAt: hours(6) });
    const into = await incident(page, component, { startedAt: hours(-5), resolvedAt: hours(1) });
    await incident(page, component, { startedAt: hours(-5), resolvedAt: hours(0) });
    await incident(page, component, { startedAt: hours(24), resolvedAt: hours(25) });
    expect(await readRelatedIds(page, [component], RANGE)).toEqual([inside, into, open]);
  });

  it("tells nothing of drafts, of what was taken back, merged or cancelled, and of other pages", async () => {
    const { page, component, stranger } = await makeWorld();
    await incident(page, component, { publishedAt: null });
    await incident(page, component, { unpublishedAt: hours(1) });
    await incident(page, component, { mergedIntoId: "i00000000001" });
    await incident(page, component, { cancelledAt: hours(1) });
    await incident(stranger.page, stranger.component, {});
    expect(await readRelatedIds(page, [component, stranger.component], RANGE)).toEqual([]);
    expect(await readRelatedIds(page, [], RANGE)).toEqual([]);
  });
});
