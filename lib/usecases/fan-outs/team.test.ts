import { describe, expect, it } from "vitest";
import { pool, prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { expandAll, subscribe } from "#lib/testing/fan-outs/audience.ts";
import { incidentWorld } from "#lib/testing/incidents.ts";
import { makePerson } from "#lib/testing/people.ts";
import { isTeamKind, TEAM_KINDS } from "./team.ts";

withDatabase();

async function team() {
  const world = await incidentWorld();
  const people = {
    viewer: (await makePerson(world.pageId, "viewer")).id,
    responder: (await makePerson(world.pageId, "responder")).id,
    manager: (await makePerson(world.pageId, "manager")).id,
    owner: (await makePerson(world.pageId, "owner")).id,
  };
  await subscribe(world.pageId);
  await makePerson((await incidentWorld()).pageId, "owner");
  const { id } = await world.open({ body: "Slow.", deliver_notifications: false });
  const happens = (kind: string, payload: object = {}) =>
    prisma().outboxEvent.create({
      data: { pageId: world.pageId, kind, payload: { incident_id: id, ...payload } },
    });
  const notices = async () =>
    (
      await pool().query(
        `select kind, recipient_id, details, recipient_kind, channel, incident_id from deliveries where page_id = $1 order by id`,
        [world.pageId],
      )
    ).rows;
  return { ...world, people, incidentId: id, happens, notices };
}

describe("what wants the team's attention", () => {
  it("is mailed to everybody who may act on incidents, once, and to no subscriber", async () => {
    const { people, happens, notices, incidentId } = await team();
    await happens("incident.stale", { hours: 6 });
    await expandAll();
    await expandAll();
    const rows = await notices();
    expect(rows.map(({ recipient_id }) => recipient_id).sort()).toEqual(
      [people.responder, people.manager, people.owner].sort(),
    );
    expect(rows[0]).toMatchObject({
      kind: "stale",
      channel: "email",
      recipient_kind: "person",
      incident_id: incidentId,
      details: { event: "incident.stale", hours: 6 },
    });
  });

  it("is mailed to the owner of the incident alone, unless they have left", async () => {
    const { people, pageId, happens, notices, incidentId } = await team();
    await prisma().incident.update({ where: { id: incidentId }, data: { ownerId: people.manager } });
    await happens("incident.resolve_proposed");
    await expandAll();
    expect((await notices()).map(({ kind, recipient_id }) => [kind, recipient_id])).toEqual([
      ["attention", people.manager],
    ]);
    await prisma().member.update({
      where: { pageId_userId: { pageId, userId: people.manager } },
      data: { disabledAt: new Date() },
    });
    await happens("incident.suggested", { component_id: "c" });
    await expandAll();
    expect(
      (await notices())
        .slice(1)
        .map(({ recipient_id }) => recipient_id)
        .sort(),
    ).toEqual([people.responder, people.owner].sort());
  });

  it("is of three kinds", () => {
    expect(TEAM_KINDS).toHaveLength(3);
    expect(TEAM_KINDS.every(isTeamKind)).toBe(true);
    expect(isTeamKind("incident.opened")).toBe(false);
  });
});
