import type { TierKey } from "../slo/tier.ts";

/** Names the rules that a result was computed by; it changes with any of the figures below. */
export const RULE_VERSION = "2026-11-1";

/** What one tier promises of availability, and what a month below it costs, in percent of the fee. Dearest first. */
export const SLA_TIERS = {
  enterprise_plus: { availability: "99.99", creditPercent: 5 },
  enterprise: { availability: "99.95", creditPercent: 10 },
  professional: { availability: "99.9", creditPercent: 10 },
  developer: { availability: "99.5", creditPercent: 5 },
} as const satisfies Record<TierKey, { availability: string; creditPercent: number }>;

const HOUR_MS = 3_600_000;

/** Maintenance must have been told so long before it begins; exactly as long is enough. */
export const NOTICE_MS = 72 * HOUR_MS;
/** So much announced maintenance of a month may be left out of downtime, the earliest first. */
export const MAINTENANCE_CAP_MS = 8 * HOUR_MS;

/** Percent of the fee for an objective whose daily P95 was above twice its target on any day, and for a long run over the target. */
export const PERFORMANCE_CREDIT_PERCENT = 5;
/** Four hours of five-minute windows in a row. */
export const LONG_RUN_WINDOWS = 48;
/** What availability and performance credits come to at most, in percent of the fee. */
export const CREDIT_CAP_PERCENT = 50;

/** One outage that counts for so long waives the whole fee. */
export const SEVERE_OUTAGE_MS = 4 * HOUR_MS;
/** Outages that are closer to each other than this are one. */
export const SAME_OUTAGE_GAP_MS = 5 * 60_000;
