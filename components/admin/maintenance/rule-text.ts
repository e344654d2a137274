import type { Language } from "#lib/domain/language.ts";
import { weekdayOf, weekdays } from "#lib/domain/moments.ts";
import { maintenanceWord } from "#lib/domain/words/maintenance.ts";

const DAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"] as const;
export const RULE_KINDS = ["weekly", "fortnight", "monthly_weekday", "monthly_day", "own"] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

/** Which weekday of its month a local time is: the third Tuesday is [3, 2]. */
function placeOf(startsAt: string): { nth: 1 | 2 | 3 | 4 | 5; weekday: number } {
  const date = startsAt.slice(0, 10);
  return {
    nth: Math.ceil(Number(date.slice(8)) / 7) as 1 | 2 | 3 | 4 | 5,
    weekday: weekdayOf(date),
  };
}

/** The rule of a kind, for a first start: "every month on its third Tuesday". Null for one's own. */
export function ruleOf(kind: RuleKind, startsAt: string): string | null {
  const { nth, weekday } = placeOf(startsAt);
  switch (kind) {
    case "weekly":
      return "FREQ=WEEKLY";
    case "fortnight":
      return "FREQ=WEEKLY;INTERVAL=2";
    case "monthly_day":
      return "FREQ=MONTHLY";
    case "monthly_weekday":
      return `FREQ=MONTHLY;BYDAY=${nth}${DAYS[weekday]}`;
    case "own":
      return null;
  }
}

/** Which kind a stored rule is; one's own when it is none of them. */
export const kindOf = (rrule: string, startsAt: string): RuleKind =>
  RULE_KINDS.find((kind) => ruleOf(kind, startsAt) === rrule) ?? "own";

/** A kind in words, with the weekday that the first start falls on. */
export function kindText(kind: RuleKind, startsAt: string, language: Language): string {
  if (kind !== "monthly_weekday") return maintenanceWord(`rule_${kind}`, language);
  const { nth, weekday } = placeOf(startsAt);
  return maintenanceWord("rule_monthly_weekday", language, {
    nth: maintenanceWord(`nth_${nth}`, language),
    weekday: weekdays(language, "long")[weekday] ?? "",
  });
}

/** A rule in words; one's own as it is written. */
export function ruleText(rrule: string, startsAt: string, language: Language): string {
  const kind = kindOf(rrule, startsAt);
  return kind === "own" ? rrule : kindText(kind, startsAt, language);
}
