import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { newId } from "#lib/data/new-id.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { at, DAY, desk, incidentWorld, iso, robot, storedClaims, T } from "#lib/testing/incidents.ts";
import { written } from "#lib/testing/manage/world.ts";
import { deleteIncident } from "./delete.ts";

withDatabase();

const foreignDesk = async () => desk((await incidentWorld()).pageId);

describe("publishIncident", () => {
  it("tells a draft now: claims from now on, and subscribers hear of it", async () => {
    const { pageId, api, open, publish } = await incidentWorld();
    const draft = await open({ draft: true, components: { [api]: "major_outage" }, status: "monitoring" });
    const shown = await publish(draft.id, 10, { deliver_notifications: false });
    expect(shown).toMatchObject({ publishedAt: at(10), startedAt: at(10), monitoringAt: at(10) });
    expect(shown.updates).toMatchObject([{ displayAt: at(10), deliverNotifications: false, editedAt: null }]);
    expect(await storedClaims(draft.id)).toEqual([[api, "major_outage", 10, null]]);
    const { actions, events } = await written(pageId);
    expect([actions, events]).toEqual([["incident.open", "incident.publish"], ["incident.published"]]);
  });

  it("keeps a beginning that was said, or that a monitor saw", async () => {
    const { pageId, open, publish } = await incidentWorld();
    const said = await open({ draft: true, started_at: iso(at(-20)) });
    expect((await publish(said.id, 10)).startedAt).toBe(at(-20));
    const seen = await robot(pageId).open({ draft: true }, 0, { origin: "monitor" });
    expect(await robot(pageId).publish(seen.id, 10)).toMatchObject({ startedAt: T, isAttended: false });
  });

  it("lets a monitor's draft claim nothing of its own, unless a person rewrote it", async () => {
    const { pageId, api, publish, post } = await incidentWorld();
    const given = { draft: true, components: { [api]: "major_outage" } };
    const machine = robot(pageId);
    const plain = await machine.open(given, 0, { origin: "monitor" });
    await publish(plain.id, 5);
    expect(await storedClaims(plain.id)).toEqual([]);
    const rewritten = await machine.open(given, 0, { origin: "monitor" });
    await post(rewritten.id, { body: "By hand" }, 4);
    await publish(rewritten.id, 5);
    expect(await storedClaims(rewritten.id)).toEqual([[api, "major_outage", 5, null]]);
  });

  it("tells a backfilled draft where it belongs, without a message", async () => {
    const { api, open, publish } = await incidentWorld();
    const started_at = iso(T - DAY);
    const draft = await open({
      draft: true,
      backfilled: true,
      started_at,
      components: { [api]: "major_outage" },
    });
    const shown = await publish(draft.id, 5, { deliver_notifications: true });
    expect(shown).toMatchObject({ status: "resolved", resolvedAt: T - DAY, startedAt: T - DAY });
    expect(shown.updates).toMatchObject([{ displayAt: T - DAY, deliverNotifications: false }]);
    expect(await storedClaims(draft.id)).toEqual([]);
  });

  it("refuses what is public already, an older revision, and a stranger", async () => {
    const { open, edit, publish } = await incidentWorld();
    const shown = await open();
    await expect(publish(shown.id, 1)).rejects.toMatchObject({ kind: "conflict" });
    const draft = await open({ draft: true });
    await edit(draft.id, { name: "New" }, 1);
    await expect(publish(draft.id, 2, { revision: 1 })).rejects.toMatchObject({ current: { name: "New" } });
    await expect((await foreignDesk()).publish(draft.id, 2)).rejects.toMatchObject({ kind: "not_found" });
  });
});

describe("unpublishIncident", () => {
  it("takes a mistake back: its claims go, the days are counted again, the record stays", async () => {
    const { pageId, api, open, post, unpublish } = await incidentWorld();
    const { id } = await open({ components: { [api]: "major_outage" } });
    await post(id, { status: "resolved" }, 10);
    await prisma().dayRequest.deleteMany({ where: { componentId: api } });
    const taken = await unpublish(id, 20, { reason: "Wrong page" });
    expect(taken).toMatchObject({ unpublishedAt: at(20), unpublishReason: "Wrong page", status: "resolved" });
    expect(await storedClaims(id)).toEqual([]);
    const asked = await prisma().dayRequest.findUniqueOrThrow({ where: { componentId: api } });
    expect(asked.fromAt.getTime()).toBe(T);
    const { actions, events, audits } = await written(pageId);
    expect([actions.at(-1), events.at(-1)]).toEqual(["incident.unpublish", "incident.unpublished"]);
    expect(audits.at(-1)).toMatchObject({ after: { reason: "Wrong page" } });
  });

  it("ends every further verb, and is refused for drafts and strangers", async () => {
    const { open, post, edit, reopen, publish, unpublish } = await incidentWorld();
    const { id } = await open();
    await expect((await foreignDesk()).unpublish(id, 1)).rejects.toMatchObject({ kind: "not_found" });
    await unpublish(id, 1);
    for (const verb of [post, edit, reopen])
      await expect(verb(id, {}, 2)).rejects.toMatchObject({
        kind: "conflict",
        message: expect.stringMatching("unpublished"),
      });
    for (const verb of [publish, unpublish])
      await expect(verb(id, 2)).rejects.toThrow("This incident is unpublished");
    const draft = await open({ draft: true });
    await expect(unpublish(draft.id, 2)).rejects.toThrow("allowed now: edit, update, publish, delete, merge");
  });
});

describe("deleteIncident", () => {
  it("throws a draft away with all that belongs to it, and lets its alerts go", async () => {
    const { pageId, api, write, open } = await incidentWorld();
    const draft = await open({ draft: true, components: { [api]: "major_outage" } });
    const source = { id: newId(), pageId, kind: "generic", name: "x", secretHash: newId() };
    await prisma().alertSource.create({ data: source });
    const times = { firingSince: new Date(T), lastAt: new Date(T) };
    const alert = {
      id: newId(),
      pageId,
      sourceId: source.id,
      fingerprint: "f",
      status: "firing",
      title: "t",
    };
    await prisma().alert.create({ data: { ...alert, ...times, componentIds: [], incidentId: draft.id } });
    expect(await deleteIncident(write, draft.id, at(5))).toMatchObject({
      id: draft.id,
      name: "Slow answers",
    });
    const where = { incidentId: draft.id };
    expect(await prisma().incident.count({ where: { id: draft.id } })).toBe(0);
    expect(await prisma().incidentUpdate.count({ where })).toBe(0);
    expect(await prisma().incidentComponent.count({ where })).toBe(0);
    expect(await prisma().alert.findUnique({ where: { id: alert.id } })).toMatchObject({ incidentId: null });
    expect((await written(pageId)).actions).toEqual(["incident.open", "incident.delete"]);
  });

  it("refuses what was public, and a stranger", async () => {
    const { write, open } = await incidentWorld();
    const { id } = await open();
    await expect(deleteIncident(write, id, at(1))).rejects.toMatchObject({ kind: "conflict" });
    const draft = await open({ draft: true });
    await expect(deleteIncident((await foreignDesk()).write, draft.id, at(1))).rejects.toMatchObject({
      kind: "not_found",
    });
  });
});
