import { beforeAll, describe, expect, it } from "vitest";
import { withDatabase } from "#lib/testing/database.ts";
import { newPage } from "#lib/testing/manage/world.ts";
import { pool, prisma } from "../db.ts";
import { noteSmsStatus, rememberSeen, type SmsNews, wasSeen } from "./callbacks.ts";

withDatabase();
let pageId = "";
beforeAll(async () => {
  pageId = await newPage();
});

const NOW = Date.parse("2026-11-24T10:00:00Z");
const DAY_MS = 86_400_000;

async function delivery(given: { providerId?: string | null; channel?: string } = {}) {
  const { providerId = null, channel = "sms" } = given;
  const of = { pageId, kind: "event", channel, recipientKind: "subscriber", recipientId: "x", providerId };
  const at = { dueAt: new Date(NOW), expiresAt: new Date(NOW + DAY_MS) };
  const { id } = await prisma().delivery.create({ data: { ...of, ...at } });
  return String(id);
}
const receiptOf = async (id: string) =>
  (await prisma().delivery.findUniqueOrThrow({ where: { id: BigInt(id) } })).receipt;
const note = (news: Partial<SmsNews>) =>
  noteSmsStatus(
    pool(),
    { providerId: "SM1", deliveryId: null, status: "sent", rank: 4, code: null, ...news },
    NOW,
  );

describe("a call that was acted upon", () => {
  it("is remembered, once", async () => {
    expect(await wasSeen(pool(), "SMa")).toBe(false);
    for (let time = 0; time < 2; time++) await rememberSeen(pool(), "SMa", NOW);
    expect(await wasSeen(pool(), "SMa")).toBe(true);
    expect(await wasSeen(pool(), "SMb")).toBe(false);
  });

  it("is forgotten when nobody could repeat it any more", async () => {
    await rememberSeen(pool(), "SMold", NOW - 401 * DAY_MS);
    await rememberSeen(pool(), "SMyoung", NOW - 399 * DAY_MS);
    await rememberSeen(pool(), "SMnew", NOW);
    expect([await wasSeen(pool(), "SMold"), await wasSeen(pool(), "SMyoung")]).toEqual([false, true]);
  });
});

describe("the status of an SMS", () => {
  it("is written on the delivery that it names, and tells its page", async () => {
    const id = await delivery({ providerId: "SM10" });
    expect(await note({ providerId: "SM10", deliveryId: id })).toBe(pageId);
    expect(await receiptOf(id)).toEqual({
      status: "sent",
      status_rank: 4,
      status_at: expect.stringMatching(/^2026-11-24T\d{2}:00:00/),
    });
  });

  it("moves forwards only", async () => {
    const id = await delivery({ providerId: "SM11" });
    const at = { providerId: "SM11", deliveryId: id };
    expect(await note({ ...at, status: "delivered", rank: 5 })).toBe(pageId);
    for (const rank of [5, 4, 1]) expect(await note({ ...at, status: "other", rank })).toBeNull();
    expect(await receiptOf(id)).toMatchObject({ status: "delivered" });
  });

  it("keeps the provider's code", async () => {
    const id = await delivery({ providerId: "SM12" });
    await note({ providerId: "SM12", status: "failed", rank: 5, code: "30005" });
    expect(await receiptOf(id)).toMatchObject({ status: "failed", status_code: "30005" });
  });

  it("is not written on a delivery of another message, or of another channel", async () => {
    const [other, mail] = [
      await delivery({ providerId: "SM13" }),
      await delivery({ providerId: "SM14", channel: "email" }),
    ];
    expect(await note({ providerId: "SM99", deliveryId: other })).toBeNull();
    expect(await note({ providerId: "SM14", deliveryId: mail })).toBeNull();
    expect(await note({ providerId: "SM14" })).toBeNull();
    expect([await receiptOf(other), await receiptOf(mail)]).toEqual([null, null]);
  });
});
