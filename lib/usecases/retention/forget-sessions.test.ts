import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { newPage } from "#lib/testing/manage/world.ts";
import { makePerson, newSession } from "#lib/testing/people.ts";
import { forgetEndedSessions } from "./forget-sessions.ts";

withDatabase();
const DAY_MS = 86_400_000;

describe("what has ended", () => {
  it("is forgotten: idle and old sessions, challenges, tries; what still counts stays", async () => {
    const now = Date.now();
    const person = await makePerson(await newPage(), "viewer");
    const [idle, old] = [await newSession(person.id), await newSession(person.id)];
    const { session, verification, attempt } = prisma();
    await session.update({
      where: { id: idle.sessionId },
      data: { seenAt: new Date(now - DAY_MS - 1) },
    });
    await session.update({ where: { id: old.sessionId }, data: { expiresAt: new Date(now - 1) } });
    const challenge = { identifier: "a", value: "b" };
    await verification.create({ data: { id: "ended0000000", ...challenge, expiresAt: new Date(now - 1) } });
    await verification.create({
      data: { id: "open00000000", ...challenge, expiresAt: new Date(now + 60_000) },
    });
    await attempt.create({ data: { key: "ended", count: 1, resetsAt: new Date(now - 1) } });
    await attempt.create({ data: { key: "open", count: 1, resetsAt: new Date(now + 60_000) } });
    expect(await forgetEndedSessions(now)).toBe(4);
    expect((await session.findMany()).map(({ id }) => id)).toEqual([person.sessionId]);
    expect((await verification.findMany()).map(({ id }) => id)).toEqual(["open00000000"]);
    expect((await attempt.findMany()).map(({ key }) => key)).toEqual(["open"]);
    expect(await forgetEndedSessions(now)).toBe(0);
  });
});
