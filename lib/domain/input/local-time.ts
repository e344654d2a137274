/**
 * Local times of a zone as forms write them ("2026-12-01T02:00"), without the calendar library: they also run in the
 * browser, where every kilobyte of it would be loaded on a bad day.
 */
const LOCAL = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::\d\d)?$/;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();
function partsFormat(timeZone: string): Intl.DateTimeFormat {
  const made =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" },
    });
  formats.set(timeZone, made);
  return made;
}

/** The local time of an instant in a zone, to the minute: "2026-12-01T02:00". */
export function localTime(at: number, timeZone: string): string {
  const parts = Object.fromEntries(
    partsFormat(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts.year!.padStart(4, "0")}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

/** The local time as if its clock were UTC: only for differences. */
function clockOf(local: string): number {
  const [, year, month, day, hour, minute] = LOCAL.exec(local)!.map(Number);
  return Date.UTC(year!, month! - 1, day, hour, minute);
}

/**
 * The instant of a local time; null for what is none. Where clocks go back the earlier of the two is meant; a time that
 * the zone skipped is taken as far after the gap as it is written after its beginning.
 */
export function instantOfLocal(local: string, timeZone: string): number | null {
  if (!LOCAL.test(local) || !isDate(local)) return null;
  const clock = clockOf(local);
  const shiftAt = (at: number) => clockOf(localTime(at, timeZone)) - Math.floor(at / MINUTE_MS) * MINUTE_MS;
  // The offsets before and after any change of clocks nearby; the larger one gives the earlier instant.
  const shifts = [shiftAt(clock - DAY_MS), shiftAt(clock + DAY_MS)];
  const found = shifts
    .map((shift) => clock - shift)
    .filter((at) => localTime(at, timeZone) === localTime16(local));
  return found.length > 0 ? Math.min(...found) : clock - shifts[0]!;
}

const localTime16 = (local: string) => local.slice(0, 16);
const isDate = (local: string) => new Date(clockOf(local)).toISOString().slice(0, 16) === localTime16(local);
