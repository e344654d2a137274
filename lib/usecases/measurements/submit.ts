import type { Scope } from "#lib/data/scope.ts";
import { readMeasuredSlis } from "#lib/data/slo/summing/measurements.ts";
import { Failure } from "#lib/domain/errors.ts";
import {
  MAX_MEASUREMENTS,
  namedSlis,
  type Rejected,
  readMeasurements,
} from "#lib/domain/slo/measurement-batch.ts";
import { recordMeasurements } from "./record.ts";

export type SubmittedMeasurements = { accepted: number; duplicates: number; rejected: Rejected[] };

/**
 * Takes measurements from outside, each on its own merits; a bad one is told by its place and does not spoil the others.
 * `duplicates`: windows that said the same already, or were given again in the same request. Durable on return.
 * @throws Failure too_large
 */
export async function submitMeasurements(
  scope: Scope<"samples:write">,
  batch: readonly unknown[],
  now: number,
): Promise<SubmittedMeasurements> {
  if (batch.length > MAX_MEASUREMENTS)
    throw new Failure(
      "too_large",
      `At most ${MAX_MEASUREMENTS} measurements a request: this one has ${batch.length}`,
    );
  const slis = await readMeasuredSlis(scope.pageId, namedSlis(batch));
  const { measurements, repeated, rejected } = readMeasurements(batch, slis, now);
  const { written, replaced, unchanged } = await recordMeasurements(scope, measurements, now);
  return { accepted: written + replaced, duplicates: repeated + unchanged, rejected };
}
