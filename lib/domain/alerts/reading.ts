import { z } from "zod";
import { type Fault, invalid } from "../errors.ts";
import { parseInstant } from "../input/instant.ts";
import { toLines, toSingleLine } from "../input/text.ts";

/** One request may hold so many alerts, and an alert so many labels: more is refused, told with the limit. */
export const MAX_ALERTS_A_REQUEST = 500;
export const MAX_LABELS = 100;
export const MAX_FINGERPRINT_LENGTH = 4_096;
/** Longer texts are cut, with an ellipsis at the end: an alert is not lost because it says much. */
export const MAX_TITLE_LENGTH = 255;
export const MAX_SUMMARY_LENGTH = 4_000;
export const MAX_SEVERITY_LENGTH = 50;
export const MAX_LABEL_NAME_LENGTH = 200;
export const MAX_LABEL_VALUE_LENGTH = 1_000;
export const MAX_ALERT_URL_LENGTH = 2_000;

/** What one vendor's message says of one alert. Instants are milliseconds; null where the vendor does not tell. */
export type AlertReading = {
  /** Names the alert within its source: the same again is the same alert. */
  fingerprint: string;
  status: "firing" | "resolved";
  title: string;
  summary: string;
  severity: string | null;
  labels: Record<string, string>;
  startedAt: number | null;
  endedAt: number | null;
  /** When this very message was true, for vendors whose messages may arrive in another order than they were sent. */
  eventAt: number | null;
  url: string | null;
};

/** What a message says; `ignored` names every part of it that is no alert, and why: nothing is lost silently. */
export type Reading = { alerts: AlertReading[]; ignored: Fault[] };

const cut = (text: string, max: number): string =>
  text.length <= max ? text : `${text.slice(0, max - 1).toWellFormed()}…`;

/** One line of at most `max` characters. */
export const cutLine = (text: string, max: number): string => cut(toSingleLine(text), max);
export const cutText = (text: string): string => cut(toLines(text), MAX_SUMMARY_LENGTH);

/** An http(s) address, or null: a vendor's odd link is not worth losing the alert. */
export function readLink(text: unknown): string | null {
  if (typeof text !== "string" || text.length > MAX_ALERT_URL_LENGTH) return null;
  const url = URL.parse(text);
  return url && /^https?:$/.test(url.protocol) ? url.href : null;
}

/** Go's zero time says "not yet". */
const ZERO_AT = Date.UTC(1000, 0, 1);
/** Milliseconds of an ISO-8601 text; null when it is none, or Go's zero time. */
export function readInstant(text: unknown): number | null {
  const at = typeof text === "string" ? parseInstant(text) : null;
  return at !== null && at > ZERO_AT ? at : null;
}

const NANOSECONDS_FROM = 1e17;
const MICROSECONDS_FROM = 1e14;
const MILLISECONDS_FROM = 1e11;
/** Year 5138: later is no time that a sender means. */
const LAST_AT = 1e14;
/** Milliseconds of a Unix time in seconds, milli-, micro- or nanoseconds; null when it is none. */
export function readUnixTime(value: unknown): number | null {
  const number = typeof value === "number" ? value : Number.parseFloat(String(value ?? ""));
  if (!Number.isFinite(number) || number <= 0) return null;
  const at = Math.floor(inMilliseconds(number));
  return at < LAST_AT ? at : null;
}

function inMilliseconds(number: number): number {
  if (number >= NANOSECONDS_FROM) return number / 1e6;
  if (number >= MICROSECONDS_FROM) return number / 1e3;
  return number >= MILLISECONDS_FROM ? number : number * 1e3;
}

/** A label's value as text: vendors send numbers and booleans too. */
const labelValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const labelMap = z
  .record(z.string(), labelValue)
  .refine((map) => Object.keys(map).length <= MAX_LABELS, `at most ${MAX_LABELS} labels`);

/** Labels ready for rules: names and values of one line each, empty names left out. */
export function readLabels(map: Record<string, string | number | boolean | null | undefined>) {
  const entries = Object.entries(map).flatMap(([name, value]) => {
    const key = cutLine(name, MAX_LABEL_NAME_LENGTH);
    return key === "" || value == null
      ? []
      : [[key, cutLine(String(value), MAX_LABEL_VALUE_LENGTH)] as const];
  });
  return Object.fromEntries(entries);
}

/** A list of alerts that is neither empty nor too long. */
export const alertList = <T extends z.ZodType>(one: T) =>
  z
    .array(one)
    .min(1, "must hold at least one alert")
    .max(MAX_ALERTS_A_REQUEST, {
      error: `at most ${MAX_ALERTS_A_REQUEST} alerts in one request`,
    });

export const fingerprintText = z
  .string()
  .min(1, "must not be empty")
  .max(MAX_FINGERPRINT_LENGTH, `at most ${MAX_FINGERPRINT_LENGTH} characters`);

/** The message as the vendor documents it. @throws Failure invalid with the path of each fault */
export function readAs<S extends z.ZodType>(schema: S, body: unknown, prefix: string[] = []): z.output<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw invalid(
    parsed.error.issues.map(({ path, message }) => ({ path: [...prefix, ...path].join("."), message })),
  );
}
