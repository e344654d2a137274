import { describe, expect, it } from "vitest";
import type { Channel } from "../delivery/channel.ts";
import { destinationFault, parseDestination } from "./destination.ts";

const RULES = {
  slackHosts: ["hooks.slack.com"],
  teamsHosts: ["webhook.office.com", "logic.azure.com", "powerplatform.com"],
  countries: ["KR", "US"],
};
const parsed = (channel: Channel, input: string, country?: string) =>
  parseDestination(channel, input, RULES, country);

describe("a mail address", () => {
  it.each([
    ["Name@Example.COM", "name@example.com"],
    ["  first.last+status@mail.example.co.kr ", "first.last+status@mail.example.co.kr"],
    ["o'brien@example.com", "o'brien@example.com"],
    ["a@xn--9t4b11yi5a.xn--3e0b707e", "a@xn--9t4b11yi5a.xn--3e0b707e"],
  ])("is kept in lower case: %s", (input, destination) => {
    expect(parsed("email", input)).toEqual({ destination });
  });

  it.each([
    "",
    "name",
    "@example.com",
    "name@",
    "name@localhost",
    "name@127.0.0.1",
    "name@[127.0.0.1]",
    "name@example.c",
    "name@example.com.",
    "name@-example.com",
    "name@exa_mple.com",
    ".name@example.com",
    "name.@example.com",
    "na..me@example.com",
    "-f@example.com",
    '"a b"@example.com',
    '"x@evil.example"@example.com',
    "a@evil.example, b@example.com",
    "a b@example.com",
    "Name <name@example.com>",
    "name@example.com\r\nBcc: a@example.com",
    "name@example.com>",
    "team:a@example.com;",
    "a(comment)@example.com",
    "a%b@example.com",
    "a!b@example.com",
    "이름@example.com",
    "name@예시.한국",
    "İ@example.com",
    `${"a".repeat(65)}@example.com`,
    `a@${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(63)}.${"e".repeat(63)}.com`,
  ])("is refused with the one sentence: %j", (input) => {
    expect(parsed("email", input)).toEqual({ fault: destinationFault("email", RULES) });
  });

  it("has at most 254 characters", () => {
    const domain = `${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(57)}.com`;
    const longest = `${"a".repeat(64)}@${domain}`;
    expect(longest).toHaveLength(254);
    expect(parsed("email", longest)).toEqual({ destination: longest });
    expect(parsed("email", `${"a".repeat(64)}@b${domain}`)).toHaveProperty("fault");
  });

  it("is read in no time, however hostile", () => {
    const startedAt = performance.now();
    for (const text of [
      "a@".repeat(500_000),
      `${"a.".repeat(500_000)}@x`,
      `${"a".repeat(254)}`,
      "-".repeat(254),
    ])
      expect(parsed("email", text)).toHaveProperty("fault");
    expect(performance.now() - startedAt).toBeLessThan(100);
  });
});

describe("a mobile number", () => {
  it.each([
    ["010-1234-5678", "KR", "+821012345678"],
    ["010 1234 5678", undefined, "+821012345678"],
    ["+82 10-1234-5678", "US", "+821012345678"],
    ["(415) 555-2671", "US", "+14155552671"],
    ["415.555.2671", "us", "+14155552671"],
  ])("becomes E.164: %s of %s", (input, country, destination) => {
    expect(parsed("sms", input, country)).toEqual({ destination });
  });

  it.each([
    ["", "KR"],
    ["12", "KR"],
    ["02-123-4567", "KR"], // a landline
    ["060-123-4567", "KR"], // a premium number
    ["+1 900 555 1234", "US"],
    ["+44 7911 123456", "KR"], // a country that is not allowed
    ["+7 701 123 4567", "KR"],
    ["+1 416 555 0123", "US"], // Canada shares +1 with the United States
    ["7911123456", "GB"],
    ["call 010-1234-5678", "KR"],
    ["tel:+821012345678;ext=5", "KR"],
    ["010-1234-5678,010-9999-8888", "KR"],
    ["+8210123456789012345678901234567890123456", "KR"],
    ["010-1234-5678", "XX"],
  ])("is refused with the one sentence: %s of %s", (input, country) => {
    expect(parsed("sms", input, country)).toEqual({ fault: destinationFault("sms", RULES) });
  });

  it("is refused when no country is allowed", () => {
    const rules = { ...RULES, countries: [] };
    expect(parseDestination("sms", "+821012345678", rules)).toEqual({
      fault: "must be a mobile number of no country, such as +821012345678",
    });
  });
});

