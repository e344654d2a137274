import { word } from "./glossary.ts";
import type { Language } from "./language.ts";

/**
 * How instants, days and durations are written. Instants are always told in the page's zone; the reader's own zone is
 * added by the page's script.
 */
export type MomentForm = "clock" | "time" | "day" | "moment" | "full";

// en-GB: 24-hour clock and day before month, as the texts around it write them.
const LOCALES: Record<Language, string> = { ko: "ko-KR", en: "en-GB" };

const FORMS: Record<MomentForm, Intl.DateTimeFormatOptions> = {
  clock: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  day: { month: "long", day: "numeric", weekday: "short" },
  moment: { month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  full: {
    year: "numeric",
    month: "long",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  },
};

const formats = new Map<string, Intl.DateTimeFormat>();
function format(language: Language, timeZone: string, options: Intl.DateTimeFormatOptions) {
  const key = `${language} ${timeZone} ${JSON.stringify(options)}`;
  const made = formats.get(key) ?? new Intl.DateTimeFormat(LOCALES[language], { ...options, timeZone });
  formats.set(key, made);
  return made;
}

// Zones without daylight saving whose names everybody there uses, but which CLDR writes as an offset.
const ABBREVIATIONS: Record<string, string> = {
  "Asia/Seoul": "KST",
  "Asia/Tokyo": "JST",
  "Asia/Shanghai": "CST",
  "Asia/Kolkata": "IST",
  "Etc/UTC": "UTC",
  UTC: "UTC",
};

/** The short name of a zone at an instant: "KST", "EST", or an offset such as "GMT+5:45". */
export function zoneName(at: number, timeZone: string): string {
  const short = () =>
    new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "short" })
      .formatToParts(at)
      .find((part) => part.type === "timeZoneName")?.value ?? timeZone;
  return ABBREVIATIONS[timeZone] ?? short();
}

/** An instant in words; every form but `day` names its zone: "14:32:05 KST". */
export function momentText(at: number, form: MomentForm, timeZone: string, language: Language): string {
  const text = format(language, timeZone, FORMS[form]).format(at).replace(" at ", ", ");
  return form === "day" ? text : `${text} ${zoneName(at, timeZone)}`;
}

/** The date of an instant, with its year: "2026년 11월 23일". */
export const dateText = (at: number, timeZone: string, language: Language): string =>
  format(language, timeZone, { year: "numeric", month: "long", day: "numeric" }).format(at);

const dateAt = (date: string) => Date.parse(`${date}T00:00:00Z`);

/** A calendar day ("2026-11-02"): "11월 2일 (월)", "Mon, 2 November". */
export const dayText = (date: string, language: Language): string =>
  format(language, "UTC", FORMS.day).format(dateAt(date));

/** A month ("2026-11"): "2026년 11월", "November 2026". */
export const monthText = (month: string, language: Language): string =>
  format(language, "UTC", { year: "numeric", month: "long" }).format(dateAt(`${month}-01`));

/** A month beside another one, without its year: "11월", "November". */
export const monthName = (month: string, language: Language): string =>
  format(language, "UTC", { month: "long" }).format(dateAt(`${month}-01`));

/** The seven weekday names, Sunday first (as calendars in Korea are drawn). */
export const weekdays = (language: Language, width: "short" | "long"): string[] =>
  Array.from({ length: 7 }, (_, day) =>
    format(language, "UTC", { weekday: width }).format(Date.UTC(2026, 1, 1 + day)),
  );

/** 0 = Sunday. */
export const weekdayOf = (date: string): number => new Date(dateAt(date)).getUTCDay();

const UNITS = [
  ["days", 86_400],
  ["hours", 3_600],
  ["minutes", 60],
  ["seconds", 1],
] as const;

/** A duration in its `parts` largest units, cut off: 4321 → "1시간 12분". Days are told as hours unless `withDays`. */
export function durationText(
  seconds: number,
  language: Language,
  options: { parts?: number; withDays?: boolean } = {},
): string {
  const units = options.withDays ? UNITS : UNITS.slice(1);
  let rest = Math.max(0, Math.floor(seconds));
  const told: string[] = [];
  const first = units.findIndex(([, length]) => rest >= length);
  for (const [unit, length] of first < 0 ? [] : units.slice(first, first + (options.parts ?? 2))) {
    const n = Math.floor(rest / length);
    rest -= n * length;
    if (n > 0) told.push(word(unit, language, { n }));
  }
  return told.length ? told.join(" ") : word("seconds", language, { n: 0 });
}

/** A share ("0.999305") as a percentage ("99.9305"), without any rounding. */
export function percentOfShare(share: string): string {
  const [whole = "0", decimals = ""] = share.split(".");
  const digits = `${whole}${decimals.padEnd(6, "0")}`;
  return `${Number(digits.slice(0, -4))}.${digits.slice(-4)}`;
}

/** A percentage of four decimals ("99.9799") cut to two ("99.97"); exact hundreds read "100". Never rounded up. */
export const shownPercent = (percent: string): string => {
  const [whole = "0", decimals = ""] = percent.split(".");
  return whole === "100" ? "100" : `${whole}.${`${decimals}00`.slice(0, 2)}`;
};
