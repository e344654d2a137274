import { describe, expect, it } from "vitest";
import { destinationFault } from "./destination.ts";
import { type DestinationInput, findDestination, newSubscription } from "./input.ts";
import { pendingPurgeAt, quarantinedPurgeAt, unsubscribedPurgeAt } from "./privacy.ts";

const RULES = {
  slackHosts: ["hooks.slack.com"],
  teamsHosts: ["webhook.office.com"],
  countries: ["KR", "US"],
};
const find = (input: DestinationInput) => findDestination(input, RULES);
const NOBODY = { contactEmail: null, teamsMode: null };

describe("where somebody wants to be told", () => {
  it.each<[string, DestinationInput, object]>([
    ["a mail address", { email: "A@Example.com" }, { channel: "email", destination: "a@example.com" }],
    [
      "a phone of the first country",
      { phone_number: "010-1234-5678" },
      { channel: "sms", destination: "+821012345678" },
    ],
    [
      "a phone of another country",
      { phone_country: "US", phone_number: "(415) 555-2671" },
      { channel: "sms", destination: "+14155552671" },
    ],
    [
      "Slack by its host",
      { endpoint: "https://hooks.slack.com/services/a" },
      { channel: "slack", destination: "https://hooks.slack.com/services/a" },
    ],
    [
      "any other webhook",
      { endpoint: "https://example.com/hook" },
      { channel: "webhook", destination: "https://example.com/hook" },
    ],
    [
      "a webhook at Slack's host, if it is said to be one",
      { channel: "webhook", endpoint: "https://hooks.slack.com/services/a" },
      { channel: "webhook", destination: "https://hooks.slack.com/services/a" },
    ],
  ])("is %s", (_, input, found) => {
    expect(find(input)).toEqual({ found: { ...NOBODY, ...found } });
  });

  it("is Teams by its host, with one of its two bodies", () => {
    const endpoint = "https://a.webhook.office.com/b";
    const teams = { channel: "teams", destination: endpoint, contactEmail: null };
    expect(find({ endpoint })).toEqual({ found: { ...teams, teamsMode: "message" } });
    expect(find({ endpoint, teams_mode: "card" })).toEqual({ found: { ...teams, teamsMode: "card" } });
  });

  it("has, beside a webhook, who is told when it fails", () => {
    const endpoint = "https://example.com/hook";
    const told = { ...NOBODY, channel: "webhook", destination: endpoint, contactEmail: "ops@example.com" };
    expect(find({ endpoint, email: "Ops@example.com" })).toEqual({ found: told });
    expect(find({ endpoint, contact_email: "ops@example.com" })).toEqual({ found: told });
    expect(find({ email: "a@example.com", contact_email: "ops@example.com" }).found?.contactEmail).toBeNull();
  });

  it.each<[string, DestinationInput, [string, "email" | "sms" | "slack" | "teams" | "webhook"][]]>([
    ["nothing at all", {}, [["email", "email"]]],
    ["no mail address", { email: "nobody" }, [["email", "email"]]],
    ["no number", { phone_number: "12" }, [["phone_number", "sms"]]],
    ["a channel without its field", { channel: "sms", email: "a@example.com" }, [["phone_number", "sms"]]],
    ["no URL", { endpoint: "nowhere" }, [["endpoint", "webhook"]]],
    [
      "a URL of somebody else",
      { channel: "slack", endpoint: "https://example.com" },
      [["endpoint", "slack"]],
    ],
    [
      "two faults",
      { endpoint: "nowhere", contact_email: "nobody" },
      [
        ["endpoint", "webhook"],
        ["contact_email", "email"],
      ],
    ],
  ])("is refused at its field: %s", (_, input, faults) => {
    expect(find(input).faults).toEqual(
      faults.map(([path, channel]) => ({ path, message: destinationFault(channel, RULES) })),
    );
  });
});

describe("a subscription", () => {
  it("takes texts, lists and flags alone: no objects that a query would understand", () => {
    for (const hostile of [{ email: { not: "" } }, { email: ["a@example.com"] }, { incident_id: { gt: "" } }])
      expect(newSubscription.safeParse(hostile).success).toBe(false);
    expect(newSubscription.safeParse({ email: "a".repeat(2_101) }).success).toBe(false);
    expect(newSubscription.safeParse({ consent: "true" }).success).toBe(false);
    expect(newSubscription.safeParse({ phone_country: "KOR" }).success).toBe(false);
  });

  it("leaves out what it does not know", () => {
    const read = newSubscription.parse({ email: "a@example.com", state: "active", holder_id: "x" });
    expect(read).toEqual({ email: "a@example.com" });
  });
});

describe("what is kept", () => {
  it("is erased 7 days after asking, 30 days after unsubscribing or failing", () => {
    const now = Date.parse("2026-11-24T00:00:00Z");
    const days = [pendingPurgeAt(now), unsubscribedPurgeAt(now), quarantinedPurgeAt(now)].map((at) =>
      new Date(at).toISOString().slice(0, 10),
    );
    expect(days).toEqual(["2026-12-01", "2026-12-24", "2026-12-24"]);
  });
});
