import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { createEgress } from "#lib/net/egress.ts";
import { startHttpSink } from "#lib/testing/network/http-sink.ts";
import { createSlackSender } from "./slack.ts";

const sink = await startHttpSink();
afterAll(() => sink.stop());
beforeEach(() => {
  sink.forget();
  sink.program([]);
});

const sender = createSlackSender(createEgress({ allow: [`127.0.0.1:${sink.port}`], dnsServers: [] }));
const payload = {
  text: "[Identified] API &amp; latency",
  blocks: [{ type: "section", text: { type: "mrkdwn", text: "We found the cause." } }],
};
const send = (limits: object = {}, url = `${sink.origin}/services/T0/B0/x`) =>
  sender.send({ channel: "slack", url, payload }, { timeoutMs: 5_000, ...limits });
const answers = (status: number, body = "", headers: Record<string, string> = {}) =>
  sink.program([{ does: { status, headers, body } }]);

describe("a message to Slack", () => {
  it("is the payload as it is, as JSON, once", async () => {
    answers(200, "ok");
    expect(await send()).toEqual({ kind: "sent", receipt: { code: "200", text: "" } });
    const [seen] = sink.history();
    expect(sink.history()).toHaveLength(1);
    expect(seen).toMatchObject({ method: "POST", path: "/services/T0/B0/x" });
    expect(seen!.headers["content-type"]).toBe("application/json");
    expect(JSON.parse(seen!.body!)).toEqual(payload);
  });

  it.each<[number, string, object]>([
    [400, "invalid_payload", { kind: "permanent", effect: "refused" }],
    [400, "invalid_blocks", { kind: "permanent", effect: "refused" }],
    [400, "invalid_token", { kind: "permanent", effect: "gone" }],
    [400, "no_service", { kind: "permanent", effect: "gone" }],
    [403, "action_prohibited", { kind: "permanent", effect: "gone" }],
    [404, "channel_not_found", { kind: "permanent", effect: "gone" }],
    [410, "channel_is_archived", { kind: "permanent", effect: "gone" }],
    [413, "too large", { kind: "permanent", effect: "refused" }],
    [500, "rollup_error", { kind: "retry", fault: "destination" }],
    [503, "", { kind: "retry", fault: "destination" }],
    [302, "", { kind: "retry", fault: "destination" }],
  ])("%i %s", async (status, body, outcome) => {
    answers(status, body, status === 302 ? { location: `${sink.origin}/elsewhere` } : {});
    expect(await send()).toMatchObject({ ...outcome, receipt: { code: String(status), text: body } });
    expect(sink.history()).toHaveLength(1);
  });

  it("is held back for as long as Slack asks", async () => {
    answers(429, "rate_limited", { "retry-after": "30" });
    expect(await send()).toMatchObject({ kind: "retry", fault: "destination", afterMs: 30_000 });
  });

  it("is given up after its time, and when we stop", async () => {
    sink.program([{ does: "hang" }]);
    expect(await send({ timeoutMs: 200 })).toMatchObject({ kind: "retry", receipt: { code: "timeout" } });
    const signal = AbortSignal.abort();
    expect(await send({ signal })).toMatchObject({
      kind: "retry",
      fault: "channel",
      receipt: { code: "stopped" },
    });
  });

  it("goes through the guard", async () => {
    expect(await send({}, "http://169.254.169.254/services/x")).toMatchObject({
      kind: "retry",
      receipt: { code: "address_not_allowed" },
    });
  });
});
