import { beforeAll, describe, expect, it } from "vitest";
import { prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { newPage, written } from "#lib/testing/manage/world.ts";
import { codeSentTo, linkOf, rowAt, subscriberContext } from "#lib/testing/subscribers/context.ts";
import { verifyCode } from "./codes.ts";
import { confirmSubscription } from "./confirm.ts";
import { restartDestination, stopDestination } from "./stop.ts";
import { subscribe } from "./subscribe.ts";

withDatabase();
const DAY = 86_400_000;

let pageId = "";
beforeAll(async () => {
  pageId = await newPage();
});
let made = 0;
async function phoneThatIsTold() {
  const phone = `+82103${String(++made).padStart(4, "0")}999`;
  await subscribe(pageId, { phone_number: phone, consent: true }, subscriberContext());
  const { id } = (await rowAt(pageId, "sms", phone))!;
  await verifyCode(pageId, { destination: phone, code: await codeSentTo(id) }, subscriberContext());
  return { id, phone };
}

describe("STOP", () => {
  it("ends the subscription and suppresses the number; again: nothing more", async () => {
    const { id, phone } = await phoneThatIsTold();
    for (let i = 0; i < 2; i++) await stopDestination(pageId, "sms", phone, "stop", subscriberContext());
    expect(await rowAt(pageId, "sms", phone)).toMatchObject({ state: "unsubscribed" });
    expect(await prisma().suppression.count({ where: { pageId, reason: "stop" } })).toBe(1);
    const audits = (await written(pageId)).audits.filter(({ objectId }) => objectId === id);
    expect(audits.at(-1)).toMatchObject({
      action: "subscriber.unsubscribe",
      after: { state: "unsubscribed", reason: "stop" },
    });
  });

  it("of a number that nobody has is kept by a hash alone", async () => {
    const own = await newPage();
    await stopDestination(own, "sms", "+821012345678", "stop", subscriberContext());
    const { audits } = await written(own);
    expect(audits).toMatchObject([{ action: "suppression.create", objectKind: "suppression" }]);
    const kept = await prisma().suppression.findMany({ where: { pageId: own } });
    expect(kept).toHaveLength(1);
    expect(JSON.stringify([kept, audits.map(({ after, objectId }) => [after, objectId])])).not.toContain(
      "1012345678",
    );
  });

  it("on one page says nothing of another", async () => {
    const { phone } = await phoneThatIsTold();
    await stopDestination(await newPage(), "sms", phone, "stop", subscriberContext());
    expect((await rowAt(pageId, "sms", phone))?.state).toBe("active");
  });
});

describe("START", () => {
  it("brings back who had confirmed", async () => {
    const { id, phone } = await phoneThatIsTold();
    await stopDestination(pageId, "sms", phone, "stop", subscriberContext());
    await restartDestination(pageId, "sms", phone, subscriberContext());
    expect(await rowAt(pageId, "sms", phone)).toMatchObject({
      ...{ id, state: "active", unsubscribedAt: null, purgeAt: null },
    });
    const audits = (await written(pageId)).audits.filter(({ objectId }) => objectId === id);
    expect(audits.at(-1)).toMatchObject({ action: "subscriber.confirm" });
  });

  it("does not confirm who never did", async () => {
    const phone = "+821044440999";
    await subscribe(pageId, { phone_number: phone, consent: true }, subscriberContext());
    await stopDestination(pageId, "sms", phone, "stop", subscriberContext());
    await restartDestination(pageId, "sms", phone, subscriberContext());
    expect((await rowAt(pageId, "sms", phone))?.state).toBe("unsubscribed");
    await restartDestination(pageId, "sms", "+821044441999", subscriberContext());
  });
});

describe("a destination that is dead", () => {
  it("is quarantined and suppressed, and comes back by the person's own confirmation", async () => {
    const email = "bounced@example.com";
    const now = Date.now();
    await subscribe(pageId, { email, consent: true }, subscriberContext());
    const { id } = (await rowAt(pageId, "email", email))!;
    await confirmSubscription(await linkOf("confirm", id), subscriberContext());
    await stopDestination(pageId, "email", email, "gone", subscriberContext({ now }));
    expect(await rowAt(pageId, "email", email)).toMatchObject({
      ...{ state: "quarantined", quarantineReason: "gone", quarantinedAt: new Date(now) },
      purgeAt: new Date(now + 30 * DAY),
    });
    await confirmSubscription(await linkOf("confirm", id), subscriberContext());
    expect(await rowAt(pageId, "email", email)).toMatchObject({
      ...{ state: "active", quarantineReason: null, quarantinedAt: null, purgeAt: null, failures: 0 },
    });
    expect(await prisma().suppression.count({ where: { pageId, channel: "email" } })).toBe(0);
  });
});
