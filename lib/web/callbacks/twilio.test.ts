import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import { beforeAll, describe, expect, it } from "vitest";
import { pool, prisma } from "#lib/data/db.ts";
import { withDatabase } from "#lib/testing/database.ts";
import { newPage, written } from "#lib/testing/manage/world.ts";
import { codeSentTo, rowAt, subscriberContext } from "#lib/testing/subscribers/context.ts";
import { verifyCode } from "#lib/usecases/subscribers/codes.ts";
import { subscribe } from "#lib/usecases/subscribers/subscribe.ts";
import { settings } from "../settings.ts";
import { smsInbound, smsStatus } from "./twilio.ts";

const ACCOUNT = `AC${"0".repeat(32)}`;
const TOKEN = "the token of the account";
process.env.TWILIO_ACCOUNT_SID = ACCOUNT;
process.env.TWILIO_AUTH_TOKEN = TOKEN;
process.env.TWILIO_FROM = "+15005550006";
process.env.PUBLIC_URL = "https://status.example.com";

withDatabase();
let pageId = "";
beforeAll(async () => {
  pageId = await newPage();
});

type Fields = Record<string, string>;
/** As the provider calls, whatever host the request came in by. */
async function call(route: typeof smsStatus, path: string, fields: Fields, signature?: string) {
  const all: Fields = { AccountSid: ACCOUNT, ...fields };
  const expected = getExpectedTwilioSignature(TOKEN, `https://status.example.com${path}`, all);
  const headers = { "x-twilio-signature": signature ?? expected, "x-requested-path": path };
  const body = new URLSearchParams(all);
  const response = await route(
    new Request(`http://internal.invalid:1${path}`, { method: "POST", headers, body }),
  );
  return { status: response.status, type: response.headers.get("content-type"), text: await response.text() };
}

let made = 0;
const nextId = () => `SM${String(++made).padStart(32, "0")}`;

describe("what became of an SMS", () => {
  async function sentSms(providerId: string | null) {
    const row = await prisma().delivery.create({
      data: {
        ...{ pageId, kind: "event", channel: "sms", recipientKind: "subscriber", recipientId: "nobody" },
        ...{ state: "sent", providerId, dueAt: new Date(), expiresAt: new Date(Date.now() + 60_000) },
        receipt: { code: "201", text: "" },
      },
    });
    return row.id;
  }
  const receiptOf = async (id: bigint) =>
    (await prisma().delivery.findUniqueOrThrow({ where: { id } })).receipt as Record<string, unknown>;
  const tell = (id: bigint | null, sid: string, status: string, more: Fields = {}, signature?: string) =>
    call(
      smsStatus,
      id === null ? "/callbacks/twilio/status" : `/callbacks/twilio/status?delivery=${id}`,
      { MessageSid: sid, MessageStatus: status, To: "+821099990000", ...more },
      signature,
    );

  it("is kept in the delivery's receipt, beside what was known", async () => {
    const sid = nextId();
    const id = await sentSms(sid);
    expect(await tell(id, sid, "delivered")).toEqual({
      status: 200,
      type: "text/xml; charset=utf-8",
      text: '<?xml version="1.0" encoding="UTF-8"?><Response></Response>',
    });
    expect(await receiptOf(id)).toMatchObject({ code: "201", status: "delivered" });
  });

  it("counts only forwards: twice, late and out of order change nothing", async () => {
    const sid = nextId();
    const id = await sentSms(sid);
    for (const status of ["queued", "sent", "sent", "delivered", "sent", "queued", "undelivered", "read", ""])
      await tell(id, sid, status);
    const receipt = await receiptOf(id);
    expect(receipt).toMatchObject({ status: "delivered" });
    await tell(id, sid, "delivered");
    expect(await receiptOf(id)).toEqual(receipt);
  });

  it("is found by the provider's id when ours is missing, and kept when it comes before that is known", async () => {
    const [sid, early] = [nextId(), nextId()];
    const [known, unknown] = [await sentSms(sid), await sentSms(null)];
    await tell(null, sid, "sent");
    await tell(unknown, early, "sending");
    expect(await receiptOf(known)).toMatchObject({ status: "sent" });
    expect(await receiptOf(unknown)).toMatchObject({ status: "sending" });
  });

  it("of another message, or of none, changes nothing", async () => {
    const [sid, other] = [nextId(), nextId()];
    const id = await sentSms(sid);
    for (const asked of [id, 999_999_999n]) expect((await tell(asked, other, "failed")).status).toBe(200);
    expect(
      (await call(smsStatus, "/callbacks/twilio/status?delivery=1;drop", { MessageSid: sid })).status,
    ).toBe(200);
    expect(await receiptOf(id)).toEqual({ code: "201", text: "" });
  });

  it("is not believed of a stranger", async () => {
    const sid = nextId();
    const id = await sentSms(sid);
    const before = await written(pageId);
    for (const signature of ["", "short", `${"A".repeat(27)}=`, "A".repeat(5_000)]) {
      const { status, type } = await tell(id, sid, "failed", { ErrorCode: "30005" }, signature);
      expect([status, type]).toEqual([403, "application/json; charset=utf-8"]);
    }
    expect(await receiptOf(id)).toEqual({ code: "201", text: "" });
    expect(await written(pageId)).toEqual(before);
    expect(await prisma().suppression.count({ where: { pageId } })).toBe(0);
  });

  it("that the number is dead ends its subscription", async () => {
    const { phone } = await phoneThatIsTold();
    const sid = nextId();
    const id = await sentSms(sid);
    await tell(id, sid, "undelivered", { To: phone, ErrorCode: "30005" });
    expect(await receiptOf(id)).toMatchObject({ status: "undelivered", status_code: "30005" });
    expect(await rowAt(pageId, "sms", phone)).toMatchObject({ state: "quarantined" });
  });

  it("that it could not be delivered this time does not", async () => {
    const { phone } = await phoneThatIsTold();
    const sid = nextId();
    await tell(await sentSms(sid), sid, "undelivered", { To: phone, ErrorCode: "30003" });
    expect(await rowAt(pageId, "sms", phone)).toMatchObject({ state: "active" });
  });
});

