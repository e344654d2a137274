import * as rows from "#lib/data/maintenance/series.ts";
import type { Scope } from "#lib/data/scope.ts";
import { notFound } from "#lib/domain/errors.ts";
import type { ListWindow } from "#lib/domain/input/list.ts";
import type { MaintenanceSeries } from "#lib/domain/maintenance/series.ts";

/** The page's series, the oldest first. */
export const listSeries = (scope: Scope<"page:read">, window: ListWindow): Promise<MaintenanceSeries[]> =>
  rows.listSeriesRows(scope.pageId, window);

/** One of them. @throws Failure not_found */
export async function readOneSeries(scope: Scope<"page:read">, id: string): Promise<MaintenanceSeries> {
  const series = await rows.readSeries(scope.pageId, id);
  if (!series) throw notFound("maintenance series");
  return series;
}
