import { z } from "zod";
import { lines, singleLine } from "../../input/text.ts";
import { translations } from "../../language.ts";
import { compare, ONE, readPercent } from "../fraction.ts";
import type { Tier, TierPromises } from "../tier.ts";

const milliseconds = z
  .number()
  .positive()
  .max(3_600_000)
  .refine((ms) => Number.isInteger(Math.round(ms * 1e6) / 1e3), "whole microseconds at most");
const rate = z
  .union([z.string(), z.number()])
  .transform(String)
  .refine((text) => {
    const share = readPercent(text);
    return share !== null && share.numerator > 0n && compare(share, ONE) < 0;
  }, "a percentage above 0 and below 100 with at most nine decimals, such as 99.95")
  .pipe(z.string())
  .meta({ description: "Percent as a decimal string", example: "99.95" });
const minutes = z.number().int().min(1).max(525_600);

/** What a tier promises, as the manage API and the catalogue write it. */
export const tierPromises = z
  .object({
    availability: rate,
    api_latency_ms: z.object({ p50: milliseconds, p95: milliseconds, p99: milliseconds }),
    cold_start_ms: milliseconds,
    warm_start_ms: milliseconds,
    error_rate: rate,
    server_error_rate: rate,
    requests_per_day: z.number().int().min(1).nullable().meta({ description: "null: without a limit" }),
    concurrent_runs: z.number().int().min(1),
    support: z.object({
      first_response_minutes: minutes,
      in_business_hours: z.boolean().default(false),
      resolve_p1_minutes: minutes,
      resolve_p2_minutes: minutes,
      channel: z.string().min(1).max(255),
    }),
  })
  .meta({ id: "TierPromises" });
type Promised = z.output<typeof tierPromises>;

export const newTier = z.object({
  key: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, "lowercase letters, digits, dashes and underscores"),
  name: singleLine(255),
  description: lines(5_000).nullable().default(null),
  translations: translations.default({}),
  promises: tierPromises,
});
export type NewTier = z.output<typeof newTier>;

export const tierPatch = z
  .object({
    name: singleLine(255),
    description: lines(5_000).nullable(),
    translations,
    promises: tierPromises,
  })
  .partial();
export type TierPatch = z.output<typeof tierPatch>;

const us = (ms: number) => Math.round(ms * 1000);

export const promisesOf = (promised: Promised): TierPromises => ({
  availability: promised.availability,
  apiLatencyUs: {
    p50: us(promised.api_latency_ms.p50),
    p95: us(promised.api_latency_ms.p95),
    p99: us(promised.api_latency_ms.p99),
  },
  coldStartUs: us(promised.cold_start_ms),
  warmStartUs: us(promised.warm_start_ms),
  errorRate: promised.error_rate,
  serverErrorRate: promised.server_error_rate,
  requestsPerDay: promised.requests_per_day,
  concurrentRuns: promised.concurrent_runs,
  support: {
    firstResponseMinutes: promised.support.first_response_minutes,
    inBusinessHours: promised.support.in_business_hours,
    resolveP1Minutes: promised.support.resolve_p1_minutes,
    resolveP2Minutes: promised.support.resolve_p2_minutes,
    channel: promised.support.channel,
  },
});

export const wirePromises = (promises: TierPromises): Promised => ({
  availability: promises.availability,
  api_latency_ms: {
    p50: promises.apiLatencyUs.p50 / 1000,
    p95: promises.apiLatencyUs.p95 / 1000,
    p99: promises.apiLatencyUs.p99 / 1000,
  },
  cold_start_ms: promises.coldStartUs / 1000,
  warm_start_ms: promises.warmStartUs / 1000,
  error_rate: promises.errorRate,
  server_error_rate: promises.serverErrorRate,
  requests_per_day: promises.requestsPerDay,
  concurrent_runs: promises.concurrentRuns,
  support: {
    first_response_minutes: promises.support.firstResponseMinutes,
    in_business_hours: promises.support.inBusinessHours,
    resolve_p1_minutes: promises.support.resolveP1Minutes,
    resolve_p2_minutes: promises.support.resolveP2Minutes,
    channel: promises.support.channel,
  },
});

/** A tier as people define it. */
export type TierDefinition = Omit<Tier, "id" | "pageId" | "position">;
export const tierOf = ({ promises, ...texts }: NewTier): TierDefinition => ({
  ...texts,
  promises: promisesOf(promises),
});
