import { beforeEach, describe, expect, it } from "vitest";
import { pool, prisma } from "#lib/data/db.ts";
import { writeChannelHealth } from "#lib/data/delivery/health.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { newPage } from "#lib/testing/manage/world.ts";
import { channelFigures, queueHealth } from "./queue.ts";

withDatabase();
beforeEach(async () => {
  for (const table of ["deliveries", "channel_health", "instance_epochs"])
    await pool().query(`delete from ${table}`);
});

const NOW = Date.parse("2026-11-24T10:00:00Z");
async function waiting(given: { dueAt: number; channel?: string; state?: string; finishedAt?: Date }) {
  const { dueAt, channel = "email", state = "pending", finishedAt = null } = given;
  const of = {
    pageId: await newPage(),
    kind: "event",
    channel,
    recipientKind: "subscriber",
    recipientId: "x",
  };
  const at = { dueAt: new Date(dueAt), expiresAt: new Date(NOW + 3_600_000), finishedAt };
  await prisma().delivery.create({ data: { ...of, ...at, state } });
}

describe("the queue", () => {
  it("is well when nothing is due", async () => {
    const well = { oldestDueAgeMs: null, isHeld: false, isHealthy: true };
    expect(await queueHealth(NOW)).toEqual(well);
    await waiting({ dueAt: NOW + 60_000 });
    await waiting({ dueAt: NOW - 900_000, state: "sent", finishedAt: new Date(NOW) });
    expect(await queueHealth(NOW)).toEqual(well);
  });

  it("is well for a minute, and then stands still, on whatever channel", async () => {
    await waiting({ dueAt: NOW - 5_000 });
    await waiting({ dueAt: NOW - 60_000, channel: "sms" });
    expect(await queueHealth(NOW)).toEqual({ oldestDueAgeMs: 60_000, isHeld: false, isHealthy: true });
    expect(await queueHealth(NOW + 1)).toMatchObject({ oldestDueAgeMs: 60_001, isHealthy: false });
  });

  it("tells that it is held, which is no excuse for what waits", async () => {
    await prisma().instanceEpoch.create({ data: { epoch: "e1", heldAt: new Date(NOW) } });
    expect(await queueHealth(NOW)).toEqual({ oldestDueAgeMs: null, isHeld: true, isHealthy: true });
    await waiting({ dueAt: NOW - 120_000 });
    expect(await queueHealth(NOW)).toMatchObject({ isHeld: true, isHealthy: false });
  });

  it("is told in figures, by channel", async () => {
    const quiet = { failedAt: null, fault: null, failingSince: null, pausedUntil: null };
    const news = { channel: "email" as const, sentAt: NOW, ...quiet };
    await writeChannelHealth(pool(), [{ ...news, sent: 3, retried: 1, failed: 0 }]);
    await writeChannelHealth(pool(), [{ ...news, sent: 2, retried: 0, failed: 4 }]);
    for (let at = 0; at < 3; at++) await waiting({ dueAt: NOW, channel: "webhook" });
    await waiting({ dueAt: NOW, channel: "webhook", state: "sent", finishedAt: new Date(NOW) });
    const figures = await channelFigures();
    expect(figures).toHaveLength(5);
    expect(figures.find(({ channel }) => channel === "email")).toEqual({
      ...{ channel: "email", sent: 5, retried: 1, failed: 4, waiting: 0 },
    });
    expect(figures.find(({ channel }) => channel === "webhook")).toMatchObject({ sent: 0, waiting: 3 });
  });
});
