import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent, makeGroup } from "#lib/testing/engine.ts";
import { at, DAY, desk, incidentWorld, iso, MINUTE, T } from "#lib/testing/incidents.ts";
import { newPage } from "#lib/testing/manage/world.ts";
import { buildSnapshot } from "./build.ts";

withDatabase();

const snapshotAt = (pageId: string, minute: number) => buildSnapshot(pageId, at(minute));

describe("incidents in the snapshot", () => {
  it("are told whole: updates, earlier texts and names, components with their group's name", async () => {
    const pageId = await newPage();
    const group = await makeGroup(pageId);
    const api = await makeComponent(pageId, { groupId: group, isManual: true, createdAt: T - DAY });
    const { open, post, edit, editUpdate } = desk(pageId);
    const begun = await open({ body: "We lok into it.", components: { [api]: "major_outage" } });
    await editUpdate(begun.id, begun.updates[0]!.id, { body: "We look into it." }, 1);
    await edit(begun.id, { name: "No answers" }, 2);
    await post(begun.id, { status: "monitoring", components: { [api]: "degraded_performance" } }, 5);
    const { incidents, components } = await snapshotAt(pageId, 6);
    expect(components[0]).toMatchObject({ state: "degraded_performance", since: iso(at(5)) });
    expect(incidents).toMatchObject([
      {
        id: begun.id,
        kind: "incident",
        name: "No answers",
        earlierNames: [{ name: "Slow answers", replacedAt: iso(at(2)) }],
        status: "monitoring",
        impact: "critical",
        createdAt: iso(T),
        startedAt: iso(T),
        monitoringAt: iso(at(5)),
        resolvedAt: null,
        componentIds: [api],
        postmortem: null,
        updates: [
          {
            status: "monitoring",
            displayAt: iso(at(5)),
            editedAt: null,
            earlier: [],
            affectedComponents: [
              {
                id: api,
                name: `${group} - ${api}`,
                oldState: "major_outage",
                newState: "degraded_performance",
              },
            ],
          },
          {
            status: "investigating",
            body: "We look into it.",
            editedAt: iso(at(1)),
            earlier: [{ body: "We lok into it.", displayAt: iso(T), replacedAt: iso(at(1)) }],
          },
        ],
      },
    ]);
  });

  it("leave out drafts, what was taken back, other pages and private components", async () => {
    const { pageId, api, open, unpublish } = await incidentWorld();
    const secret = await makeComponent(pageId, { isManual: true, published: false });
    const { open: elsewhere } = await incidentWorld();
    await elsewhere({ name: "Elsewhere" });
    await open({ name: "Draft", draft: true });
    await unpublish((await open({ name: "Mistake" })).id, 1);
    await open({ name: "Private", components: { [secret]: "major_outage" } });
    await open({ name: "Both", components: { [secret]: "major_outage", [api]: "degraded_performance" } });
    const { incidents, ...rest } = await snapshotAt(pageId, 2);
    expect(incidents).toMatchObject([{ name: "Both", impact: "minor", componentIds: [api] }]);
    expect(incidents[0]!.updates[0]!.affectedComponents).toHaveLength(1);
    expect(JSON.stringify([incidents, rest])).not.toContain(secret);
  });

  it("keep the impact of a component that is archived since, without naming it", async () => {
    const { pageId, api, open } = await incidentWorld();
    await open({ components: { [api]: "partial_outage" } });
    await prisma().component.update({ where: { id: api }, data: { archivedAt: new Date(at(1)) } });
    const { incidents } = await snapshotAt(pageId, 2);
    expect(incidents).toMatchObject([{ impact: "major", componentIds: [] }]);
    expect(incidents[0]!.updates[0]!.affectedComponents).toBeNull();
  });

  it("tell a draft from its publication on, not from when it was begun", async () => {
    const { pageId, open, publish } = await incidentWorld();
    const draft = await open({ draft: true });
    await publish(draft.id, 30);
    const { incidents } = await snapshotAt(pageId, 31);
    const told = { createdAt: iso(at(30)), startedAt: iso(at(30)) };
    expect(incidents).toMatchObject([
      { ...told, updates: [{ createdAt: iso(at(30)), displayAt: iso(at(30)) }] },
    ]);
  });

  it("are the newest fifty, and whatever older one is still open; announcements are among them", async () => {
    const { pageId, open } = await incidentWorld();
    await open({ name: "Still open", started_at: iso(T - 5 * DAY) });
    for (let i = 1; i <= 55; i++)
      await open({
        name: `Past ${i}`,
        backfilled: true,
        started_at: iso(T - i * MINUTE),
        resolved_at: iso(T),
      });
    await open({ name: "Hello", kind: "announcement" }, 1);
    const { incidents } = await snapshotAt(pageId, 2);
    expect(incidents).toHaveLength(51);
    expect(incidents[0]).toMatchObject({ kind: "announcement", impact: "none", status: "monitoring" });
    expect(incidents[1]).toMatchObject({ name: "Past 1", isBackfilled: true });
    expect(incidents.at(-1)).toMatchObject({ name: "Still open" });
  });

  it("are not moved by what readers do not see", async () => {
    const { pageId, open, edit } = await incidentWorld();
    const { id } = await open({});
    const before = (await snapshotAt(pageId, 5)).incidents;
    const edited = await edit(id, { priority: 1, owner_id: null, metadata: { jira: { id: 1 } } }, 3);
    expect(edited).toMatchObject({ priority: 1, ownerId: null, revision: 2 });
    expect((await snapshotAt(pageId, 5)).incidents).toEqual(before);
  });
});
