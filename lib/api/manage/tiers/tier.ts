import { z } from "zod";
import { id } from "#lib/domain/id.ts";
import { translations } from "#lib/domain/language.ts";
import { tierPromises, wirePromises } from "#lib/domain/slo/defining/tier-input.ts";
import type { Tier } from "#lib/domain/slo/tier.ts";

/** What one group of customers is promised. */
export const tierBody = z
  .object({
    id,
    page_id: id,
    key: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    translations,
    position: z.number().int(),
    promises: tierPromises,
  })
  .meta({ id: "Tier" });

export const presentTier = (tier: Tier): z.output<typeof tierBody> => ({
  id: tier.id,
  page_id: tier.pageId,
  key: tier.key,
  name: tier.name,
  description: tier.description,
  translations: tier.translations,
  position: tier.position,
  promises: wirePromises(tier.promises),
});

export const tierExample: z.output<typeof tierBody> = {
  id: "t13r00000001",
  page_id: "p0qjfl24znv5",
  key: "enterprise",
  name: "Enterprise",
  description: "중견기업과 프로덕션 환경을 위한 티어입니다.",
  translations: { en: { description: "Mid-size companies in production." } },
  position: 2,
  promises: {
    availability: "99.95",
    api_latency_ms: { p50: 100, p95: 200, p99: 500 },
    cold_start_ms: 2000,
    warm_start_ms: 100,
    error_rate: "0.1",
    server_error_rate: "0.05",
    requests_per_day: 50_000,
    concurrent_runs: 500,
    support: {
      first_response_minutes: 60,
      in_business_hours: false,
      resolve_p1_minutes: 480,
      resolve_p2_minutes: 2880,
      channel: "email_chat",
    },
  },
};
