import { z } from "zod";
import { id } from "#lib/domain/id.ts";
import { MAX_LATENCY_MS, MAX_SAMPLE_ID_LENGTH, MAX_SAMPLES } from "#lib/domain/page/sample-batch.ts";
import { OUTCOMES } from "#lib/domain/status/sample.ts";

export const sampleInput = z.object({
  monitor_id: id,
  at: z.iso.datetime({ offset: true }).meta({ description: "When it was measured; decides the slot" }),
  outcome: z.enum(OUTCOMES),
  latency_ms: z.number().min(0).max(MAX_LATENCY_MS).nullish(),
  id: z
    .string()
    .min(1)
    .max(MAX_SAMPLE_ID_LENGTH)
    .nullish()
    .meta({ description: "Yours, unique per monitor and UTC day: the same id again is a duplicate" }),
});

const { $schema: _, ...sampleSchema } = z.toJSONSchema(sampleInput, { io: "input" });

/** Samples are checked one by one by hand-written code (a bad one does not spoil the others): here only the frame. */
export const samplesInput = z.object({
  samples: z.array(z.unknown()).meta({
    description: `At most ${MAX_SAMPLES}`,
    override: { items: sampleSchema as object },
  }),
});

export const samplesBody = z
  .object({
    accepted: z.number().int(),
    duplicates: z
      .number()
      .int()
      .meta({ description: "Slots or ids that were there already: the first one wins" }),
    rejected: z.array(z.object({ index: z.number().int(), message: z.string() })),
  })
  .meta({ id: "SamplesResult" });
