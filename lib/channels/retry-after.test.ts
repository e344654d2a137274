import { describe, expect, it } from "vitest";
import { MAX_RETRY_AFTER_MS, retryAfterMs } from "./retry-after.ts";

const NOW = Date.parse("2026-11-24T10:00:00Z");
const told = (text: string | undefined) => retryAfterMs({ "retry-after": text }, NOW);

describe("Retry-After", () => {
  it.each([
    ["0", 0],
    ["7", 7_000],
    [" 120 ", 120_000],
    ["Tue, 24 Nov 2026 10:00:30 GMT", 30_000],
    ["Tuesday, 24-Nov-26 10:00:30 GMT", 30_000],
    ["Tue Nov 24 10:00:30 2026", 30_000],
    ["Tue, 24 Nov 2026 09:00:00 GMT", 0],
  ])("is understood as seconds or a date: %s", (text, ms) => {
    expect(told(text)).toBe(ms);
  });

  it.each(["", "soon", "-5", "1.5", "1e9", "2026-11-24", "12345678901", "Tue, 99 Nov 2026 10:00:30 GMT"])(
    "that is malformed says nothing: %s",
    (text) => {
      expect(told(text)).toBeUndefined();
    },
  );

  it("says nothing when it is not there", () => {
    expect(told(undefined)).toBeUndefined();
  });

  it("is honoured for a day at most", () => {
    expect(told("999999999")).toBe(MAX_RETRY_AFTER_MS);
    expect(told("Fri, 24 Nov 2090 10:00:30 GMT")).toBe(MAX_RETRY_AFTER_MS);
  });

  it("counts once when it comes twice", () => {
    expect(retryAfterMs({ "retry-after": ["3", "9"] }, NOW)).toBe(3_000);
  });
});