async function phoneThatIsTold() {
  const phone = `+82102${String(++made).padStart(4, "0")}777`;
  await subscribe(pageId, { phone_number: phone, consent: true }, subscriberContext());
  const { id } = (await rowAt(pageId, "sms", phone))!;
  await verifyCode(pageId, { destination: phone, code: await codeSentTo(id) }, subscriberContext());
  return { id, phone };
}

describe("an answer to an SMS", () => {
  const answer = (From: string, Body: string, more: Fields = {}, signature?: string) =>
    call(smsInbound, "/callbacks/twilio/inbound", { MessageSid: nextId(), From, Body, ...more }, signature);
  const stateOf = async (phone: string) => (await rowAt(pageId, "sms", phone))?.state;

  it.each(["STOP", "수신거부"])("%s ends it, and START brings it back", async (word) => {
    const { id, phone } = await phoneThatIsTold();
    expect((await answer(phone, word)).status).toBe(200);
    expect(await stateOf(phone)).toBe("unsubscribed");
    const audits = (await written(pageId)).audits.filter(({ objectId }) => objectId === id);
    expect(audits.at(-1)).toMatchObject({ action: "subscriber.unsubscribe" });
    await answer(phone, "start");
    expect(await stateOf(phone)).toBe("active");
  });

  it("is heard once: an old STOP played again after a START changes nothing", async () => {
    const { phone } = await phoneThatIsTold();
    const stop = { MessageSid: nextId() };
    await answer(phone, "STOP", stop);
    await answer(phone, "START");
    expect((await answer(phone, "STOP", stop)).status).toBe(200);
    expect(await stateOf(phone)).toBe("active");
  });

  it("means what the provider recognised, who then also answers it", async () => {
    const { phone } = await phoneThatIsTold();
    const { text } = await answer(phone, "그만요", { OptOutType: "STOP" });
    expect(text).not.toContain("<Message>");
    expect(await stateOf(phone)).toBe("unsubscribed");
  });

  it("gets an answer of ours where the provider gives none, in its language", async () => {
    const phone = "+821055550000";
    expect((await answer(phone, "수신거부")).text).toContain("<Message>수신을 거부했습니다");
    expect((await answer(phone, "opt out")).text).toContain("<Message>You will get no more messages.");
    expect((await answer(phone, "도움말")).text).toContain("https://status.example.com/manage");
    expect((await answer(phone, "STOP")).text).not.toContain("<Message>");
    expect((await answer(phone, "thanks")).text).not.toContain("<Message>");
  });

  it("of a number that nobody subscribed is remembered, and imports respect it", async () => {
    const phone = "+821066660000";
    await answer(phone, "STOP");
    expect(await stateOf(phone)).toBeUndefined();
    expect(
      await prisma().suppression.count({ where: { pageId, channel: "sms", reason: "stop" } }),
    ).toBeGreaterThan(0);
  });

  it("is not believed of a stranger, nor from what is no number", async () => {
    const { phone } = await phoneThatIsTold();
    for (const signature of ["", "short", `${"A".repeat(27)}=`])
      expect((await answer(phone, "STOP", {}, signature)).status).toBe(403);
    expect((await answer("+0", "STOP")).status).toBe(200);
    expect(await stateOf(phone)).toBe("active");
  });

  it("is forgotten when it is older than the provider keeps messages", async () => {
    await pool().query("insert into callbacks_seen (id, at) values ('SMold', now() - interval '500 days')");
    await answer("+821077770000", "STOP");
    expect(await prisma().callbackSeen.count({ where: { id: "SMold" } })).toBe(0);
  });
});

describe("without an account", () => {
  it("there is nothing at these addresses", async () => {
    const { env } = settings();
    const token = env.TWILIO_AUTH_TOKEN;
    delete env.TWILIO_AUTH_TOKEN;
    for (const route of [smsStatus, smsInbound])
      expect((await call(route, "/callbacks/twilio/status", { MessageSid: nextId() })).status).toBe(404);
    env.TWILIO_AUTH_TOKEN = token!;
  });

  it("a body that is too large is not read", async () => {
    const fields = { Body: "x".repeat(100_000), MessageSid: nextId() };
    expect((await call(smsInbound, "/callbacks/twilio/inbound", fields)).status).toBe(413);
  });
});
