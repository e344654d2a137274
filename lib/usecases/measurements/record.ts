import type { Scope } from "#lib/data/scope.ts";
import { type StoredMeasurements, storeMeasurements } from "#lib/data/slo/summing/measurements.ts";
import type { SourcedMeasurement } from "#lib/domain/slo/measurement-batch.ts";

/**
 * Stores what sources say of windows of the page's SLIs: durable on return, in any order, late or again (the same window of the
 * same source replaces, never adds). Sums follow exactly; objectives are judged by a worker. Measurements of SLIs that are not the
 * page's are left out.
 */
export const recordMeasurements = (
  scope: Scope<"samples:write">,
  measurements: readonly SourcedMeasurement[],
  now: number,
): Promise<StoredMeasurements> => storeMeasurements(scope.pageId, measurements, now);
