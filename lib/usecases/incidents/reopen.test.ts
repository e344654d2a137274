import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { DAY, desk, incidentWorld, iso, storedClaims, T } from "#lib/testing/incidents.ts";
import { written } from "#lib/testing/manage/world.ts";

withDatabase();

describe("reopenIncident", () => {
  it("goes on with the states that the resolve dropped", async () => {
    const { pageId, api, agents, open, post, reopen } = await incidentWorld();
    const { id } = await open({ components: { [api]: "major_outage", [agents]: "operational" } });
    await post(id, { status: "resolved" }, 10);
    await post(id, { status: "resolved", body: "By the way" }, 12);
    const again = await reopen(id, { body: "It is back." }, 15);
    expect(again).toMatchObject({ status: "investigating", resolvedAt: null });
    expect(again.updates[0]).toMatchObject({
      components: [{ componentId: api, oldState: "operational", newState: "major_outage" }],
    });
    expect(await storedClaims(id)).toEqual([
      [api, "major_outage", 0, 10],
      [api, "major_outage", 15, null],
    ]);
    const { actions, events } = await written(pageId);
    expect([actions.at(-1), events.at(-1)]).toEqual(["incident.reopen", "incident.reopened"]);
  });

  it("goes on with exactly what the author says", async () => {
    const { api, open, post, reopen } = await incidentWorld();
    const { id } = await open({ components: { [api]: "major_outage" } });
    await post(id, { status: "resolved" }, 10);
    await reopen(id, { status: "monitoring", components: {} }, 15);
    expect(await storedClaims(id)).toEqual([[api, "major_outage", 0, 10]]);
  });

  it("is also what an open status after the end means, as clients of Statuspage send it", async () => {
    const { pageId, api, open, post, edit } = await incidentWorld();
    const { id } = await open({ components: { [api]: "major_outage" } });
    await post(id, { status: "resolved" }, 10);
    await edit(id, { status: "investigating" }, 15);
    expect(await storedClaims(id)).toHaveLength(2);
    expect((await written(pageId)).events.at(-1)).toBe("incident.reopened");
  });

  it("refuses what is not over, what was told afterwards, and what a post-mortem closes", async () => {
    const { pageId, open, post, reopen } = await incidentWorld();
    const { id } = await open();
    await expect(reopen(id, {}, 1)).rejects.toMatchObject({ kind: "conflict" });
    const past = await open({ backfilled: true, started_at: iso(T - DAY) });
    await expect(reopen(past.id, {}, 1)).rejects.toMatchObject({ kind: "conflict" });
    await post(id, { status: "resolved" }, 2);
    await expect(reopen(id, { status: "resolved" }, 3)).rejects.toMatchObject({ kind: "conflict" });
    await prisma().incident.update({ where: { id }, data: { status: "postmortem" } });
    await expect(reopen(id, {}, 3)).rejects.toThrow("postmortem cannot become investigating");
    await expect(desk((await incidentWorld()).pageId).reopen(id, {}, 3)).rejects.toThrow("not found");
    expect((await written(pageId)).events).not.toContain("incident.reopened");
  });
});
