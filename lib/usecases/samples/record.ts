import type { Scope } from "#lib/data/scope.ts";
import { insertSamples } from "#lib/data/status/samples.ts";
import type { Sample } from "#lib/domain/status/sample.ts";

/**
 * Stores samples of the page's monitors: durable on return, idempotent (the first of a slot wins, the rest count as
 * duplicates), in any order. Samples of monitors that are not the page's count as neither. Roll-ups are exact on
 * return; states follow when a worker judges. At most 10,000 a call (the door's limit).
 */
export async function recordSamples(
  scope: Scope<"samples:write">,
  samples: readonly Sample[],
): Promise<{ accepted: number; duplicates: number }> {
  return await insertSamples(scope.pageId, samples, { tell: true });
}
