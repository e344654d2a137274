import { readSampledMonitors } from "#lib/data/page/sampled-monitors.ts";
import type { Scope } from "#lib/data/scope.ts";
import { Failure } from "#lib/domain/errors.ts";
import { MAX_SAMPLES, namedMonitors, type Rejected, readSamples } from "#lib/domain/page/sample-batch.ts";
import { recordSamples } from "./record.ts";

export type SubmittedSamples = { accepted: number; duplicates: number; rejected: Rejected[] };

/**
 * Takes samples from outside, each on its own merits: late, repeated and unordered ones are welcome, a bad one is told by
 * its place and does not spoil the others. Durable on return. @throws Failure too_large
 */
export async function submitSamples(
  scope: Scope<"samples:write">,
  batch: readonly unknown[],
  now: number,
): Promise<SubmittedSamples> {
  if (batch.length > MAX_SAMPLES)
    throw new Failure("too_large", `At most ${MAX_SAMPLES} samples a request: this one has ${batch.length}`);
  const monitors = await readSampledMonitors(scope.pageId, namedMonitors(batch), now);
  const { samples, rejected } = readSamples(batch, monitors, now);
  const { accepted, duplicates } = await recordSamples(scope, samples);
  return { accepted, duplicates, rejected };
}
