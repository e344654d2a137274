import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { createEgress } from "#lib/net/egress.ts";
import { startHttpSink } from "#lib/testing/network/http-sink.ts";
import { createSmsSender } from "./sms.ts";

const sink = await startHttpSink();
afterAll(() => sink.stop());
beforeEach(() => {
  sink.forget();
  sink.program([]);
});

const ACCOUNT = `AC${"0".repeat(32)}`;
const egress = createEgress({ allow: [`127.0.0.1:${sink.port}`], dnsServers: [] });
const settings = { accountSid: ACCOUNT, authToken: "12345678", from: "+15005550006", baseUrl: sink.origin };
const sms = {
  channel: "sms" as const,
  to: "+821012345678",
  body: "[Acme] 지연 조사 중",
  statusCallback: null,
};
const send = (more: object = {}, limits: object = {}, by: object = {}) =>
  createSmsSender({ ...settings, ...by }, egress).send({ ...sms, ...more }, { timeoutMs: 5_000, ...limits });
const answers = (status: number, body: object | string, headers: Record<string, string> = {}) => {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  sink.program([
    { does: { status, headers: { "content-type": "application/json", ...headers }, body: text } },
  ]);
};
const refuses = (status: number, code: number) =>
  answers(status, { code, message: `Error ${code}`, more_info: "https://www.twilio.com/docs", status });

describe("an SMS", () => {
  it("is asked of Twilio by its own library, and its id is kept", async () => {
    answers(201, { sid: "SM0123", status: "queued" });
    const statusCallback = "https://status.example.com/callbacks/twilio/status?delivery=1";
    expect(await send({ statusCallback })).toEqual({
      kind: "sent",
      receipt: { code: "201", text: "", providerId: "SM0123" },
    });
    const [seen] = sink.history();
    expect(sink.history()).toHaveLength(1);
    expect(seen).toMatchObject({ method: "POST", path: `/2010-04-01/Accounts/${ACCOUNT}/Messages.json` });
    expect(seen!.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(seen!.headers.authorization).toBe(
      `Basic ${Buffer.from(`${ACCOUNT}:12345678`).toString("base64")}`,
    );
    expect(Object.fromEntries(new URLSearchParams(seen!.body!))).toEqual({
      To: sms.to,
      From: "+15005550006",
      Body: sms.body,
      StatusCallback: statusCallback,
    });
  });

  it("may leave by a messaging service, and by an address below a path", async () => {
    const from = `MG${"a".repeat(32)}`;
    await send({}, {}, { from, baseUrl: `${sink.origin}/twilio/` });
    const [seen] = sink.history();
    expect(seen!.path).toBe(`/twilio/2010-04-01/Accounts/${ACCOUNT}/Messages.json`);
    const form = Object.fromEntries(new URLSearchParams(seen!.body!));
    expect(form).toMatchObject({ MessagingServiceSid: from });
    expect(form).not.toHaveProperty("From");
    expect(form).not.toHaveProperty("StatusCallback");
  });

  it.each([21211, 21214, 21217, 21610, 21614])("%i: the number is none, or wants no more", async (code) => {
    refuses(400, code);
    expect(await send()).toMatchObject({
      kind: "permanent",
      effect: "gone",
      receipt: { code: String(code) },
    });
  });

  it.each([21408, 21608, 21612, 21617])("%i: this message is refused, the number stays", async (code) => {
    refuses(400, code);
    expect(await send()).toMatchObject({
      kind: "permanent",
      effect: "refused",
      receipt: { code: String(code) },
    });
  });

  it.each([
    [401, 20003],
    [404, 20404],
    [400, 21606],
    [400, 21212],
  ])("%i %i: the account is at fault, so nobody's message is given up", async (status, code) => {
    refuses(status, code);
    expect(await send()).toMatchObject({ kind: "retry", fault: "channel", receipt: { code: String(code) } });
  });

  it("is held back for as long as Twilio asks, and no second one is tried meanwhile", async () => {
    answers(429, { code: 20429, message: "Too Many Requests" }, { "retry-after": "3" });
    expect(await send()).toMatchObject({
      kind: "retry",
      fault: "channel",
      afterMs: 3_000,
      receipt: { code: "20429" },
    });
    expect(sink.history()).toHaveLength(1);
  });

  it.each([500, 502, 503])("%i: Twilio is away, which is nobody's fault", async (status) => {
    answers(status, "<html>oops</html>");
    expect(await send()).toMatchObject({
      kind: "retry",
      fault: "channel",
      receipt: { code: String(status) },
    });
  });

  it("is tried again when nobody answers", async () => {
    sink.program([{ does: "hang" }]);
    expect(await send({}, { timeoutMs: 300 })).toMatchObject({
      kind: "retry",
      fault: "channel",
      receipt: { code: "timeout" },
    });
    sink.program([{ does: "reset" }]);
    expect(await send()).toMatchObject({ kind: "retry", fault: "channel", receipt: { code: "reset" } });
  });

  it("follows no redirect: its password stays with Twilio", async () => {
    answers(302, "", { location: `${sink.origin}/elsewhere` });
    expect(await send()).toMatchObject({ kind: "permanent", effect: "refused" });
    expect(sink.history()).toHaveLength(1);
  });

  it("is trusted to Twilio's address alone: the guard stands before any other", async () => {
    expect(await send({}, {}, { baseUrl: "http://127.0.0.1:9" })).toMatchObject({
      kind: "retry",
      receipt: { code: "address_not_allowed" },
    });
  });
});
