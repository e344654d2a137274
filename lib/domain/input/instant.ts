const INSTANT =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):?(\d\d))$/;
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Milliseconds since the epoch of an ISO-8601 instant such as "2026-11-23T10:00:00.123+09:00"; null when it is none.
 * Strict where Date.parse is lenient: a zone is needed, and the 30th of February is no day. Finer than a millisecond is cut.
 */
export function parseInstant(text: string): number | null {
  const match = INSTANT.exec(text);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const [hours, minutes, seconds] = [Number(match[4]), Number(match[5]), Number(match[6])];
  if (month < 1 || month > 12 || day < 1 || day > MONTH_DAYS[month - 1]!) return null;
  if (month === 2 && day === 29 && !(year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0))) return null;
  if (hours > 23 || minutes > 59 || seconds > 59 || year < 100) return null;
  const milliseconds = match[7] ? Number(match[7].slice(0, 3).padEnd(3, "0")) : 0;
  const at = Date.UTC(year, month - 1, day, hours, minutes, seconds, milliseconds);
  if (!match[8]) return at;
  const [offsetHours, offsetMinutes] = [Number(match[9]), Number(match[10])];
  if (offsetHours > 23 || offsetMinutes > 59) return null;
  const offsetMs = (offsetHours * 60 + offsetMinutes) * 60_000;
  return match[8] === "+" ? at - offsetMs : at + offsetMs;
}
