import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { newPage } from "#lib/testing/manage/world.ts";
import { pool } from "../db.ts";
import { newId } from "../new-id.ts";
import { hasHeardOf, readDigestIncidents, readToldEvent, readTroubledPlace } from "./told-event.ts";

withDatabase();

const AT = new Date("2026-11-24T00:00:00Z");
const NOBODY = "nobody000000";

async function delivery(given: {
  recipientId: string;
  incidentId: string;
  state: string;
  digestId?: bigint;
  eventId?: bigint;
}) {
  const row = { pageId: "page00000000", kind: "event", channel: "email", recipientKind: "subscriber" };
  const isDone = given.state !== "pending";
  const at = { dueAt: AT, expiresAt: AT, finishedAt: isDone ? AT : null };
  await prisma().delivery.create({ data: { ...row, ...at, ...given } });
}

describe("the event behind a fan-out", () => {
  it("is what happened, to which incident, and which update says it", async () => {
    const pageId = await newPage();
    const told = { kind: "incident.updated", incidentId: newId(), updateId: newId() };
    await prisma().fanOut.create({ data: { eventId: 71n, pageId, eventAt: AT, plan: {}, ...told } });
    expect(await readToldEvent(pool(), "71")).toEqual({ pageId, ...told });
    expect(await readToldEvent(pool(), "72")).toBeNull();
  });
});

describe("having heard of an incident", () => {
  it("counts what was sent to this recipient of this incident, and nothing else", async () => {
    const [recipientId, incidentId] = [newId(), newId()];
    for (const state of ["pending", "collapsed", "failed", "expired"])
      await delivery({ recipientId, incidentId, state });
    await delivery({ recipientId: newId(), incidentId, state: "sent" });
    await delivery({ recipientId, incidentId: newId(), state: "sent" });
    expect(await hasHeardOf(pool(), recipientId, incidentId)).toBe(false);
    await delivery({ recipientId, incidentId, state: "sent" });
    expect(await hasHeardOf(pool(), recipientId, incidentId)).toBe(true);
  });
});

describe("the incidents of a digest", () => {
  it("come once each, what was told last first, of this recipient's digest alone", async () => {
    const recipientId = newId();
    const [first, second, other] = [newId(), newId(), newId()];
    const gathered = { recipientId, state: "collapsed", digestId: 900n };
    await delivery({ ...gathered, incidentId: first, eventId: 1n });
    await delivery({ ...gathered, incidentId: second, eventId: 2n });
    await delivery({ ...gathered, incidentId: first, eventId: 3n });
    await delivery({ ...gathered, incidentId: other, digestId: 901n, eventId: 4n });
    const ids = await readDigestIncidents(pool(), { id: "900", recipientId });
    expect(ids).toEqual([first, second]);
    expect(await readDigestIncidents(pool(), { id: "900", recipientId: NOBODY })).toEqual([]);
  });
});

describe("a place in trouble", () => {
  it("is told with how often and since when it fails", async () => {
    const [pageId, id] = [await newPage(), newId()];
    const place = { channel: "webhook", destination: `https://hooks.example.com/${id}` };
    const fixed = {
      holderId: id,
      state: "active",
      language: "ko",
      timeZone: "Asia/Seoul",
      consentSource: "page",
    };
    await prisma().subscriber.create({
      data: { id, pageId, ...place, ...fixed, failures: 3, failingSince: AT },
    });
    expect(await readTroubledPlace(pool(), id)).toEqual({
      ...place,
      failures: 3,
      failingSince: AT.getTime(),
    });
    await prisma().subscriber.update({ where: { id }, data: { failures: 0, failingSince: null } });
    expect(await readTroubledPlace(pool(), id)).toEqual({ ...place, failures: 0, failingSince: null });
    expect(await readTroubledPlace(pool(), NOBODY)).toBeNull();
  });
});
