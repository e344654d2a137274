import { describe, expect, it } from "vitest";
import { defaultChoices } from "./choices.ts";
import { BYTE_ORDER_MARK, csvCell, csvLine, plainCell } from "./csv.ts";
import { placeKey, readImportRow } from "./import-row.ts";

const NOW = Date.parse("2026-11-24T00:00:00Z");
const KNOWN = {
  rules: { slackHosts: ["hooks.slack.com"], teamsHosts: ["webhook.office.com"], countries: ["KR"] },
  defaults: defaultChoices({ languages: ["ko"], timeZone: "Asia/Seoul" }),
  now: NOW,
};
const read = (record: Record<string, string>) =>
  readImportRow({ consent_at: "2026-01-31", ...record }, 7, KNOWN);
const faults = (record: Record<string, string>) => read(record).faults?.map(({ path }) => path);

describe("a row of an import", () => {
  it.each<[string, Record<string, string>, string]>([
    ["a mail address", { email: "A@Example.com" }, "email a@example.com"],
    ["a destination without a channel", { destination: "a@example.com" }, "email a@example.com"],
    ["a phone", { channel: "sms", destination: "'+821012345678" }, "sms +821012345678"],
    ["a phone by its own column", { phone_number: "010-1234-5678" }, "sms +821012345678"],
    [
      "a webhook",
      { channel: "webhook", destination: "https://example.com/in" },
      "webhook https://example.com/in",
    ],
    ["a chat by its host", { endpoint: "https://hooks.slack.com/a" }, "slack https://hooks.slack.com/a"],
  ])("is %s", (_, record, key) => {
    expect(placeKey(read(record).row!)).toBe(key);
  });

  it("has when they agreed, and what they chose", () => {
    const { row } = read({
      email: "a@example.com",
      consent_at: "2026-02-01T09:00:00+09:00",
      component_ids: "aaaaaaaaaaaa; bbbbbbbbbbbb",
      kinds: "incidents reports",
      min_impact: "major",
      language: "en",
      time_zone: "Europe/Paris",
    });
    expect(row).toMatchObject({ line: 7, consentAt: Date.parse("2026-02-01T00:00:00Z") });
    expect(row?.choices).toMatchObject({
      ...{ componentIds: ["aaaaaaaaaaaa", "bbbbbbbbbbbb"], kinds: ["incidents", "reports"] },
      ...{ minImpact: 2, language: "en", timeZone: "Europe/Paris" },
    });
    expect(read({ email: "a@example.com" }).row?.choices).toEqual(KNOWN.defaults);
  });

  it.each<[Record<string, string>, string[]]>([
    [{}, ["email"]],
    [{ destination: "nobody" }, ["destination"]],
    [{ channel: "sms", destination: "12" }, ["destination"]],
    [{ channel: "pigeon", destination: "a@example.com" }, ["channel"]],
    [{ email: "a@example.com", consent_at: "" }, ["consent_at"]],
    [{ email: "a@example.com", consent_at: "yesterday" }, ["consent_at"]],
    [{ email: "a@example.com", consent_at: "2026-11-25" }, ["consent_at"]],
    [{ email: "a@example.com", consent_at: "2026-02-30" }, ["consent_at"]],
    [{ email: "a@example.com", language: "fr", kinds: "all" }, ["kinds", "language"]],
    [{ email: "nobody", consent_at: "", min_impact: "low" }, ["email", "min_impact", "consent_at"]],
    [{ email: "a@example.com", state: "unsubscribed" }, ["state"]],
    [{ email: "a@example.com", state: "pending" }, ["state"]],
    [{ constructor: "x", email: "=1+1" }, ["email"]],
  ])("has every fault told at its column: %j", (record, paths) => {
    expect(faults(record)?.sort()).toEqual(paths.sort());
    expect(read(record).faults?.every(({ line }) => line === 7)).toBe(true);
  });
});

describe("a day of consent", () => {
  it("begins when it does in the page's zone", () => {
    expect(read({ email: "a@example.com" }).row?.consentAt).toBe(Date.parse("2026-01-30T15:00:00Z"));
  });
});

describe("a cell of an export", () => {
  it.each([
    ["plain", '"plain"'],
    ['say "hi"', '"say ""hi"""'],
    ["a,b\nc", '"a,b\nc"'],
    ["=HYPERLINK(1)", '"\'=HYPERLINK(1)"'],
    ["+821012345678", '"\'+821012345678"'],
    ["-1", '"\'-1"'],
    ["@sum", '"\'@sum"'],
    ["\tx", '"\'\tx"'],
    ["\rx", '"\'\rx"'],
    ["", '""'],
  ])("is no formula: %j", (text, cell) => {
    expect(csvCell(text)).toBe(cell);
    expect(plainCell(cell.slice(1, -1).replaceAll('""', '"'))).toBe(text.trim());
  });

  it("stands in a line that ends as CSV wants it, behind a mark for spreadsheets", () => {
    expect(csvLine(["a", "=b"])).toBe('"a","\'=b"\r\n');
    expect(BYTE_ORDER_MARK).toHaveLength(1);
  });
});
