import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { newIncident } from "#lib/domain/incidents/input.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { newPage, operatorScope, written } from "#lib/testing/manage/world.ts";
import { openIncident } from "../incidents/open.ts";
import { postUpdate } from "../incidents/post.ts";
import { readIncident } from "../incidents/read.ts";
import { unpublishIncident } from "../incidents/unpublish.ts";
import { publishPostmortem } from "./publish.ts";
import { readPostmortem } from "./read.ts";
import { deletePostmortem, revertPostmortem } from "./revert.ts";
import { savePostmortem } from "./save.ts";

withDatabase();
const NOW = Date.parse("2026-11-23T05:00:00Z");
const MINUTE = 60_000;

/** A page with a resolved incident. */
async function world(fields: object = {}) {
  const pageId = await newPage();
  const scope = operatorScope("incidents:write", pageId);
  const reader = operatorScope("page:read", pageId);
  const input = newIncident.parse({ name: "API 장애", body: "조사 중", ...fields });
  const { id } = await openIncident(scope, input, NOW);
  const resolve = () => postUpdate(scope, id, { status: "resolved", body: "끝" }, NOW + MINUTE);
  return { pageId, scope, reader, id, resolve, read: () => readIncident(reader, id) };
}
const draft = (body_draft: string, more: object = {}) => ({ body_draft, ...more });

/** The same with a published post-mortem. */
async function published() {
  const made = await world();
  await made.resolve();
  await savePostmortem(
    made.scope,
    made.id,
    draft("원인", { draft_translations: { en: { body: "Cause" } } }),
    NOW + 2 * MINUTE,
  );
  await publishPostmortem(made.scope, made.id, { notify_subscribers: true }, NOW + 3 * MINUTE);
  return made;
}

describe("savePostmortem", () => {
  it("keeps a draft, also while the incident is open, that readers see nothing of", async () => {
    const { pageId, scope, reader, id, read } = await world();
    const before = await read();
    const saved = await savePostmortem(scope, id, draft("원인"), NOW + MINUTE);
    expect(saved).toMatchObject({ draft: "원인", draftAt: NOW + MINUTE, body: null, publishedAt: null });
    expect(await readPostmortem(reader, id)).toEqual(saved);
    const after = await read();
    expect(after).toMatchObject({
      status: "investigating",
      revision: before.revision + 1,
      updatedAt: before.updatedAt,
    });
    const { actions, events, audits } = await written(pageId);
    expect([actions, events]).toEqual([["incident.open", "postmortem.save"], ["incident.opened"]]);
    expect(JSON.stringify(audits.at(-1)!.after)).not.toContain("원인");
  });

  it("writes nothing when nothing changed", async () => {
    const { pageId, scope, id } = await world();
    const saved = await savePostmortem(scope, id, draft("원인"), NOW);
    expect(await savePostmortem(scope, id, draft("원인"), NOW + MINUTE)).toEqual(saved);
    expect((await written(pageId)).actions).toEqual(["incident.open", "postmortem.save"]);
  });

  it("gives the second of two authors what is stored now", async () => {
    const { scope, id, read } = await world();
    const { revision } = await read();
    await savePostmortem(scope, id, draft("첫째", { revision }), NOW);
    const refused = savePostmortem(scope, id, draft("둘째", { revision }), NOW);
    await expect(refused).rejects.toMatchObject({
      kind: "conflict",
      current: { postmortem: { draft: "첫째" } },
    });
  });

  it("refuses maintenance, announcements and what was taken back", async () => {
    const { scope, id } = await world({ kind: "announcement" });
    await expect(savePostmortem(scope, id, draft("x"), NOW)).rejects.toThrow(
      "belongs to an incident; this is an announcement",
    );
    const taken = await world();
    await unpublishIncident(taken.scope, taken.id, { reason: "x" }, NOW);
    await expect(savePostmortem(taken.scope, taken.id, draft("x"), NOW)).rejects.toMatchObject({
      kind: "conflict",
    });
  });
});

