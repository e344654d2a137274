import type { Language, Translations } from "#lib/domain/language.ts";
import { momentText } from "#lib/domain/moments.ts";
import type { WindowTimes } from "./window.ts";

/** What the product says of a window when nobody has written a text of his own. */
export type Occasion =
  | "scheduled"
  | "rescheduled"
  | "started"
  | "verifying"
  | "completed"
  | "cancelled"
  | "extended"
  | "passed";

type Wording = Record<Language, (from: string, until: string) => string>;

const TEXTS: Record<Occasion, Wording> = {
  scheduled: {
    ko: (from, until) => `${from}부터 ${until}까지 점검이 예정되어 있습니다.`,
    en: (from, until) => `Maintenance is scheduled from ${from} to ${until}.`,
  },
  rescheduled: {
    ko: (from, until) => `점검 시간이 변경되었습니다. 새 시간은 ${from}부터 ${until}까지입니다.`,
    en: (from, until) => `The maintenance has been rescheduled. It now runs from ${from} to ${until}.`,
  },
  started: {
    ko: (_, until) => `예정된 점검을 시작했습니다. ${until}에 마칠 예정입니다.`,
    en: (_, until) => `The scheduled maintenance is in progress. It is planned to end at ${until}.`,
  },
  verifying: {
    ko: () => "작업을 마치고 결과를 확인하고 있습니다.",
    en: () => "The work is done; we are verifying the result.",
  },
  completed: {
    ko: () => "예정된 점검을 마쳤습니다.",
    en: () => "The scheduled maintenance has been completed.",
  },
  cancelled: {
    ko: () => "예정된 점검이 취소되었습니다.",
    en: () => "The scheduled maintenance has been cancelled.",
  },
  extended: {
    ko: (_, until) => `점검 종료 시각이 ${until}로 변경되었습니다.`,
    en: (_, until) => `The end of the maintenance has moved to ${until}.`,
  },
  passed: {
    ko: (from, until) =>
      `예정된 점검 시간(${from}부터 ${until}까지)이 지났습니다. 진행 상황은 기록되지 않았습니다.`,
    en: (from, until) =>
      `The scheduled time (${from} to ${until}) has passed. The course of the maintenance was not recorded.`,
  },
};

/** The text in the page's first language, and its translations into the others. */
export function automaticText(
  occasion: Occasion,
  { scheduledFor, scheduledUntil }: WindowTimes,
  page: { timeZone: string; languages: readonly Language[] },
): { body: string; translations: Translations } {
  const say = (language: Language) => {
    const moment = (at: number) => momentText(at, "full", page.timeZone, language);
    return TEXTS[occasion][language](moment(scheduledFor), moment(scheduledUntil));
  };
  const [first = "ko", ...others] = page.languages;
  return {
    body: say(first),
    translations: Object.fromEntries(others.map((language) => [language, { body: say(language) }])),
  };
}
