import { describe, expect, it } from "vitest";
import { automaticText, type Occasion } from "./texts.ts";

const window = {
  scheduledFor: Date.parse("2026-12-01T17:00:00Z"),
  scheduledUntil: Date.parse("2026-12-01T18:00:00Z"),
};
const page = { timeZone: "Asia/Seoul", languages: ["ko", "en"] as const };
const OCCASIONS: Occasion[] = [
  "scheduled",
  "rescheduled",
  "started",
  "verifying",
  "completed",
  "cancelled",
  "extended",
  "passed",
];

describe("automaticText", () => {
  it("tells the page's time in its first language, translated into the others", () => {
    expect(automaticText("started", window, page)).toEqual({
      body: "예정된 점검을 시작했습니다. 2026년 12월 2일 03:00 KST에 마칠 예정입니다.",
      translations: {
        en: {
          body: "The scheduled maintenance is in progress. It is planned to end at 2 December 2026, 03:00 KST.",
        },
      },
    });
  });

  it("turns the languages round with the page", () => {
    const { body, translations } = automaticText("cancelled", window, { ...page, languages: ["en", "ko"] });
    expect(body).toBe("The scheduled maintenance has been cancelled.");
    expect(translations.ko?.body).toBe("예정된 점검이 취소되었습니다.");
  });

  it.each(OCCASIONS)("has its words for %s in both languages", (occasion) => {
    const { body, translations } = automaticText(occasion, window, page);
    expect(body).toMatch(/[가-힣].*\.$/);
    expect(translations.en?.body).toMatch(/^[A-Z][^가-힣]*\.$/);
  });
});
