import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { newPage } from "#lib/testing/manage/world.ts";
import { rowAt, subscriberContext } from "#lib/testing/subscribers/context.ts";
import { subscribe } from "#lib/usecases/subscribers/subscribe.ts";
import { table } from "./table.ts";

withDatabase();
const DAY_MS = 86_400_000;

describe("the purge of subscribers", () => {
  it("erases, every hour, who never confirmed, and leaves who may still", async () => {
    const pageId = await newPage();
    const asked = (email: string, days: number) =>
      subscribe(pageId, { email, consent: true }, subscriberContext({ now: Date.now() - days * DAY_MS }));
    await asked("old@example.com", 8);
    await asked("young@example.com", 6);
    const purge = table({} as Parameters<typeof table>[0]).find(({ name }) => name === "purge")!;
    expect(purge.cron).toBe("55 * * * *");
    expect(await purge.run()).toBeUndefined();
    expect(await rowAt(pageId, "email", "old@example.com")).toBeNull();
    expect((await rowAt(pageId, "email", "young@example.com"))?.state).toBe("pending");
    expect(await prisma().auditRecord.count({ where: { pageId, action: "subscriber.purge" } })).toBe(1);
  });
});
