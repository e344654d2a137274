import { describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { newId } from "#lib/data/new-id.ts";
import { authorize } from "#lib/data/scope.ts";
import { CHANNELS, type ChannelSetups } from "#lib/domain/delivery/channel.ts";
import type { SubscriberState } from "#lib/domain/subscribers/subscriber.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { newPage, operatorScope } from "#lib/testing/manage/world.ts";
import { readReach } from "./reach.ts";

withDatabase();

const READY = { isConfigured: true, missing: [] };
const setups = Object.fromEntries(CHANNELS.map((channel) => [channel, READY])) as unknown as ChannelSetups;

async function add(pageId: string, state: SubscriberState): Promise<void> {
  const id = newId();
  const place = { pageId, channel: "email", destination: `${id}@example.com`, holderId: id };
  const choices = { language: "ko", timeZone: "Asia/Seoul", kinds: ["incidents"] };
  await prisma().subscriber.create({ data: { id, ...place, ...choices, state, consentSource: "page" } });
}

describe("readReach", () => {
  it("counts who is written to on this page, and nobody else", async () => {
    const [pageId, other] = [await newPage(), await newPage()];
    for (const state of ["active", "active", "pending", "quarantined", "unsubscribed"] as const)
      await add(pageId, state);
    await add(other, "active");
    const reach = await readReach(operatorScope("page:read", pageId), setups);
    expect(reach).toEqual({ activeSubscribers: 2, unconfigured: [] });
  });

  it("names the channels that nothing goes out over", async () => {
    const pageId = await newPage();
    const without = { ...setups, sms: { isConfigured: false, missing: ["TWILIO_FROM"] } };
    const reach = await readReach(operatorScope("page:read", pageId), without);
    expect(reach).toEqual({ activeSubscribers: 0, unconfigured: ["sms"] });
  });

  it("is nothing for a stranger", async () => {
    const stranger = { kind: "user", id: "s", pageId: await newPage(), role: "owner" } as const;
    const pageId = await newPage();
    expect(() => authorize(stranger, "page:read", pageId)).toThrow("page not found");
  });
});
