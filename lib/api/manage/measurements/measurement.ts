import { z } from "zod";
import { WINDOW_SECONDS } from "#lib/domain/slo/definition.ts";
import { MAX_BUCKETS, MAX_MEASUREMENTS, MAX_SOURCE_LENGTH } from "#lib/domain/slo/measurement-batch.ts";

const count = z.number().int().min(0);

export const measurementInput = z.object({
  sli: z.string().meta({ description: "Key of the SLI" }),
  window_start: z.iso.datetime({ offset: true }),
  window_seconds: z
    .number()
    .int()
    .default(WINDOW_SECONDS)
    .meta({ description: `A divisor of ${WINDOW_SECONDS}` }),
  good: count.optional().meta({ description: "At most total. Of latencies: all, if left out" }),
  total: count.optional().meta({ description: "Of latencies: what the histogram counts, if left out" }),
  histogram: z
    .record(z.string(), count)
    .optional()
    .meta({
      description: `Of SLIs of latencies: events of each bucket (not cumulative) by its upper end in whole microseconds, or +Inf; at most ${MAX_BUCKETS}. What lies at the end of a bucket counts as below it: for "below 100 ms" to be exact, end one at 100000`,
    }),
  source: z
    .string()
    .max(MAX_SOURCE_LENGTH)
    .optional()
    .meta({ description: "Who says it: the parts of several sources add up. api, if left out" }),
});

const { $schema: _, ...measurementSchema } = z.toJSONSchema(measurementInput, { io: "input" });

/** Measurements are checked one by one by hand-written code (a bad one does not spoil the others): here only the frame. */
export const measurementsInput = z.object({
  measurements: z.array(z.unknown()).meta({
    description: `At most ${MAX_MEASUREMENTS}`,
    override: { items: measurementSchema as object },
  }),
});

export const measurementsBody = z
  .object({
    accepted: z.number().int().meta({ description: "New ones, and ones that replaced what was said before" }),
    duplicates: z.number().int().meta({ description: "They said what was known already" }),
    rejected: z.array(z.object({ index: z.number().int(), message: z.string() })),
  })
  .meta({ id: "MeasurementsResult" });
