import { describe, expect, it } from "vitest";
import { faultInKorean } from "#lib/domain/words/fault-words.ts";
import { faultMessages } from "./fault-messages.ts";

describe("what the product refuses", () => {
  it("is found in the sources", () => {
    const messages = faultMessages().map(({ message }) => message);
    expect(messages.length).toBeGreaterThan(100);
    expect(messages).toContain("no such component on this page");
    expect(messages).toContain("at most 7 links");
  });

  it("has words in Korean too (lib/domain/words/faults.ts)", () => {
    const missing = faultMessages().filter(({ message }) => faultInKorean(message) === null);
    expect(missing).toEqual([]);
  });
});
