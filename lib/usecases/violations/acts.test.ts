import { describe, expect, it } from "vitest";
import { authorize } from "#lib/data/scope.ts";
import { ACK_HOLD_MS } from "#lib/domain/escalation/policy.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { incidentWorld } from "#lib/testing/incidents.ts";
import { written } from "#lib/testing/manage/world.ts";
import { makePerson } from "#lib/testing/people.ts";
import { makeObjective, violated } from "#lib/testing/slo/rows.ts";
import { acknowledgeViolation, resumeViolation } from "./acknowledge.ts";
import { sloScope } from "./acting.ts";
import { commentViolation } from "./comment.ts";
import { linkViolation } from "./link.ts";
import { listViolations, readViolation } from "./read.ts";
import { resolveViolation } from "./resolve.ts";
import { settleVerdict } from "./settle.ts";

withDatabase();
const T = Date.UTC(2026, 10, 24, 9);
const at = (minutes: number) => T + minutes * 60_000;

async function world() {
  const desk = await incidentWorld();
  const { pageId, api } = desk;
  const objective = await makeObjective(pageId, { componentIds: [api] });
  const { violation } = (await settleVerdict({ objective, verdict: violated(at(0)) }, null, at(0)))!;
  const read = (now = at(9)) => readViolation(desk.read, violation.id, now);
  return { ...desk, objective, id: violation.id, see: read };
}

describe("acts on a violation", () => {
  it("acknowledges for half an hour, and again", async () => {
    const { id, write, pageId, see } = await world();
    const held = await acknowledgeViolation(write, id, { revision: 1 }, at(2));
    const hold = { acknowledgedAt: at(2), acknowledgedBy: "responder", resumesAt: at(2) + ACK_HOLD_MS };
    expect(held).toMatchObject({ ...hold, revision: 2 });
    await acknowledgeViolation(write, id, {}, at(10));
    const { violation, events } = await see();
    expect(violation.resumesAt).toBe(at(10) + ACK_HOLD_MS);
    expect(events.map(({ kind, actorId }) => [kind, actorId])).toEqual([
      ["opened", "slo"],
      ["acknowledged", "responder"],
      ["acknowledged", "responder"],
    ]);
    const { actions, events: told } = await written(pageId);
    expect(actions.at(-1)).toBe("violation.acknowledge");
    expect(told.at(-1)).toBe("violation.acknowledged");
  });

  it("resumes once when the hold is over, and keeps who had taken it", async () => {
    const { id, write, pageId } = await world();
    const { resumesAt } = await acknowledgeViolation(write, id, {}, at(0));
    const resume = () => resumeViolation(sloScope(pageId), id, resumesAt!, resumesAt!);
    const all = await Promise.all([resume(), resume(), resume()]);
    expect(all.filter((one) => one !== null)).toHaveLength(1);
    expect(all.find((one) => one)).toMatchObject({ resumesAt: null, acknowledgedBy: "responder" });
    await acknowledgeViolation(write, id, {}, at(40));
    expect(await resume()).toBeNull();
  });

  it("comments with names of people, also on what is over", async () => {
    const { id, pageId, see, write } = await world();
    const person = await makePerson(pageId, "responder");
    const actor = { kind: "user", id: person.id, pageId, role: "responder" } as const;
    const scope = authorize(actor, "incidents:write", pageId);
    await commentViolation(scope, id, { text: "Looking at the load balancer." }, at(1));
    await resolveViolation(write, id, { text: "It was a test." }, at(3));
    await commentViolation(scope, id, { text: "Agreed." }, at(4));
    const { events, violation } = await see();
    expect(violation).toMatchObject({ resolvedAt: at(3), endedAt: at(3), resolvedBy: "responder" });
    expect(events.slice(1).map(({ kind, details, actorName }) => [kind, details.text, actorName])).toEqual([
      ["commented", "Looking at the load balancer.", "responder"],
      ["resolved", "It was a test.", null],
      ["commented", "Agreed.", "responder"],
    ]);
  });

  it("links an incident of the page and no other", async () => {
    const { id, write, open, see, pageId } = await world();
    const incident = await open({ name: "Slow answers" });
    await linkViolation(write, id, { incident_id: incident.id }, at(1));
    await linkViolation(write, id, { incident_id: incident.id }, at(2));
    expect((await see()).incident).toEqual({
      id: incident.id,
      name: "Slow answers",
      status: "investigating",
      isPublished: true,
    });
    const foreign = await (await incidentWorld()).open();
    await expect(linkViolation(write, id, { incident_id: foreign.id }, at(3))).rejects.toThrow("faults");
    await linkViolation(write, id, { incident_id: null }, at(4));
    const { incident: none, events } = await see();
    expect([none, events.map(({ kind }) => kind)]).toEqual([null, ["opened", "linked", "linked"]]);
    expect((await written(pageId)).actions.filter((action) => action === "violation.link")).toHaveLength(2);
  });

  it("tells who was there in between, and refuses what is over", async () => {
    const { id, write } = await world();
    await acknowledgeViolation(write, id, { revision: 1 }, at(1));
    const late = acknowledgeViolation(write, id, { revision: 1 }, at(2));
    await expect(late).rejects.toMatchObject({ kind: "conflict", current: { id, revision: 2 } });
    await resolveViolation(write, id, { text: "Over.", revision: 2 }, at(3));
    for (const act of [
      () => acknowledgeViolation(write, id, {}, at(4)),
      () => resolveViolation(write, id, { text: "Again." }, at(4)),
    ])
      await expect(act()).rejects.toMatchObject({ kind: "conflict", message: "This violation is resolved" });
  });

  it("knows no violation of another page", async () => {
    const { id } = await world();
    const { write, read } = await incidentWorld();
    for (const act of [
      () => acknowledgeViolation(write, id, {}, at(1)),
      () => commentViolation(write, id, { text: "?" }, at(1)),
      () => resolveViolation(write, id, { text: "?" }, at(1)),
      () => linkViolation(write, id, { incident_id: null }, at(1)),
      () => readViolation(read, id, at(1)),
    ])
      await expect(act()).rejects.toMatchObject({ kind: "not_found" });
    expect(await resumeViolation(write, id, at(0), at(1))).toBeNull();
    expect(await listViolations(read, {}, { skip: 0, take: 9 })).toEqual([]);
  });
});

