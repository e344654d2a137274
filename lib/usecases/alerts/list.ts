import { deleteOldAlerts, listAlerts } from "#lib/data/alerts/alerts.ts";
import type { Scope } from "#lib/data/scope.ts";
import type { Alert } from "#lib/domain/alerts/source.ts";
import { listWindow } from "#lib/domain/input/list.ts";

export type AlertQuery = {
  status?: Alert["status"] | undefined;
  source_id?: string | undefined;
  incident_id?: string | undefined;
  limit?: number | undefined;
  per_page?: number | undefined;
  page?: number | undefined;
};

/** The page's alerts, the newest first: what came, what it suggests, and what was made of it. */
export const listPageAlerts = (scope: Scope<"page:read">, query: AlertQuery = {}): Promise<Alert[]> =>
  listAlerts(
    scope.pageId,
    { status: query.status, sourceId: query.source_id, incidentId: query.incident_id },
    listWindow(query),
  );

/** Alerts that are over are kept so long. */
export const ALERT_RETENTION_DAYS = 90;
const DAY_MS = 86_400_000;

/** Forgets alerts that were over long ago. Returns how many. */
export const forgetOldAlerts = (now: number): Promise<number> =>
  deleteOldAlerts(now - ALERT_RETENTION_DAYS * DAY_MS);
