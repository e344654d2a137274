import { pool } from "#lib/data/db.ts";
import {
  type ClaimedSource,
  claimSources,
  nextSourceAt,
  postponeSource,
} from "#lib/data/slo/reading/sources.ts";
import { dueAfterReading, spanToRead, type WindowSpan } from "#lib/domain/slo/reading/schedule.ts";

/** Longer than any reading: after it another worker reads the same windows, which changes nothing. */
const LEASE_MS = 120_000;

export type DueSource = ClaimedSource & { span: WindowSpan };

/** SLIs whose sources have complete windows to read, each for one worker at a time. */
export async function claimDueSources(now: number, limit: number): Promise<DueSource[]> {
  const claimed = await claimSources(pool(), { now, leaseMs: LEASE_MS, limit });
  const due: DueSource[] = [];
  for (const one of claimed) {
    const span = spanToRead(one.readUntil, one.source, now);
    if (span) due.push({ ...one, span });
    else await postponeSource(pool(), one, dueAfterReading(one.readUntil!, one.source, now));
  }
  return due;
}

/** When a source is due next (ms), or null. */
export const nextDueSourceAt = (): Promise<number | null> => nextSourceAt(pool());
