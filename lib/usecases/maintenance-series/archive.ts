import { saveSeries } from "#lib/data/maintenance/series.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import type { SeriesArchive } from "#lib/domain/incidents/maintenance-input.ts";
import { about, lockedSeries } from "./record.ts";
import { untouched, withdraw } from "./withdraw.ts";

/**
 * Ends a series. Its windows that are still to come are cancelled after asking; those that somebody has edited stay.
 * @throws Failure not_found, conflict (revision, cancellation not confirmed)
 */
export const archiveSeries = (
  scope: Scope<"incidents:write">,
  id: string,
  input: SeriesArchive,
  now: number,
): Promise<void> =>
  change(scope, async (tx) => {
    const series = await lockedSeries(tx, scope, id, input.revision);
    const { audits, events } = await withdraw(tx, scope, await untouched(tx, series), input.confirm, now);
    await saveSeries(tx, id, { archivedAt: now }, now);
    const changed = { kind: "maintenance_series.changed", payload: { series_id: id } };
    return { result: undefined, audit: [about(id, "archive"), ...audits], event: [changed, ...events] };
  });
