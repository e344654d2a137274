import type { EgressAnswer } from "#lib/net/egress.ts";

/** Nobody is waited for longer than this, whatever they ask. */
export const MAX_RETRY_AFTER_MS = 24 * 3_600_000;
const SECOND_MS = 1_000;
const SECONDS = /^\d{1,10}$/;
/** RFC 9110: the one form that is sent, and the two old ones that are still understood. */
const HTTP_DATE =
  /^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT)$/;
const ASCTIME = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/;

/**
 * How long the other side wants to be left alone: seconds or a date (RFC 9110, section 10.2.3), at most a day. Undefined:
 * it does not say, or not in a form that is known.
 */
export function retryAfterMs(headers: EgressAnswer["headers"], now: number): number | undefined {
  const text = [headers["retry-after"]].flat()[0]?.trim();
  if (!text) return undefined;
  const wanted = SECONDS.test(text) ? Number(text) * SECOND_MS : dateOf(text) - now;
  if (Number.isNaN(wanted)) return undefined;
  return Math.min(Math.max(wanted, 0), MAX_RETRY_AFTER_MS);
}

function dateOf(text: string): number {
  if (HTTP_DATE.test(text)) return Date.parse(text);
  return ASCTIME.test(text) ? Date.parse(`${text} GMT`) : Number.NaN;
}