describe("the list of violations", () => {
  it("is cut by state, severity, SLO, objective, component, incident and time", async () => {
    const { pageId, api, agents, read, write, id, objective, open } = await world();
    const other = await makeObjective(pageId, { componentIds: [agents] });
    const warning = violated(at(60), { severity: "warning", startedAt: at(50) });
    const { violation } = (await settleVerdict({ objective: other, verdict: warning }, null, at(60)))!;
    const ids = async (filter: Parameters<typeof listViolations>[1], take = 9) =>
      (await listViolations(read, filter, { skip: 0, take })).map((one) => one.id);
    expect(await ids({})).toEqual([violation.id, id]);
    expect(await ids({}, 1)).toEqual([violation.id]);
    expect(await ids({ severity: "critical" })).toEqual([id]);
    expect(await ids({ sloId: other.sloId })).toEqual([violation.id]);
    expect(await ids({ objectiveId: objective.id })).toEqual([id]);
    expect(await ids({ componentId: api })).toEqual([id]);
    await acknowledgeViolation(write, id, {}, at(1));
    expect(await ids({ state: "acknowledged" })).toEqual([id]);
    await resolveViolation(write, id, { text: "Over." }, at(20));
    expect(await ids({ state: "open" })).toEqual([violation.id]);
    expect(await ids({ state: "resolved" })).toEqual([id]);
    const incident = await open({});
    await linkViolation(write, id, { incident_id: incident.id }, at(21));
    expect(await ids({ incidentId: incident.id })).toEqual([id]);
    expect(await ids({ until: at(50) })).toEqual([id]);
    expect(await ids({ from: at(20) })).toEqual([violation.id]);
    expect(await ids({ from: at(19), until: at(51) })).toEqual([violation.id, id]);
  });
});
