import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { authorize } from "#lib/data/scope.ts";
import { newIncident, newUpdate } from "#lib/domain/incidents/input.ts";
import type { Actor } from "#lib/domain/people/permission.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { makeComponent } from "#lib/testing/engine.ts";
import { newPage, operatorScope, written } from "#lib/testing/manage/world.ts";
import { openIncident } from "./open.ts";
import { postUpdate } from "./post.ts";
import { listIncidents, readIncident } from "./read.ts";

withDatabase();

const T = Date.UTC(2026, 10, 23, 3);
const MINUTE = 60_000;
const iso = (at: number) => new Date(at).toISOString();

async function world() {
  const pageId = await newPage();
  const [api, agents] = [
    await makeComponent(pageId, { isManual: true, createdAt: T - 86_400_000 }),
    await makeComponent(pageId, { isManual: true, createdAt: T - 86_400_000 }),
  ];
  const write = operatorScope("incidents:write", pageId);
  const open = (given: object, now = T) =>
    openIncident(write, newIncident.parse({ name: "Slow answers", ...given }), now);
  const post = (id: string, given: object, now: number) => postUpdate(write, id, newUpdate.parse(given), now);
  return { pageId, api, agents, write, open, post, read: operatorScope("page:read", pageId) };
}

const claimsOf = async (sourceId: string) =>
  (await prisma().stateClaim.findMany({ where: { sourceId }, orderBy: { startedAt: "asc" } })).map(
    (claim) => [
      claim.componentId,
      claim.state,
      (claim.startedAt.getTime() - T) / MINUTE,
      claim.endedAt && (claim.endedAt.getTime() - T) / MINUTE,
    ],
  );

describe("openIncident", () => {
  it("tells an incident at once: update, components, claims, days to count, audit and event", async () => {
    const { pageId, api, open } = await world();
    const incident = await open({ body: "We look into it.", components: { [api]: "partial_outage" } });
    expect(incident).toMatchObject({
      kind: "incident",
      status: "investigating",
      publishedAt: T,
      startedAt: T,
      revision: 1,
      isAttended: true,
      components: [{ componentId: api, state: "partial_outage" }],
    });
    expect(incident.updates).toMatchObject([
      {
        status: "investigating",
        body: "We look into it.",
        displayAt: T,
        deliverNotifications: true,
        components: [{ componentId: api, oldState: "operational", newState: "partial_outage" }],
      },
    ]);
    expect(await claimsOf(incident.id)).toEqual([[api, "partial_outage", 0, null]]);
    const asked = await prisma().dayRequest.findUnique({ where: { componentId: api } });
    expect(asked?.fromAt.getTime()).toBe(T);
    const { actions, events } = await written(pageId);
    expect([actions, events]).toEqual([["incident.open"], ["incident.opened"]]);
  });

  it("keeps a draft to itself: no claim, no event", async () => {
    const { pageId, api, open } = await world();
    const draft = await open({ draft: true, components: { [api]: "major_outage" } });
    expect(draft).toMatchObject({ publishedAt: null, components: [{ state: "major_outage" }] });
    expect(await claimsOf(draft.id)).toEqual([]);
    expect(await written(pageId)).toMatchObject({ actions: ["incident.open"], events: [] });
  });

  it("refuses a stranger, and who may only read", async () => {
    const { pageId } = await world();
    const viewer: Actor = { kind: "user", id: "v", pageId, role: "viewer" };
    expect(() => authorize(viewer, "incidents:write", pageId)).toThrow("Your role may not do this");
    const stranger: Actor = { kind: "user", id: "s", pageId: "p00000000000", role: "owner" };
    expect(() => authorize(stranger, "incidents:write", pageId)).toThrow("page not found");
  });
});

describe("postUpdate", () => {
  it("moves the claims with each word, and drops all of them with the resolve", async () => {
    const { api, agents, open, post } = await world();
    const { id } = await open({ components: { [api]: "major_outage", [agents]: "partial_outage" } });
    await post(id, { status: "identified", components: { [api]: "degraded_performance" } }, T + 10 * MINUTE);
    const resolved = await post(
      id,
      { status: "resolved", components: { [agents]: "partial_outage" } },
      T + 30 * MINUTE,
    );
    expect(resolved.resolvedAt).toBe(T + 30 * MINUTE);
    expect(resolved.components.map(({ state }) => state)).toEqual(["operational", "operational"]);
    expect((await claimsOf(id)).sort()).toEqual(
      [
        [api, "degraded_performance", 10, 30],
        [api, "major_outage", 0, 10],
        [agents, "partial_outage", 0, 30],
      ].sort(),
    );
  });

  it("answers an older revision with the newer incident", async () => {
    const { open, post } = await world();
    const { id } = await open({});
    await post(id, { body: "one", revision: 1 }, T + MINUTE);
    await expect(post(id, { body: "two", revision: 1 }, T + 2 * MINUTE)).rejects.toMatchObject({
      kind: "conflict",
      current: { id, revision: 2 },
    });
  });
});

describe("an update that says nothing", () => {
  it("is refused, unless a promise, a status or components are what it tells", async () => {
    const { api, open, post } = await world();
    const { id } = await open({});
    for (const nothing of [{}, { body: "" }, { status: "investigating" }])
      await expect(post(id, nothing, T + MINUTE)).rejects.toMatchObject({
        kind: "invalid",
        faults: [{ path: "incident_update.body" }],
      });
    const next_update_at = new Date(T + 60 * MINUTE).toISOString();
    await post(id, { next_update_at }, T + MINUTE);
    await post(id, { components: { [api]: "partial_outage" } }, T + 2 * MINUTE);
    expect((await post(id, { status: "identified" }, T + 3 * MINUTE)).updates).toHaveLength(4);
  });
});

describe("readIncident and listIncidents", () => {
  it("find by phase, part of a text and component, and nothing of another page", async () => {
    const { api, open, read } = await world();
    const { read: elsewhere } = await world();
    const draft = await open({ draft: true, name: "Draft" });
    const shown = await open({ body: "100% of calls_fail", components: { [api]: "major_outage" } });
    const ids = async (query: Parameters<typeof listIncidents>[1]) =>
      (await listIncidents(read, query)).map(({ id }) => id);
    expect(await ids({ phase: "draft" })).toEqual([draft.id]);
    expect(await ids({ phase: "open" })).toEqual([shown.id]);
    expect(await ids({ phase: "closed" })).toEqual([]);
    expect(await ids({ q: "100% OF calls_" })).toEqual([shown.id]);
    expect(await ids({ q: "%" })).toEqual([shown.id]);
    expect(await ids({ q: "calls%" })).toEqual([]);
    expect(await ids({ component_id: api })).toEqual([shown.id]);
    expect((await readIncident(read, draft.id)).updates).toHaveLength(1);
    await expect(readIncident(elsewhere, draft.id)).rejects.toMatchObject({ kind: "not_found" });
    expect(iso(shown.startedAt)).toBe("2026-11-23T03:00:00.000Z");
  });
});
