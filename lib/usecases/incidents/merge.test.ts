import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { newId } from "#lib/data/new-id.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { at, desk, incidentWorld, robot, storedClaims, T } from "#lib/testing/incidents.ts";
import { written } from "#lib/testing/manage/world.ts";
import { listIncidents, readIncident } from "./read.ts";

withDatabase();

async function world() {
  const base = await incidentWorld();
  const draft = (component: string, body = "The monitor fails.") =>
    robot(base.pageId).open(
      { draft: true, name: "Automatic", body, components: { [component]: "major_outage" } },
      0,
      { origin: "alert", autoPublishAt: at(9) },
    );
  return { ...base, draft };
}

async function alertOf(pageId: string, incidentId: string): Promise<string> {
  const source = { id: newId(), pageId, kind: "generic", name: "x", secretHash: newId() };
  await prisma().alertSource.create({ data: source });
  const times = { firingSince: new Date(T), lastAt: new Date(T) };
  const alert = { id: newId(), pageId, sourceId: source.id, fingerprint: "f", status: "firing", title: "t" };
  await prisma().alert.create({ data: { ...alert, ...times, componentIds: [], incidentId } });
  return alert.id;
}

describe("mergeIncident", () => {
  it("gives a published incident what its readers did not know: text, components, alerts", async () => {
    const { pageId, api, agents, open, draft, merge, read } = await world();
    const survivor = await open({ components: { [api]: "partial_outage" } });
    const automatic = await draft(agents);
    const alertId = await alertOf(pageId, automatic.id);
    const merged = await merge(automatic.id, survivor.id, 5);
    expect(merged).toMatchObject({ id: survivor.id, status: "investigating" });
    expect(merged.updates[0]).toMatchObject({
      body: "The monitor fails.",
      displayAt: at(5),
      deliverNotifications: false,
      components: [{ componentId: agents, newState: "major_outage" }],
    });
    expect(await storedClaims(survivor.id)).toEqual([
      [api, "partial_outage", 0, null],
      [agents, "major_outage", 5, null],
    ]);
    expect(await prisma().alert.findUnique({ where: { id: alertId } })).toMatchObject({
      incidentId: survivor.id,
    });
    expect(await readIncident(read, automatic.id)).toMatchObject({
      mergedIntoId: survivor.id,
      autoPublishAt: null,
    });
    expect((await listIncidents(read, {})).map(({ id }) => id)).toEqual([survivor.id]);
    expect(await listIncidents(read, { phase: "draft" })).toEqual([]);
    const { actions, events } = await written(pageId);
    expect(actions.slice(-2)).toEqual(["incident.merge", "incident.take_in"]);
    expect(events.at(-1)).toBe("incident.merged");
  });

  it("says nothing to readers who know of the component already, unless the author does", async () => {
    const { api, open, draft, merge } = await world();
    const survivor = await open({ components: { [api]: "partial_outage" } });
    expect((await merge((await draft(api)).id, survivor.id, 5)).updates).toHaveLength(1);
    const told = await merge((await draft(api)).id, survivor.id, 6, {
      body: "Also this.",
      deliver_notifications: true,
    });
    expect(told.updates[0]).toMatchObject({ body: "Also this.", deliverNotifications: true });
    expect(told.components).toEqual([{ componentId: api, state: "partial_outage" }]);
  });

  it("joins two drafts: both texts, the worse states, the earlier beginning; still no reader knows", async () => {
    const { pageId, api, agents, open, draft, merge } = await world();
    const survivor = await open(
      { draft: true, body: "By hand.", components: { [api]: "partial_outage" } },
      3,
    );
    const merged = await merge((await draft(api)).id, survivor.id, 5);
    expect(merged).toMatchObject({ startedAt: T, publishedAt: null });
    expect(merged.updates).toMatchObject([{ body: "By hand.\n\nThe monitor fails." }]);
    expect(merged.components).toEqual([{ componentId: api, state: "major_outage" }]);
    await merge((await draft(agents)).id, survivor.id, 6);
    expect(await storedClaims(survivor.id)).toEqual([]);
    expect((await written(pageId)).events).toEqual([]);
  });

  it("refuses itself, what is public, what is over or taken back, windows, and strangers", async () => {
    const { api, open, post, unpublish, draft, merge } = await world();
    const automatic = await draft(api);
    await expect(merge(automatic.id, automatic.id, 1)).rejects.toMatchObject({ kind: "invalid" });
    const shown = await open();
    await expect(merge(shown.id, automatic.id, 1)).rejects.toMatchObject({ kind: "conflict" });
    await post(shown.id, { status: "resolved" }, 2);
    await expect(merge(automatic.id, shown.id, 3)).rejects.toThrow("reopen it first");
    await unpublish(shown.id, 4);
    await expect(merge(automatic.id, shown.id, 5)).rejects.toMatchObject({ kind: "conflict" });
    const hello = await open({ kind: "announcement" });
    await expect(merge(automatic.id, hello.id, 5)).rejects.toThrow("Only incidents");
    const stranger = desk((await incidentWorld()).pageId);
    await expect(stranger.merge(automatic.id, hello.id, 5)).rejects.toMatchObject({ kind: "not_found" });
  });
});
