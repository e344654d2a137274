import { z } from "zod";
import type { SlaResult } from "#lib/domain/sla/evaluate.ts";
import type { SlaInput, slaInput } from "#lib/domain/sla/input.ts";
import { CURRENCIES, majorUnits } from "#lib/domain/sla/money.ts";

/** What a month comes to, by the contract. Milliseconds are whole ones, cut towards less. */
export const slaAnswer = z.object({
  total_ms: z.number(),
  down_ms: z.number(),
  excluded_ms: z.number(),
  counted_ms: z.number(),
  availability: z.string().meta({ description: "Percent, cut after six decimals" }),
  shown: z.string().meta({ description: "The same, cut after four" }),
  target: z.string(),
  budget_ms: z.number(),
  remaining_ms: z.number().meta({ description: "Below zero when the target is missed" }),
  breached: z.boolean(),
  credit: z.object({
    availability_percent: z.string(),
    performance_percent: z.string(),
    capped_percent: z.string(),
    waiver: z.boolean(),
    refund_amount: z.string(),
    amount: z.string(),
    currency: z.enum(Object.keys(CURRENCIES) as ["KRW", "USD"]),
  }),
  rule_version: z.string(),
});

export const presentSla = ({
  input: { currency },
  result: { credit, ...result },
}: {
  input: SlaInput;
  result: SlaResult;
}): z.infer<typeof slaAnswer> => ({
  total_ms: result.totalMs,
  down_ms: result.downMs,
  excluded_ms: result.excludedMs,
  counted_ms: result.countedMs,
  availability: result.availability,
  shown: result.shown,
  target: result.target,
  budget_ms: Number(result.budgetMs),
  remaining_ms: Number(result.remainingMs),
  breached: result.isBreached,
  credit: {
    availability_percent: String(credit.availabilityPercent),
    performance_percent: String(credit.performancePercent),
    capped_percent: String(credit.cappedPercent),
    waiver: credit.isWaived,
    refund_amount: majorUnits(credit.refundMinor, currency),
    amount: majorUnits(credit.amountMinor, currency),
    currency,
  },
  rule_version: result.ruleVersion,
});

/** September in Seoul: 50 counted minutes of 43,200. */
export const slaExample = {
  request: {
    month: "2026-09",
    time_zone: "Asia/Seoul",
    tier: "enterprise_plus",
    fee: { amount: "1000000", currency: "KRW" },
    outages: [
      { start: "2026-09-14T10:00:00+09:00", end: "2026-09-14T10:20:00+09:00" },
      { start: "2026-09-14T10:15:00+09:00", end: "2026-09-14T10:40:00+09:00" },
      { start: "2026-09-20T02:50:00+09:00", end: "2026-09-20T03:30:00+09:00" },
    ],
    maintenance: [
      {
        start: "2026-09-20T03:00:00+09:00",
        end: "2026-09-20T05:00:00+09:00",
        notice_at: "2026-09-17T03:00:00+09:00",
      },
    ],
  },
  response: {
    total_ms: 2592000000,
    down_ms: 4800000,
    excluded_ms: 1800000,
    counted_ms: 3000000,
    availability: "99.884259",
    shown: "99.8842",
    target: "99.99",
    budget_ms: 259200,
    remaining_ms: -2740800,
    breached: true,
    credit: {
      availability_percent: "5",
      performance_percent: "0",
      capped_percent: "5",
      waiver: false,
      refund_amount: "0",
      amount: "50000",
      currency: "KRW",
    },
    rule_version: "2026-11-1",
  },
} satisfies {
  request: z.input<typeof slaInput>;
  response: z.infer<typeof slaAnswer>;
};
