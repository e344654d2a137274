import { describe, expect, it } from "vitest";
import { pool, prisma } from "#lib/data/db.ts";
import { authorize } from "#lib/data/scope.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { expandAll, subscribe } from "#lib/testing/fan-outs/audience.ts";
import { incidentWorld } from "#lib/testing/incidents.ts";
import { operatorScope } from "#lib/testing/manage/world.ts";
import { makePerson } from "#lib/testing/people.ts";
import { listDeliveries } from "./log.ts";

withDatabase();

async function told() {
  const world = await incidentWorld();
  const recipients = [
    await subscribe(world.pageId),
    await subscribe(world.pageId, { channel: "webhook" }),
    await subscribe(world.pageId),
  ];
  const incident = await world.open({ body: "Slow.", components: { [world.api]: "major_outage" } });
  await expandAll();
  const { rows } = await pool().query<{ id: string }>(
    "select event_id::text as id from fan_outs where incident_id = $1",
    [incident.id],
  );
  const reader = operatorScope("page:read", world.pageId);
  return { ...world, recipients, incident, eventId: rows[0]!.id, reader };
}

const finish = async (recipientId: string, state: string, receipt: object) => {
  const where = { recipientId };
  await prisma().delivery.updateMany({
    where,
    data: { state, receipt, finishedAt: new Date(), attempts: 2 },
  });
  const { id } = await prisma().delivery.findFirstOrThrow({ where });
  await prisma().deliveryAttempt.create({
    data: {
      ...{ deliveryId: id, number: 1, at: new Date(), outcome: "retry", code: "503", text: "busy" },
      durationMs: 12,
    },
  });
};

describe("listDeliveries", () => {
  it("tells what became of each message, with its receipt and the tries before", async () => {
    const { recipients, eventId, reader, incident } = await told();
    const [, webhook = ""] = recipients;
    await finish(webhook, "failed", { code: "410", text: "Gone", duration_ms: 31 });
    const all = await listDeliveries(reader, { of: { eventId } });
    expect(all).toHaveLength(3);
    expect(all.map(({ id }) => Number(id))).toEqual(all.map(({ id }) => Number(id)).sort((a, b) => b - a));
    expect(all.find(({ recipient }) => recipient.id === webhook)).toMatchObject({
      ...{ channel: "webhook", state: "failed", attempts: 2, kind: "event", eventKind: "incident.opened" },
      receipt: { code: "410", text: "Gone", duration_ms: 31 },
      incident: { id: incident.id },
      tries: [{ number: 1, outcome: "retry", code: "503", durationMs: 12 }],
      finishedAt: expect.any(Number),
    });
  });

  it("tells a viewer codes, and no words of the other side: they may hold the address", async () => {
    const { recipients, eventId, pageId } = await told();
    const said = { code: "550", text: "someone@example.com is unknown", duration_ms: 31 };
    await finish(recipients[0]!, "failed", said);
    const viewer = { kind: "user", id: "v", pageId, role: "viewer" } as const;
    const scope = authorize(viewer, "page:read", pageId);
    const [seen] = await listDeliveries(scope, { of: { eventId }, state: "failed" });
    expect(seen).toMatchObject({
      receipt: { code: "550", duration_ms: 31 },
      tries: [{ code: "503", text: null }],
    });
    expect(JSON.stringify(seen)).not.toContain("@");
  });

  it("narrows by channel and state, and goes on behind one", async () => {
    const { eventId, reader, recipients } = await told();
    await finish(recipients[0]!, "sent", { code: "250" });
    const of = { eventId };
    expect(await listDeliveries(reader, { of, channel: "webhook" })).toHaveLength(1);
    expect(await listDeliveries(reader, { of, state: "sent" })).toMatchObject([{ receipt: { code: "250" } }]);
    const [first, ...rest] = await listDeliveries(reader, { of });
    expect(await listDeliveries(reader, { of, after: first!.id })).toEqual(rest);
    expect(await listDeliveries(reader, { of, limit: 1 })).toEqual([first]);
  });

  it("finds the messages of one recipient, finished or not, and of one incident", async () => {
    const { recipients, reader, incident, post } = await told();
    const [recipientId = ""] = recipients;
    await finish(recipientId, "sent", { code: "250" });
    await post(incident.id, { body: "Still." }, 1);
    await expandAll();
    const of = { recipientId };
    expect((await listDeliveries(reader, { of })).map(({ state }) => state)).toEqual(["pending", "sent"]);
    expect(await listDeliveries(reader, { of: { incidentId: incident.id } })).toHaveLength(6);
  });

  it("shows addresses to who manages subscribers, and to nobody else", async () => {
    const { pageId, eventId } = await told();
    const scopeOf = async (role: "viewer" | "manager") => {
      const { id } = await makePerson(pageId, role);
      return authorize({ kind: "user", id, pageId, role }, "page:read", pageId);
    };
    const names = async (role: "viewer" | "manager") =>
      (await listDeliveries(await scopeOf(role), { of: { eventId } })).map(({ recipient }) => recipient.name);
    expect(await names("viewer")).toEqual([null, null, null]);
    expect(await names("manager")).toEqual(Array(3).fill(expect.stringMatching(/@example\.com$/)));
  });

  it("keeps what was told to a subscriber who was erased, without their address", async () => {
    const { recipients, reader } = await told();
    const [id = ""] = recipients;
    await prisma().subscriber.delete({ where: { id } });
    const [left] = await listDeliveries(reader, { of: { recipientId: id } });
    expect(left!.recipient).toEqual({ kind: "subscriber", id, name: null });
  });

  it("tells a stranger nothing", async () => {
    const { eventId, pageId } = await told();
    const other = await told();
    expect(await listDeliveries(other.reader, { of: { eventId } })).toEqual([]);
    const stranger = { kind: "user", id: "s", pageId: other.pageId, role: "owner" } as const;
    expect(() => authorize(stranger, "page:read", pageId)).toThrow("page not found");
  });
});