describe("the address of a chat", () => {
  it.each<[Channel, string]>([
    ["slack", "https://hooks.slack.com/services/T0/B0/abc"],
    ["teams", "https://contoso.webhook.office.com/webhookb2/a@b/IncomingWebhook/c/d"],
    ["teams", "https://prod-1.westeurope.logic.azure.com/workflows/a/triggers/manual/paths/invoke?sig=x"],
    ["teams", "https://powerplatform.com/x"],
  ])("of %s is kept: %s", (channel, url) => {
    expect(parsed(channel, url)).toEqual({ destination: url });
  });

  it("is kept as the URL parser writes it", () => {
    expect(parsed("slack", " HTTPS://Hooks.Slack.com:443/services/../services/T0#x ")).toEqual({
      destination: "https://hooks.slack.com/services/T0",
    });
  });

  it.each<[Channel, string]>([
    ["slack", "http://hooks.slack.com/services/T0/B0/abc"],
    ["slack", "https://hooks.slack.com.evil.example/services/T0"],
    ["slack", "https://evil.hooks.slack.com/services/T0"],
    ["slack", "https://hooks.slack.com@169.254.169.254/services/T0"],
    ["slack", "https://user:pass@hooks.slack.com/services/T0"],
    ["slack", "https://169.254.169.254/?x=hooks.slack.com"],
    ["slack", "https://hooks.slack.com\\@evil.example/"],
    ["slack", "https://hooks.slack.com./services/T0"],
    ["slack", "javascript:alert(1)"],
    ["slack", "hooks.slack.com/services/T0"],
    ["teams", "http://169.254.169.254/latest/meta-data/?x=office.com"],
    ["teams", "https://evilwebhook.office.com.example/x"],
    ["teams", "https://evil-powerplatform.com/x"],
    ["teams", "https://powerplatform.com.evil.example/x"],
    ["teams", "https://powerplatform.com:pass@evil.example/x"],
    ["teams", "ftp://powerplatform.com/x"],
  ])("of %s is refused with the one sentence: %s", (channel, url) => {
    expect(parsed(channel, url)).toEqual({ fault: destinationFault(channel, RULES) });
  });
});

describe("the address of a webhook", () => {
  it.each([
    ["https://example.com/hook?a=1", "https://example.com/hook?a=1"],
    ["http://example.com:8080/hook", "http://example.com:8080/hook"],
    ["https://EXAMPLE.com#part", "https://example.com/"],
    // Which addresses may be dialled is the egress's to say: it knows what the operator allows.
    ["http://0x7f.1/", "http://127.0.0.1/"],
  ])("is kept as the URL parser writes it: %s", (input, destination) => {
    expect(parsed("webhook", input)).toEqual({ destination });
  });

  it.each([
    "",
    "example.com/hook",
    "//example.com/hook",
    "file:///etc/passwd",
    "gopher://example.com/",
    "https://user@example.com/",
    "https://user:pass@example.com/",
    "https://example.com:pass@169.254.169.254/",
    "https://exa mple.com/",
    "https://example.com/a b",
    "https://example.com/\u0000",
    "https://example.com/\nHost: evil",
    "https://",
    `https://example.com/${"a".repeat(2_000)}`,
  ])("is refused with the one sentence: %j", (input) => {
    expect(parsed("webhook", input)).toEqual({ fault: destinationFault("webhook", RULES) });
  });
});
