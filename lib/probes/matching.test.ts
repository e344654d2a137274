import { describe, expect, it } from "vitest";
import { includesKeyword } from "./keyword.ts";
import { daysLeft } from "./result.ts";
import { isExpectedStatus } from "./status-ranges.ts";

describe("isExpectedStatus", () => {
  it.each([
    ["200", 200, true],
    ["200", 201, false],
    ["200-299", 200, true],
    ["200-299", 299, true],
    ["200-299", 199, false],
    ["200,301-302,404", 302, true],
    ["200,301-302,404", 404, true],
    ["200,301-302,404", 303, false],
    ["299-200", 250, false],
  ])("%s and %i: %s", (expression, status, expected) => {
    expect(isExpectedStatus(expression, status)).toBe(expected);
  });
});

describe("includesKeyword", () => {
  // "정상" in EUC-KR, as older Korean servers send it.
  const EUC_KR = Buffer.from([0xc1, 0xa4, 0xbb, 0xf3]);
  it.each([
    ["UTF-8 by default", Buffer.from("상태: 정상"), undefined, true],
    ["UTF-8 for a charset that nobody knows", Buffer.from("정상"), "text/html; charset=x-unknown", true],
    ["the charset of the answer", EUC_KR, "text/html; charset=EUC-KR", true],
    ["the charset in quotes", EUC_KR, 'text/html; charset="euc-kr"', true],
    ["nothing in the wrong charset", EUC_KR, "text/html", false],
    ["nothing in an empty body", Buffer.alloc(0), undefined, false],
  ])("reads %s", (_name, body, contentType, expected) => {
    expect(includesKeyword(body, contentType, "정상")).toBe(expected);
  });
  it("takes a keyword literally, whatever it looks like, and stays fast", () => {
    const body = Buffer.from("a".repeat(1_000_000));
    const startedAt = performance.now();
    expect(includesKeyword(body, undefined, "(a+)+b")).toBe(false);
    expect(includesKeyword(body, undefined, `${"a".repeat(999)}b`)).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});

describe("daysLeft", () => {
  const NOW = Date.UTC(2026, 10, 23);
  it.each([
    [86_400_000, 1],
    [86_399_999, 0],
    [0, 0],
    [-1, -1],
  ])("%d ms are %i whole days", (ms, days) => {
    expect(daysLeft(NOW + ms, NOW)).toBe(days);
  });
});
