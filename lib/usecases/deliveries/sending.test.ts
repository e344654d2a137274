import { describe, expect, it } from "vitest";
import { pool, prisma } from "#lib/data/db.ts";
import { writeChannelHealth } from "#lib/data/delivery/health.ts";
import { newId } from "#lib/data/new-id.ts";
import { authorize } from "#lib/data/scope.ts";
import { CHANNELS, type Channel, type ChannelSetups } from "#lib/domain/delivery/channel.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { newPage, operatorScope } from "#lib/testing/manage/world.ts";
import { readSending } from "./sending.ts";

withDatabase();

const T = Date.parse("2026-11-24T00:00:00Z");
const MINUTE = 60_000;
const setups = Object.fromEntries(
  CHANNELS.map((channel) => [channel, { isConfigured: true, missing: [] }]),
) as unknown as ChannelSetups;
const read = async () => await readSending(operatorScope("page:read", await newPage()), setups, T);

const waits = async (channel: Channel, dueAt: number, fields: object = {}) =>
  await prisma().delivery.create({
    data: {
      ...{
        pageId: "p00000000000",
        kind: "event",
        channel,
        recipientKind: "subscriber",
        recipientId: newId(),
      },
      ...{ dueAt: new Date(dueAt), expiresAt: new Date(dueAt + 60 * MINUTE), ...fields },
    },
  });

describe("readSending", () => {
  it("knows nothing of channels that nobody has used", async () => {
    const { channels, hold, standstillMs } = await read();
    expect(hold).toBeNull();
    expect(standstillMs).toBeNull();
    expect(channels.email).toMatchObject({ isConfigured: true, lastSentAt: null, oldestDueAt: null });
  });

  it("tells what the workers saw", async () => {
    await writeChannelHealth(pool(), [
      {
        channel: "email",
        sentAt: T - MINUTE,
        failedAt: null,
        fault: null,
        failingSince: null,
        pausedUntil: null,
      },
      {
        ...{ channel: "sms" as const, sentAt: null, failedAt: T, fault: "20003 Authenticate" },
        ...{ failingSince: T - 5 * MINUTE, pausedUntil: T + 8_000 },
      },
    ]);
    const { channels } = await read();
    expect(channels.email).toMatchObject({ lastSentAt: T - MINUTE, failingSince: null });
    expect(channels.sms).toMatchObject({
      ...{ lastFault: "20003 Authenticate", failingSince: T - 5 * MINUTE, pausedUntil: T + 8_000 },
    });
  });

  it("sees the oldest that is due, of either priority, and nothing that is not", async () => {
    await waits("slack", T - 2 * MINUTE);
    await waits("slack", T - 3 * MINUTE, { priority: 0 });
    await waits("slack", T - 9 * MINUTE, { state: "sent", finishedAt: new Date(T) });
    await waits("slack", T - 9 * MINUTE, { state: "gathered" });
    await waits("teams", T + MINUTE);
    const { channels, standstillMs } = await read();
    expect(channels.slack.oldestDueAt).toBe(T - 3 * MINUTE);
    expect(channels.teams.oldestDueAt).toBeNull();
    expect(standstillMs).toBe(3 * MINUTE);
  });

  it("is held, not at a standstill, after a backup was restored", async () => {
    await waits("slack", T - 5 * MINUTE);
    const epoch = { epoch: "another", heldAt: new Date(T), heldReason: "restored" };
    await prisma().instanceEpoch.upsert({
      where: { id: "instance" },
      create: { id: "instance", ...epoch },
      update: epoch,
    });
    const { hold, standstillMs } = await read();
    expect(hold).toEqual({ heldAt: T, reason: "restored", waiting: await open() });
    expect(standstillMs).toBeNull();
  });

  it("is nothing for a stranger", async () => {
    const stranger = { kind: "user", id: "s", pageId: "p00000000000", role: "owner" } as const;
    const pageId = await newPage();
    expect(() => authorize(stranger, "page:read", pageId)).toThrow("page not found");
  });
});

const open = () => prisma().delivery.count({ where: { finishedAt: null } });
