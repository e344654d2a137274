import { describe, expect, it } from "vitest";
import { GLOSSARY, overallSentence, stateWord, word } from "./glossary.ts";
import { overallStatus } from "./status/indicator.ts";
import { ALL_STATES, STATES } from "./status/state.ts";

const slotsOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

describe("the glossary", () => {
  it.each(Object.entries(GLOSSARY))("has %s in both languages with the same slots", (_key, [ko, en]) => {
    expect(ko.trim()).toBe(ko);
    expect(en.trim()).toBe(en);
    expect(ko).not.toBe("");
    expect(en).not.toBe("");
    expect(slotsOf(en)).toEqual(slotsOf(ko));
  });

  it("writes Korean in Korean, but for figures, units and names", () => {
    const neutral = ["percent", "milliseconds"];
    for (const [key, [ko]] of Object.entries(GLOSSARY))
      if (!neutral.includes(key)) expect(ko, key).toMatch(/[가-힣]/);
  });

  it("writes no Korean in English", () => {
    for (const [key, [, en]] of Object.entries(GLOSSARY)) expect(en, key).not.toMatch(/[가-힣]/);
  });

  it("fills the slots", () => {
    expect(word("as_of", "ko", { time: "14:32:05 KST" })).toBe("14:32:05 KST 기준");
    expect(word("as_of", "en", { time: "14:32:05 KST" })).toBe("as of 14:32:05 KST");
    expect(word("percent_90", "en", { value: "99.97" })).toBe("99.97 % · 90 days");
  });

  it("leaves braces in a value alone", () => {
    expect(word("status_of", "en", { name: "{name} $&" })).toBe("{name} $& Status");
  });

  it("has a word for every state", () => {
    expect(ALL_STATES.map((state) => stateWord(state, "ko"))).toEqual([
      "정상",
      "점검 중",
      "성능 저하",
      "부분 장애",
      "중대 장애",
      "데이터 없음",
    ]);
  });

  it("translates every sentence that the page can say about itself", () => {
    const pairs = STATES.flatMap((one) => STATES.map((other) => [one, other]));
    for (const states of [...pairs, ...STATES.map((one) => [one])]) {
      const { description } = overallStatus(states);
      expect(overallSentence(description, "en")).toBe(description);
      expect(overallSentence(description, "ko")).toMatch(/[가-힣]/);
    }
    expect(overallSentence("Something new", "ko")).toBe("Something new");
  });
});
