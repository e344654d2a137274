import { markImpaired } from "#lib/data/status/samples.ts";
import type { Sample } from "#lib/domain/status/sample.ts";

/**
 * Marks samples that are stored already as taken by an impaired prober: the first failures of an outage of our own
 * network come before it can be known as one. Returns how many changed; judging follows.
 */
export const impairSamples = (
  samples: readonly Pick<Sample, "monitorId" | "prober" | "slotAt">[],
): Promise<number> => markImpaired(samples);
