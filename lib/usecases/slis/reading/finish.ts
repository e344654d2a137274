import { pool } from "#lib/data/db.ts";
import { failSource, settleSource } from "#lib/data/slo/reading/sources.ts";
import { storeMeasurements } from "#lib/data/slo/summing/measurements.ts";
import type { SourcedMeasurement } from "#lib/domain/slo/measurement-batch.ts";
import { dueAfterFault, dueAfterReading } from "#lib/domain/slo/reading/schedule.ts";
import type { DueSource } from "./claim.ts";

/**
 * Stores what a source said of its windows, and from where it is read on: in this order, so that a worker that dies in between
 * reads them again. The same again replaces. A `fault` is told beside what was read.
 */
export async function finishReading(
  due: DueSource,
  {
    measurements,
    cursor,
    fault,
  }: { measurements: readonly SourcedMeasurement[]; cursor?: unknown; fault?: string },
  now: number,
): Promise<void> {
  await storeMeasurements(due.pageId, measurements, now);
  const readUntil = due.span.until;
  const dueAt = dueAfterReading(readUntil, due.source, now);
  await settleSource(pool(), due, { readUntil, dueAt, cursor: cursor ?? due.cursor }, now);
  // Since when it lasts is not forgotten: a part that stays broken is told as a source that is away.
  if (fault !== undefined)
    await failSource(pool(), { sliId: due.sliId, leaseAt: dueAt }, { fault, dueAt }, due.failingSince ?? now);
}

/** The source is away: told to operators when it lasts (AWAY_AFTER_MS), asked again soon, and never a violation. */
export async function failReading(due: DueSource, fault: string, now: number): Promise<void> {
  await failSource(pool(), due, { fault, dueAt: dueAfterFault(due.failingSince ?? now, now) }, now);
}
