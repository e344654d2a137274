import { readNameable } from "#lib/data/incidents/components.ts";
import { lockSeries } from "#lib/data/maintenance/series.ts";
import type { Scope } from "#lib/data/scope.ts";
import type { Tx } from "#lib/data/tx.ts";
import { Failure, type Fault, invalid, notFound } from "#lib/domain/errors.ts";
import type { MaintenanceSeries } from "#lib/domain/maintenance/series.ts";

/** What can change of a series, as the audit log keeps it. */
export const CHANGEABLE = [
  "name",
  "body",
  "translations",
  "componentIds",
  "rrule",
  "startsAt",
  "durationMinutes",
  "noticeHours",
  "remindMinutes",
  "startsItself",
  "endsItself",
] as const satisfies (keyof MaintenanceSeries)[];

export const about = (id: string, action: string) => ({
  action: `maintenance_series.${action}`,
  objectKind: "maintenance_series",
  objectId: id,
});

/** For this transaction alone. @throws Failure not_found, conflict (somebody else was there in between) */
export async function lockedSeries(
  tx: Tx,
  scope: Scope,
  id: string,
  revision: number | undefined,
): Promise<MaintenanceSeries> {
  const series = await lockSeries(tx, scope.pageId, id);
  if (!series) throw notFound("maintenance series");
  if (revision !== undefined && revision < series.revision)
    throw new Failure(
      "conflict",
      `This series was changed since you read it (revision ${series.revision}, yours ${revision})`,
      { current: series },
    );
  return series;
}

/** @throws Failure invalid unless each is a component of the page that is not archived */
export async function requireNamed(tx: Tx, pageId: string, ids: readonly string[]): Promise<void> {
  const nameable = await readNameable(tx, pageId, ids);
  const faults: Fault[] = ids.flatMap((id, i) =>
    nameable.has(id)
      ? []
      : [{ path: `series.component_ids.${i}`, message: "no such component on this page" }],
  );
  if (faults.length > 0) throw invalid(faults);
}

/** Faults of a rule with the paths of the request. */
export function within<T>(root: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Failure) || error.faults.length === 0) throw error;
    const faults = error.faults.map(({ path, message }) => ({ path: `${root}.${path}`, message }));
    throw new Failure(error.kind, error.message, { faults });
  }
}
