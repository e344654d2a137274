import type { Severity } from "./definition.ts";

/**
 * What a round of evaluation found for one objective: the source of every screen, page and API, so that they agree. Amounts are
 * milliseconds (availability), events or windows, as `unit` says; they are decimal strings of integers. Percentages are truncated
 * decimal strings; nothing here was rounded before it was compared.
 */
export type ObjectiveFigures = {
  unit: "ms" | "events" | "windows";
  /** Over the rolling window that alerts are judged by. */
  operational: WindowFigures;
  /** Over the calendar month of the contract so far; null without one. */
  contract: WindowFigures | null;
  /** 90 days, as the public page shows them. */
  ninetyDays: WindowFigures;
  burn: {
    longSeconds: number;
    shortSeconds: number;
    factor: number;
    longBurn: string | null;
    shortBurn: string | null;
    firing: boolean;
    severity: Severity;
  }[];
  /** When the operational budget ends if the burn of the last hour goes on; null: it does not. Milliseconds since the epoch. */
  exhaustedAt: number | null;
  /** Latest percentiles, of latency objectives, in microseconds. */
  latency: { p50Us: number | null; p95Us: number | null; p99Us: number | null; windowAt: number } | null;
};

export type WindowFigures = {
  from: number;
  until: number;
  good: string;
  total: string;
  /** After exclusions; "99.987654" (six decimals, cut), null without data. */
  attainment: string | null;
  /** Before exclusions. */
  rawAttainment: string | null;
  /** Milliseconds of downtime that do not count, and of time that nothing is known of. */
  excludedMs: number;
  unknownMs: number;
  /** The value if everything unknown had been down, and up. */
  bounds: [string, string] | null;
  /** Allowed bad amount; null: zero tolerance has none. */
  budget: string | null;
  /** May be negative. */
  remaining: string | null;
  remainingPercent: string | null;
  isMet: boolean | null;
};
