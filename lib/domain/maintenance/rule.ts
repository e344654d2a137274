import type { Fault } from "#lib/domain/errors.ts";

/**
 * A recurrence rule (RFC 5545, without DTSTART) in the parts that windows need. Time of day and first day come from
 * the series, so a rule names at most one window a day.
 */
export type Rule = {
  FREQ: "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY";
  INTERVAL?: string;
  COUNT?: string;
  UNTIL?: string;
  BYDAY?: string;
  BYMONTH?: string;
  BYMONTHDAY?: string;
  BYSETPOS?: string;
  WKST?: string;
};

export const MAX_INTERVAL = 366;
export const MAX_COUNT = 1_000;
const FREQUENCIES = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
/** Positions cost a walk over the whole period each. */
export const MAX_POSITIONS = 12;
const TOO_DENSE = ["HOURLY", "MINUTELY", "SECONDLY"];
const TIMED = ["BYHOUR", "BYMINUTE", "BYSECOND"];
const DAY = "(?:MO|TU|WE|TH|FR|SA|SU)";
const UNTIL = /^\d{8}(T\d{6}Z?)?$/;

type Check = (value: string) => boolean;
const number =
  (from: number, to: number): Check =>
  (value) =>
    /^\d{1,4}$/.test(value) && Number(value) >= from && Number(value) <= to;
const signed =
  (to: number): Check =>
  (value) =>
    /^[+-]?\d{1,3}$/.test(value) && Math.abs(Number(value)) >= 1 && Math.abs(Number(value)) <= to;
const list =
  (check: Check): Check =>
  (value) =>
    value.split(",").every(check);

const PARTS: Record<Exclude<keyof Rule, "FREQ">, { check: Check; form: string }> = {
  INTERVAL: { check: number(1, MAX_INTERVAL), form: `a number from 1 to ${MAX_INTERVAL}` },
  COUNT: { check: number(1, MAX_COUNT), form: `a number from 1 to ${MAX_COUNT}` },
  UNTIL: {
    check: (value) => UNTIL.test(value),
    form: "20271231, 20271231T235959 (local) or 20271231T145959Z",
  },
  BYDAY: {
    check: list((value) => new RegExp(`^(?:[+-]?(?:[1-4]?\\d|5[0-3]))?${DAY}$`).test(value)),
    form: "days such as MO,TU or 1FR,-1SU",
  },
  BYMONTH: { check: list(number(1, 12)), form: "months from 1 to 12" },
  BYMONTHDAY: { check: list(signed(31)), form: "days from 1 to 31, or -1 to -31 from the end" },
  BYSETPOS: {
    check: (value) => value.split(",").length <= MAX_POSITIONS && list(signed(366))(value),
    form: `at most ${MAX_POSITIONS} positions such as 1 or -1`,
  },
  WKST: { check: (value) => new RegExp(`^${DAY}$`).test(value), form: "a day such as MO" },
};

const isPart = (name: string): name is keyof typeof PARTS => Object.hasOwn(PARTS, name);

/** What is wrong with one part of a rule, as a sentence; null: nothing. */
function partFault(name: string, value: string): string | null {
  if (name === "FREQ") {
    if (FREQUENCIES.includes(value)) return null;
    return TOO_DENSE.includes(value)
      ? `FREQ=${value} is denser than one window a day: use DAILY or rarer`
      : `FREQ must be one of ${FREQUENCIES.join(", ")}`;
  }
  if (name === "DTSTART") return "DTSTART is said by starts_at";
  if (TIMED.includes(name)) return `${name} is not taken: the time of day is that of starts_at`;
  if (!isPart(name)) return `${name.slice(0, 20)} is not a part of a rule that is taken here`;
  const { check, form } = PARTS[name];
  return check(value) ? null : `${name} must be ${form}`;
}

/** Faults of parts that are fine alone. */
function togetherFault(rule: Partial<Rule>): string | null {
  const isCoarse = rule.FREQ === "MONTHLY" || rule.FREQ === "YEARLY";
  if (!rule.FREQ) return "FREQ is missing: FREQ=WEEKLY;BYDAY=TU";
  if (rule.COUNT && rule.UNTIL) return "COUNT and UNTIL exclude each other";
  if (!isCoarse && rule.BYDAY && /\d/.test(rule.BYDAY))
    return "days with a number such as 1FR need FREQ=MONTHLY or YEARLY";
  if (!isCoarse && rule.BYMONTHDAY) return "BYMONTHDAY needs FREQ=MONTHLY or YEARLY";
  if (rule.BYSETPOS && !(isCoarse && (rule.BYDAY || rule.BYMONTHDAY)))
    return "BYSETPOS needs FREQ=MONTHLY or YEARLY, and BYDAY or BYMONTHDAY";
  return null;
}

/** The rule in capitals with its parts in a fixed order, or the faults that it has. */
export function readRule(text: string): { rule: Rule; faults: [] } | { rule: null; faults: Fault[] } {
  const rule: Record<string, string> = {};
  const messages: string[] = [];
  const parts = text
    .toUpperCase()
    .replace(/^RRULE:/, "")
    .split(";");
  for (const part of parts) {
    const [name = "", value = "", ...rest] = part.split("=");
    if (value === "" || rest.length > 0) messages.push(`"${part.slice(0, 40)}" is not NAME=VALUE`);
    else if (name in rule) messages.push(`${name.slice(0, 20)} is there twice`);
    else {
      const fault = partFault(name, value);
      if (fault) messages.push(fault);
      rule[name] = value;
    }
  }
  if (messages.length === 0) {
    const fault = togetherFault(rule);
    if (fault) messages.push(fault);
  }
  if (messages.length > 0)
    return { rule: null, faults: messages.map((message) => ({ path: "rrule", message })) };
  return { rule: rule as Rule, faults: [] };
}

const ORDER = ["FREQ", ...Object.keys(PARTS)] as (keyof Rule)[];

/** The text that is stored and shown. */
export const ruleText = (rule: Rule): string =>
  ORDER.flatMap((name) => (rule[name] ? [`${name}=${rule[name]}`] : [])).join(";");
