import type { Language } from "#lib/domain/language.ts";
import { zoneName } from "#lib/domain/moments.ts";
import type { Snapshot, SnapshotMaintenance } from "#lib/domain/snapshot.ts";

type Zoned = { page: Pick<Snapshot["page"], "timeZone"> };
type Parts = {
  weekday: string;
  day: string;
  month: string;
  year: string;
  hour: string;
  minute: string;
  second: string;
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** An instant in the page's zone, as the words and digits of English dates. */
function partsAt(at: number, timeZone: string): Parts {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("en-US", {
      timeZone,
      weekday: "short",
      day: "2-digit",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
    });
  formats.set(timeZone, format);
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value])) as Parts;
}

const monthNumber = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat("en-US", { timeZone, month: "numeric" }).format(at);

const time = ({ hour, minute }: Parts): string => `<var data-var='time'>${hour}:${minute}</var>`;

function date(at: number, timeZone: string, language: Language): string {
  const { month, day } = partsAt(at, timeZone);
  const number = `<var data-var='date'>${Number(day)}</var>`;
  return language === "ko" ? `${monthNumber(at, timeZone)}월 ${number}일` : `${month} ${number}`;
}

/** Statuspage's form, of which widgets read the parts: `Dec <var …>10</var>, <var …>18:19</var> UTC`. */
export function momentHtml(at: number, { page: { timeZone } }: Zoned, language: Language): string {
  return `${date(at, timeZone, language)}, ${time(partsAt(at, timeZone))} ${zoneName(at, timeZone)}`;
}

/** From when until when, the date said once if it is one day. */
export function spanHtml(fromAt: number, untilAt: number, zoned: Zoned, language: Language): string {
  const { timeZone } = zoned.page;
  const [from, until] = [partsAt(fromAt, timeZone), partsAt(untilAt, timeZone)];
  const isOneDay = from.day === until.day && from.month === until.month && from.year === until.year;
  const begin = `${date(fromAt, timeZone, language)}, ${time(from)}`;
  return isOneDay
    ? `${begin} - ${time(until)} ${zoneName(untilAt, timeZone)}`
    : `${begin} - ${momentHtml(untilAt, zoned, language)}`;
}

export const windowHtml = (one: SnapshotMaintenance, zoned: Zoned, language: Language): string =>
  spanHtml(Date.parse(one.scheduledFor), Date.parse(one.scheduledUntil), zoned, language);

/** RFC 822 in the page's zone: "Mon, 23 Nov 2026 14:21:40 +0900". */
export function rfc822(at: number, { page: { timeZone } }: Zoned): string {
  const { weekday, day, month, year, hour, minute, second } = partsAt(at, timeZone);
  return `${weekday}, ${day} ${month} ${year} ${hour}:${minute}:${second} ${offset(at, timeZone)}`;
}

/** "+0900" */
function offset(at: number, timeZone: string): string {
  const name = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" })
    .formatToParts(at)
    .find(({ type }) => type === "timeZoneName")?.value;
  return name?.replace(/^GMT/, "").replace(":", "") || "+0000";
}
