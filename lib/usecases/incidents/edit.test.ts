import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent } from "#lib/testing/engine.ts";
import { at, desk, incidentWorld, iso, robot, storedClaims, T } from "#lib/testing/incidents.ts";
import { written } from "#lib/testing/manage/world.ts";

withDatabase();

describe("editIncident", () => {
  it("changes what it is, keeps the name that readers saw, and tells it", async () => {
    const { pageId, open, edit } = await incidentWorld();
    const { id } = await open({ translations: { en: { name: "Slow" } } });
    const edited = await edit(
      id,
      { name: "No answers", impact_override: "critical", started_at: iso(at(-9)) },
      3,
    );
    expect(edited).toMatchObject({
      name: "No answers",
      impactOverride: "critical",
      startedAt: at(-9),
      revision: 2,
      updatedAt: at(3),
      earlierNames: [{ name: "Slow answers", translations: { en: { name: "Slow" } }, replacedAt: at(3) }],
    });
    expect(edited.updates).toHaveLength(1);
    const { actions, events, audits } = await written(pageId);
    expect([actions, events]).toEqual([
      ["incident.open", "incident.edit"],
      ["incident.opened", "incident.edited"],
    ]);
    expect(audits[1]).toMatchObject({
      actorKind: "user",
      before: { name: "Slow answers" },
      after: { name: "No answers" },
    });
  });

  it("with a status, a text or components posts an update, as Statuspage does", async () => {
    const { pageId, api, open, edit } = await incidentWorld();
    const { id } = await open({ components: { [api]: "major_outage" } });
    const edited = await edit(
      id,
      { status: "identified", body: "Found it.", components: { [api]: "partial_outage" }, name: "Found" },
      5,
    );
    expect(edited).toMatchObject({ status: "identified", name: "Found", revision: 2 });
    expect(edited.updates[0]).toMatchObject({
      body: "Found it.",
      status: "identified",
      components: [{ oldState: "major_outage", newState: "partial_outage" }],
    });
    expect(await storedClaims(id)).toEqual([
      [api, "major_outage", 0, 5],
      [api, "partial_outage", 5, null],
    ]);
    expect((await edit(id, { status: "resolved" }, 9)).resolvedAt).toBe(at(9));
    expect((await written(pageId)).events).toEqual([
      "incident.opened",
      "incident.updated",
      "incident.resolved",
    ]);
  });

  it("writes nothing when nothing changes: a client that sends everything again posts no update", async () => {
    const { pageId, api, open, edit } = await incidentWorld();
    const { id } = await open({ components: { [api]: "major_outage" } });
    const same = { name: "Slow answers", status: "investigating", components: { [api]: "major_outage" } };
    expect(await edit(id, { ...same, component_ids: [api] }, 5)).toMatchObject({ revision: 1, updatedAt: T });
    expect((await written(pageId)).actions).toEqual(["incident.open"]);
  });

  it("takes component_ids as the whole list: who leaves it is claimed no more", async () => {
    const { api, agents, open, edit } = await incidentWorld();
    const { id } = await open({ components: { [api]: "major_outage" } });
    const edited = await edit(id, { component_ids: [agents] }, 5);
    expect(edited.components).toEqual([{ componentId: agents, state: "operational" }]);
    expect(edited.updates[0]).toMatchObject({
      body: "",
      components: [{ componentId: api, oldState: "major_outage", newState: "operational" }],
    });
    expect(await storedClaims(id)).toEqual([[api, "major_outage", 0, 5]]);
    const emptied = await edit(id, { component_ids: [] }, 6);
    expect(emptied).toMatchObject({ components: [], revision: 3 });
    expect(emptied.updates).toHaveLength(2);
  });

  it("changes the past only by explicit times", async () => {
    const { api, open, edit } = await incidentWorld();
    const { id } = await open({ started_at: iso(at(-30)), components: { [api]: "partial_outage" } });
    expect(await storedClaims(id)).toEqual([[api, "partial_outage", 0, null]]);
    const component_times = [{ component_id: api, state: "major_outage", started_at: iso(at(-30)) }];
    await edit(id, { component_times }, 5);
    expect(await storedClaims(id)).toEqual([
      [api, "major_outage", -30, 0],
      [api, "partial_outage", 0, null],
    ]);
    const { fromAt } = await prisma().dayRequest.findUniqueOrThrow({ where: { componentId: api } });
    expect(fromAt.getTime()).toBe(at(-30));
    await edit(id, { component_times: [] }, 6);
    expect(await storedClaims(id)).toEqual([[api, "partial_outage", 0, null]]);
  });

  it("of a draft changes what will be published, and readers see no edit", async () => {
    const { pageId, api, agents, open, edit, publish } = await incidentWorld();
    const draft = await open({ draft: true, body: "Draft", components: { [api]: "major_outage" } });
    const edited = await edit(
      draft.id,
      { name: "Better", body: "Text", components: { [agents]: "partial_outage" }, component_ids: [agents] },
      5,
    );
    expect(edited).toMatchObject({ name: "Better", earlierNames: [] });
    expect(edited.components).toEqual([{ componentId: agents, state: "partial_outage" }]);
    expect(edited.updates).toMatchObject([
      { body: "Text", editedAt: null, components: [{ componentId: agents, newState: "partial_outage" }] },
    ]);
    expect((await written(pageId)).events).toEqual([]);
    await publish(draft.id, 8);
    expect(await storedClaims(draft.id)).toEqual([[agents, "partial_outage", 8, null]]);
  });

  it("counts a person's touch, not automation's own", async () => {
    const { pageId, open: _, edit } = await incidentWorld();
    const machine = robot(pageId);
    const draft = await machine.open({ draft: true }, 0, { origin: "monitor", autoPublishAt: at(9) });
    expect(draft).toMatchObject({ isAttended: false, autoPublishAt: at(9), origin: "monitor" });
    expect(await machine.edit(draft.id, { body: "More" }, 1)).toMatchObject({ isAttended: false });
    const touched = await edit(draft.id, { priority: 1 }, 2);
    expect(touched).toMatchObject({ isAttended: true, autoPublishAt: null, priority: 1 });
  });

  it.each([
    ["a start in the future", { started_at: iso(at(60)) }, "incident.started_at"],
    ["a promise in the past", { next_update_at: iso(at(-1)) }, "incident.next_update_at"],
    ["a promise of next year", { next_update_at: iso(at(60 * 24 * 40)) }, "incident.next_update_at"],
  ])("refuses %s", async (_, patch, path) => {
    const { open, edit } = await incidentWorld();
    const { id } = await open();
    await expect(edit(id, patch, 1)).rejects.toMatchObject({ kind: "invalid", faults: [{ path }] });
  });

  it("refuses components of another page and archived ones, but keeps those it has", async () => {
    const { pageId, api, open, edit } = await incidentWorld();
    const { api: foreign } = await incidentWorld();
    const gone = await makeComponent(pageId);
    await prisma().component.update({ where: { id: gone }, data: { archivedAt: new Date(T) } });
    const { id } = await open({ components: { [api]: "major_outage" } });
    for (const component of [foreign, gone, "zzzzzzzzzzzz"])
      await expect(edit(id, { component_ids: [component] }, 1)).rejects.toMatchObject({
        faults: [{ path: `incident.component_ids.${component}` }],
      });
    await prisma().component.update({ where: { id: api }, data: { archivedAt: new Date(T) } });
    await edit(id, { components: { [api]: "operational" } }, 2);
  });

  it("refuses what an announcement cannot have, and a foreign page's hand", async () => {
    const { api, open, edit, post } = await incidentWorld();
    const { id } = await open({ kind: "announcement" });
    await expect(edit(id, { component_ids: [api] }, 1)).rejects.toMatchObject({ kind: "invalid" });
    await expect(edit(id, { impact_override: "major" }, 1)).rejects.toMatchObject({ kind: "invalid" });
    await expect(post(id, { components: { [api]: "operational" } }, 1)).rejects.toMatchObject({
      kind: "invalid",
    });
    const stranger = desk((await incidentWorld()).pageId);
    await expect(stranger.edit(id, { name: "Mine" }, 1)).rejects.toMatchObject({ kind: "not_found" });
  });

  it("answers the second of two editors with what the first has written", async () => {
    const { open, edit } = await incidentWorld();
    const { id, revision } = await open();
    await edit(id, { name: "First", revision }, 1);
    await expect(edit(id, { name: "Second", revision }, 2)).rejects.toMatchObject({
      kind: "conflict",
      current: { id, name: "First", revision: 2 },
    });
    expect(await edit(id, { name: "Second", revision: 2 }, 3)).toMatchObject({ name: "Second", revision: 3 });
  });
});
