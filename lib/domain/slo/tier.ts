import type { Translations } from "../language.ts";

export const TIER_KEYS = ["enterprise_plus", "enterprise", "professional", "developer"] as const;
export type TierKey = (typeof TIER_KEYS)[number];

/** What a tier promises; figures as the contract writes them. Percentages are decimal strings, durations name their unit. */
export type TierPromises = {
  availability: string;
  apiLatencyUs: { p50: number; p95: number; p99: number };
  coldStartUs: number;
  warmStartUs: number;
  /** Strict upper bounds in percent. */
  errorRate: string;
  serverErrorRate: string;
  /** Null: without a limit. */
  requestsPerDay: number | null;
  concurrentRuns: number;
  support: {
    firstResponseMinutes: number;
    /** Counted in business hours only. */
    inBusinessHours: boolean;
    resolveP1Minutes: number;
    resolveP2Minutes: number;
    channel: string;
  };
};

export type Tier = {
  id: string;
  pageId: string;
  key: string;
  name: string;
  description: string | null;
  translations: Translations;
  position: number;
  promises: TierPromises;
};