describe("publishPostmortem", () => {
  it("tells it as an update, and the incident becomes postmortem", async () => {
    const { pageId, id, read } = await published();
    const incident = await read();
    expect(incident).toMatchObject({ id, status: "postmortem", resolvedAt: NOW + MINUTE });
    expect(incident.updates[0]).toMatchObject({
      status: "postmortem",
      body: "원인",
      translations: { en: { body: "Cause" } },
      displayAt: NOW + 3 * MINUTE,
      deliverNotifications: true,
      editedAt: null,
    });
    expect(incident.postmortem).toMatchObject({
      draft: null,
      body: "원인",
      translations: { en: { body: "Cause" } },
      publishedAt: NOW + 3 * MINUTE,
      notifiesSubscribers: true,
    });
    const { actions, events } = await written(pageId);
    expect(actions.slice(-2)).toEqual(["postmortem.save", "postmortem.publish"]);
    expect(events.at(-1)).toBe("postmortem.published");
    const event = await prisma().outboxEvent.findFirst({ where: { pageId }, orderBy: { id: "desc" } });
    expect(event?.payload).toEqual({
      incident_id: id,
      update_id: incident.updates[0]!.id,
      deliver_notifications: true,
    });
  });

  it("waits for the end of the incident, and for a draft", async () => {
    const { scope, id, resolve } = await world();
    await savePostmortem(scope, id, draft("원인"), NOW);
    await expect(publishPostmortem(scope, id, {}, NOW)).rejects.toThrow(
      "The incident is investigating; allowed now: resolved, then its post-mortem",
    );
    const other = await world();
    await other.resolve();
    await expect(publishPostmortem(other.scope, other.id, {}, NOW)).rejects.toThrow("There is no draft");
    await resolve();
    await publishPostmortem(scope, id, {}, NOW + 2 * MINUTE);
    await expect(publishPostmortem(scope, id, {}, NOW + 3 * MINUTE)).rejects.toThrow("There is no draft");
  });

  it("shows a later text as edited, with the earlier one, and tells nobody again", async () => {
    const { pageId, scope, id, read } = await published();
    await savePostmortem(scope, id, draft("원인과 대책"), NOW + 4 * MINUTE);
    expect((await read()).postmortem).toMatchObject({ body: "원인", draft: "원인과 대책" });
    const again = await publishPostmortem(scope, id, { notify_subscribers: true }, NOW + 5 * MINUTE);
    expect(again).toMatchObject({
      body: "원인과 대책",
      bodyAt: NOW + 5 * MINUTE,
      publishedAt: NOW + 3 * MINUTE,
    });
    const { updates } = await read();
    expect(updates.map(({ status }) => status)).toEqual(["postmortem", "resolved", "investigating"]);
    expect(updates[0]).toMatchObject({
      body: "원인과 대책",
      editedAt: NOW + 5 * MINUTE,
      earlier: [{ body: "원인", displayAt: NOW + 3 * MINUTE }],
    });
    const { actions, events } = await written(pageId);
    expect([actions.at(-1), events.at(-1)]).toEqual(["postmortem.edit", "incident.edited"]);
  });
});

describe("revertPostmortem", () => {
  it("makes it a draft again: the incident is resolved, the update gone", async () => {
    const { pageId, scope, id, read } = await published();
    await savePostmortem(scope, id, draft("둘째"), NOW + 4 * MINUTE);
    await publishPostmortem(scope, id, {}, NOW + 5 * MINUTE);
    await postUpdate(scope, id, { status: "postmortem", body: "덧붙임" }, NOW + 6 * MINUTE);
    const reverted = await revertPostmortem(scope, id, {}, NOW + 7 * MINUTE);
    expect(reverted).toMatchObject({
      draft: "둘째",
      body: null,
      publishedAt: null,
      notifiesSubscribers: false,
    });
    const { status, resolvedAt, updates, postmortem } = await read();
    expect([status, resolvedAt, postmortem]).toEqual(["resolved", NOW + MINUTE, reverted]);
    expect(updates.map((one) => [one.status, one.body])).toEqual([
      ["resolved", "덧붙임"],
      ["resolved", "끝"],
      ["investigating", "조사 중"],
    ]);
    expect((await written(pageId)).actions.at(-1)).toBe("postmortem.revert");
    await expect(revertPostmortem(scope, id, {}, NOW)).rejects.toThrow("is a draft; allowed now: publish");
    await publishPostmortem(scope, id, {}, NOW + 8 * MINUTE);
    expect((await read()).status).toBe("postmortem");
  });

  it("keeps a newer draft", async () => {
    const { scope, id } = await published();
    await savePostmortem(scope, id, draft("새 글"), NOW + 4 * MINUTE);
    expect(await revertPostmortem(scope, id, {}, NOW + 5 * MINUTE)).toMatchObject({ draft: "새 글" });
  });
});

describe("deletePostmortem", () => {
  it("throws it away, published or not", async () => {
    const { pageId, scope, reader, id, read } = await published();
    await deletePostmortem(scope, id, NOW + 4 * MINUTE);
    expect(await read()).toMatchObject({ status: "resolved", postmortem: null });
    await expect(readPostmortem(reader, id)).rejects.toThrow("postmortem not found");
    await expect(deletePostmortem(scope, id, NOW)).rejects.toThrow("postmortem not found");
    await expect(revertPostmortem(scope, id, {}, NOW)).rejects.toThrow("postmortem not found");
    await savePostmortem(scope, id, draft("다시"), NOW + 5 * MINUTE);
    await deletePostmortem(scope, id, NOW + 6 * MINUTE);
    expect((await written(pageId)).actions.slice(-3)).toEqual([
      "postmortem.delete",
      "postmortem.save",
      "postmortem.delete",
    ]);
  });
});

describe("a stranger", () => {
  it("finds no incident of another page", async () => {
    const { id } = await published();
    const stranger = await newPage();
    const [write, read] = [operatorScope("incidents:write", stranger), operatorScope("page:read", stranger)];
    for (const act of [
      () => savePostmortem(write, id, draft("x"), NOW),
      () => publishPostmortem(write, id, {}, NOW),
      () => revertPostmortem(write, id, {}, NOW),
      () => deletePostmortem(write, id, NOW),
      () => readPostmortem(read, id),
    ])
      await expect(act()).rejects.toMatchObject({ kind: "not_found", message: "incident not found" });
  });
});
