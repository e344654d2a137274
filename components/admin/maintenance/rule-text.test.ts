import { describe, expect, it } from "vitest";
import { kindOf, kindText, ruleOf, ruleText } from "./rule-text.ts";

// The third Tuesday of the month.
const START = "2026-12-15T02:00";

describe("the rule of a series", () => {
  it("follows from its kind and the first start", () => {
    expect(ruleOf("weekly", START)).toBe("FREQ=WEEKLY");
    expect(ruleOf("monthly_weekday", START)).toBe("FREQ=MONTHLY;BYDAY=3TU");
    expect(ruleOf("monthly_weekday", "2026-12-04T02:00")).toBe("FREQ=MONTHLY;BYDAY=1FR");
    expect(ruleOf("own", START)).toBeNull();
  });

  it("is recognised again, or told as it is written", () => {
    expect(kindOf("FREQ=MONTHLY;BYDAY=3TU", START)).toBe("monthly_weekday");
    expect(kindOf("FREQ=MONTHLY;BYDAY=1FR", START)).toBe("own");
    expect(ruleText("FREQ=YEARLY", START, "en")).toBe("FREQ=YEARLY");
  });

  it("is told in words of both languages", () => {
    expect(kindText("monthly_weekday", START, "en")).toBe("Every month on the third Tuesday");
    expect(kindText("monthly_weekday", START, "ko")).toBe("매월 셋째 화요일");
    expect(ruleText("FREQ=WEEKLY;INTERVAL=2", START, "ko")).toBe("2주마다 같은 요일");
  });
});
