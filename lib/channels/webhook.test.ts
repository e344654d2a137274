import { createHmac, randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { createEgress } from "#lib/net/egress.ts";
import { startHttpSink } from "#lib/testing/network/http-sink.ts";
import { createWebhookSender, webhookHeaders } from "./webhook.ts";

const sink = await startHttpSink();
afterAll(() => sink.stop());
beforeEach(() => {
  sink.forget();
  sink.program([]);
});

const egress = createEgress({ allow: [`127.0.0.1:${sink.port}`], dnsServers: [] });
const sender = createWebhookSender(egress);
const newSecret = () => `whsec_${randomBytes(32).toString("base64")}`;
const message = (more: object = {}) => ({
  channel: "webhook" as const,
  url: `${sink.origin}/hook?a=1`,
  id: "msg_1",
  body: '{"page":{"id":"p"},"title":"지연"}',
  secrets: [newSecret()],
  ...more,
});
const send = (more: object = {}, limits: object = {}) =>
  sender.send(message(more), { timeoutMs: 5_000, ...limits });
const answers = (status: number, headers: Record<string, string> = {}, body = "") =>
  sink.program([{ does: { status, headers, body } }]);

describe("the headers of Standard Webhooks", () => {
  it("are those of the published vector", () => {
    const secrets = ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"];
    const id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const headers = webhookHeaders(message({ id, secrets, body: '{"test": 2432232314}' }), 1_614_265_330_999);
    expect(headers).toMatchObject({
      "webhook-id": id,
      "webhook-timestamp": "1614265330",
      "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    });
  });

  it("verify with every secret that is valid, and with no other", async () => {
    const secrets = [newSecret(), newSecret()];
    const sentMessage = message({ secrets });
    expect(await sender.send(sentMessage, { timeoutMs: 5_000 })).toMatchObject({ kind: "sent" });
    const [seen] = sink.history();
    for (const secret of secrets)
      expect(new Webhook(secret).verify(seen!.body!, seen!.headers)).toEqual(JSON.parse(sentMessage.body));
    expect(() => new Webhook(newSecret()).verify(seen!.body!, seen!.headers)).toThrow("signature");
    const changed = seen!.body!.replace("p", "q");
    expect(() => new Webhook(secrets[0]!).verify(changed, seen!.headers)).toThrow("signature");
  });

  it("are what node's own HMAC says", async () => {
    const secret = newSecret();
    await send({ secrets: [secret] });
    const { headers, body } = sink.history()[0]!;
    const key = Buffer.from(secret.slice("whsec_".length), "base64");
    const told = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
    const expected = createHmac("sha256", key).update(told).digest("base64");
    expect(headers["webhook-signature"]).toBe(`v1,${expected}`);
  });

  it("have the time of each try and the same id at every try", async () => {
    answers(500);
    const same = message();
    await sender.send(same, { timeoutMs: 5_000 });
    await sender.send(same, { timeoutMs: 5_000 });
    const [first, second] = sink.history();
    expect(first!.id).toBe(second!.id);
    const age = Date.now() / 1000 - Number(second!.headers["webhook-timestamp"]);
    expect(age).toBeLessThan(3);
  });

  it("carry no signature before there is a secret", async () => {
    await send({ secrets: [] });
    expect(sink.history()[0]!.headers).not.toHaveProperty("webhook-signature");
  });
});

describe("what a webhook's answer means", () => {
  it.each([200, 201, 202, 204, 299])(
    "%i: it was taken, and nothing of the answer is kept",
    async (status) => {
      answers(status, {}, status === 204 ? "" : "secret words");
      expect(await send()).toEqual({ kind: "sent", receipt: { code: String(status), text: "" } });
    },
  );

  it("410: it wants no more", async () => {
    answers(410);
    expect(await send()).toMatchObject({ kind: "permanent", effect: "gone", receipt: { code: "410" } });
  });

  it.each([301, 302, 303, 307, 308])("%i is a failure: a redirect is never followed", async (status) => {
    answers(status, { location: `${sink.origin}/elsewhere` });
    expect(await send()).toMatchObject({
      kind: "retry",
      fault: "destination",
      receipt: { code: String(status) },
    });
    expect(sink.history().map(({ path }) => path)).toEqual(["/hook?a=1"]);
  });

  it.each([400, 401, 403, 404, 408, 429, 500, 502, 503, 504])("%i: another try later", async (status) => {
    answers(status);
    const outcome = await send();
    expect(outcome).toMatchObject({ kind: "retry", fault: "destination", receipt: { code: String(status) } });
    expect(outcome).not.toHaveProperty("afterMs");
  });

  it.each([429, 502, 503, 504])("%i: not before Retry-After", async (status) => {
    answers(status, { "retry-after": "7" });
    expect(await send()).toMatchObject({ kind: "retry", afterMs: 7_000 });
    answers(status, { "retry-after": new Date(Date.now() + 60_000).toUTCString() });
    const outcome = await send();
    expect(outcome).toMatchObject({ kind: "retry" });
    const { afterMs } = outcome as { afterMs: number };
    expect(afterMs).toBeGreaterThan(57_000);
    expect(afterMs).toBeLessThanOrEqual(60_000);
  });

  it("keeps one line of a failure's text, cut", async () => {
    answers(500, {}, `boom\r\n\u0000${"x".repeat(5_000)}`);
    const { receipt } = await send();
    expect(receipt.text).toMatch(/^boom x+$/);
    expect(receipt.text.length).toBeLessThanOrEqual(200);
  });
});

describe("a webhook that does not answer", () => {
  it("is given up after the time it has", async () => {
    sink.program([{ does: "hang" }]);
    const startedAt = Date.now();
    expect(await send({}, { timeoutMs: 300 })).toMatchObject({
      kind: "retry",
      fault: "destination",
      receipt: { code: "timeout" },
    });
    expect(Date.now() - startedAt).toBeLessThan(2_000);
  });

  it("or hangs up, is tried again", async () => {
    sink.program([{ does: "reset" }]);
    expect(await send()).toMatchObject({ kind: "retry", fault: "destination", receipt: { code: "reset" } });
  });

  it("uses up nothing of its tries when we stop", async () => {
    sink.program([{ does: "hang" }]);
    const stopping = new AbortController();
    setTimeout(() => stopping.abort(), 100);
    expect(await send({}, { signal: stopping.signal })).toMatchObject({
      kind: "retry",
      fault: "channel",
      receipt: { code: "stopped" },
    });
  });
});

describe("the guard", () => {
  it.each([
    "http://127.0.0.1:9/",
    "http://localhost:9/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::ffff:169.254.169.254]/",
    "http://[::1]/",
    "http://2130706433/",
    "http://10.1.2.3/",
    "http://100.64.0.1/",
    "http://[64:ff9b::a9fe:a9fe]/",
  ])("stands before every send: %s", async (url) => {
    expect(await send({ url })).toMatchObject({ kind: "retry", receipt: { code: "address_not_allowed" } });
  });

  it("refuses a user name in the address", async () => {
    const url = `http://example.com:pass@127.0.0.1:${sink.port}/`;
    expect(await send({ url })).toMatchObject({ kind: "retry", receipt: { code: "redirect_invalid" } });
    expect(sink.history()).toEqual([]);
  });
});
