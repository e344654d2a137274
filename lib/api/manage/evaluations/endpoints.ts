import { z } from "zod";
import type { SlaResult } from "#lib/domain/sla/evaluate.ts";
import { type SlaInput, slaInput } from "#lib/domain/sla/input.ts";
import { SEVERITIES } from "#lib/domain/slo/definition.ts";
import { decimalText, type Fraction, percentText } from "#lib/domain/slo/fraction.ts";
import type { SeriesResult } from "#lib/domain/slo/series/evaluate.ts";
import { seriesInput } from "#lib/domain/slo/series/input.ts";
import { endpoint } from "../endpoint.ts";
import { instant, instantTextOrNull } from "../instant.ts";
import { presentSla, slaAnswer, slaExample } from "./sla.ts";

const BURN_DECIMALS = 6;

const seriesAnswer = z.object({
  sli: z.string().nullable().meta({ description: "Percent of good, cut after six decimals" }),
  budget_remaining: z
    .string()
    .nullable()
    .meta({ description: "Percent of the budget, cut after six decimals; below zero when it is overspent" }),
  burn: z.array(
    z.object({
      long_seconds: z.number(),
      short_seconds: z.number(),
      factor: z.number(),
      long_burn: z.number().nullable(),
      short_burn: z.number().nullable(),
      firing: z.boolean(),
      suppressed: z.boolean().meta({ description: "Both windows burn too fast, and a faster pair fires" }),
      severity: z.enum(SEVERITIES),
    }),
  ),
  exhausted_at: instant.nullable(),
});

const number = (value: Fraction | null): number | null => value && Number(decimalText(value, BURN_DECIMALS));

const presentSeries = (result: SeriesResult): z.infer<typeof seriesAnswer> => ({
  sli: result.sli && percentText(result.sli),
  budget_remaining: result.budgetRemaining && percentText(result.budgetRemaining),
  burn: result.burn.map((pair) => ({
    long_seconds: pair.longSeconds,
    short_seconds: pair.shortSeconds,
    factor: number(pair.factor)!,
    long_burn: number(pair.longBurn),
    short_burn: number(pair.shortBurn),
    firing: pair.isFiring,
    suppressed: pair.isSuppressed,
    severity: pair.severity,
  })),
  exhausted_at: instantTextOrNull(result.exhaustedAt),
});

export const evaluateSlos = endpoint({
  operationId: "evaluateSlos",
  methods: ["POST"],
  path: "/v1/pages/{page_id}/slos/evaluate",
  tag: "SLOs",
  summary: "What burn-rate rules say of a series: nothing is stored",
  description:
    "Counts are summed, then divided. A bucket belongs to the range that it starts in. From 28 days on the pairs are 1 h/5 m (2 % of the budget), 6 h/30 m (5 %), 1 d/2 h and 3 d/6 h (10 %); of shorter windows 1 h/5 m (10 %), 6 h/30 m (20 %) and 1 d/2 h (40 %), as far as they are shorter than the window. A pair fires when both burn faster than its factor, strictly.",
  permission: "page:read",
  body: seriesInput,
  status: 200,
  answer: seriesAnswer,
  present: (result: SeriesResult) => presentSeries(result),
  example: {
    request: {
      target: "99.9",
      window_days: 30,
      buckets: [
        { start: "2026-09-14T09:00:00Z", seconds: 3300, good: 10840, total: 11000 },
        { start: "2026-09-14T09:55:00Z", seconds: 300, good: 980, total: 1000 },
      ],
      now: "2026-09-14T10:00:00Z",
    },
    response: {
      sli: "98.500000",
      budget_remaining: "-1400.000000",
      burn: [
        {
          long_seconds: 3600,
          short_seconds: 300,
          factor: 14.4,
          long_burn: 15,
          short_burn: 20,
          firing: true,
          suppressed: false,
          severity: "critical",
        },
      ],
      exhausted_at: "2026-09-14T10:00:00.000Z",
    },
  },
});

export const evaluateSla = endpoint({
  operationId: "evaluateSla",
  methods: ["POST"],
  path: "/v1/pages/{page_id}/sla/evaluate",
  tag: "SLOs",
  summary: "A month by the contract: availability, credits, waiver and refunds; nothing is stored",
  description:
    "Exclusions are taken from downtime only, the denominator stays the whole month of the contract's zone (or what of it was subscribed). Maintenance is excluded when it was told at least 72 hours before it began and not cancelled, at most 8 hours a month, the earliest first. Everything is compared before it is rounded; percentages are cut.",
  permission: "page:read",
  body: slaInput,
  status: 200,
  answer: slaAnswer,
  present: (result: { input: SlaInput; result: SlaResult }) => presentSla(result),
  example: slaExample,
});
