import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { createEgress } from "#lib/net/egress.ts";
import { startHttpSink } from "#lib/testing/network/http-sink.ts";
import { createTeamsSender } from "./teams.ts";

const sink = await startHttpSink();
afterAll(() => sink.stop());
beforeEach(() => {
  sink.forget();
  sink.program([]);
});

const sender = createTeamsSender(createEgress({ allow: [`127.0.0.1:${sink.port}`], dnsServers: [] }));
const card = { type: "AdaptiveCard", version: "1.2", body: [{ type: "TextBlock", text: "API latency" }] };
const send = (mode: "message" | "card" = "message", url = `${sink.origin}/workflows/a?sig=b`) =>
  sender.send({ channel: "teams", url, mode, card }, { timeoutMs: 5_000 });
const answers = (status: number, body = "", headers: Record<string, string> = {}) =>
  sink.program([{ does: { status, headers, body } }]);

describe("a message to Teams", () => {
  it("is an envelope around the card for one template of workflows", async () => {
    answers(202);
    expect(await send("message")).toEqual({ kind: "sent", receipt: { code: "202", text: "" } });
    const [seen] = sink.history();
    expect(seen!.headers["content-type"]).toBe("application/json");
    expect(JSON.parse(seen!.body!)).toEqual({
      type: "message",
      attachments: [
        { contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content: card },
      ],
    });
  });

  it("is the bare card for the other", async () => {
    await send("card");
    expect(JSON.parse(sink.history()[0]!.body!)).toEqual(card);
  });

  it.each<[number, object]>([
    [400, { kind: "permanent", effect: "refused" }],
    [413, { kind: "permanent", effect: "refused" }],
    [401, { kind: "permanent", effect: "gone" }],
    [403, { kind: "permanent", effect: "gone" }],
    [404, { kind: "permanent", effect: "gone" }],
    [410, { kind: "permanent", effect: "gone" }],
    [302, { kind: "retry", fault: "destination" }],
    [500, { kind: "retry", fault: "destination" }],
    [502, { kind: "retry", fault: "destination" }],
  ])("%i", async (status, outcome) => {
    answers(status, "why", status === 302 ? { location: `${sink.origin}/elsewhere` } : {});
    expect(await send()).toMatchObject({ ...outcome, receipt: { code: String(status), text: "why" } });
    expect(sink.history()).toHaveLength(1);
  });

  it("is held back for as long as Teams asks", async () => {
    answers(429, "", { "retry-after": "12" });
    expect(await send()).toMatchObject({ kind: "retry", afterMs: 12_000 });
  });

  it("was not taken when an older connector says so in the text of its 200", async () => {
    answers(
      200,
      "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429",
    );
    expect(await send()).toMatchObject({ kind: "retry", fault: "destination", afterMs: 60_000 });
    answers(200, "1");
    expect(await send()).toMatchObject({ kind: "sent" });
  });

  it("goes through the guard", async () => {
    expect(await send("card", "http://169.254.169.254/?x=office.com")).toMatchObject({
      kind: "retry",
      receipt: { code: "address_not_allowed" },
    });
  });
});
