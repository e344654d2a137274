import { describe, expect, it } from "vitest";
import { isReason, REASON_TEXT, REASONS } from "./reason.ts";
import { NETWORK_REASONS } from "./status/impaired.ts";

describe("the closed list of reasons", () => {
  it("has a sentence in each language for every reason, and no sentence twice", () => {
    for (const reason of REASONS) {
      expect(REASON_TEXT[reason].ko).toMatch(/[가-힣].*다\.$/);
      expect(REASON_TEXT[reason].en).toMatch(/^[A-Z].*\.$/);
    }
    expect(Object.keys(REASON_TEXT)).toEqual([...REASONS]);
    for (const language of ["ko", "en"] as const)
      expect(new Set(REASONS.map((reason) => REASON_TEXT[reason][language])).size).toBe(REASONS.length);
  });

  it("holds the network reasons by which an impaired prober is known", () => {
    expect(NETWORK_REASONS.every(isReason)).toBe(true);
  });

  it("knows its own names, and no others", () => {
    expect(REASONS.every(isReason)).toBe(true);
    for (const text of ["made_up", "", "TIMEOUT", "constructor"]) expect(isReason(text)).toBe(false);
  });
});
