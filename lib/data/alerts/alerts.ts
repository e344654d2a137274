import type { AlertReading } from "#lib/domain/alerts/reading.ts";
import type { Alert } from "#lib/domain/alerts/source.ts";
import type { ListWindow } from "#lib/domain/input/list.ts";
import { instantOf, instantOrNull } from "../dates.ts";
import { prisma } from "../db.ts";
import type { Alert as Row } from "../generated/client.ts";
import { newId } from "../new-id.ts";
import type { Tx } from "../tx.ts";

const fromRow = ({ eventAt: _event, dueAt: _due, ...row }: Row): Alert => ({
  ...row,
  status: row.status as Alert["status"],
  labels: row.labels as Record<string, string>,
  firingSince: instantOf(row.firingSince),
  lastAt: instantOf(row.lastAt),
  resolvedAt: instantOrNull(row.resolvedAt),
});

export type Receiving = {
  pageId: string;
  sourceId: string;
  componentIds: string[];
  /** When it began, as far as the sender can be believed. */
  firingSince: number;
  resolvedAt: number | null;
  /** From when on the worker makes a draft of it, if it still fires. */
  draftAt: number;
};

/**
 * Stores what a message says of one alert: new, counted again, firing again or over. A message that is older than the
 * newest one changes nothing. What is to be done about it is due in `due_at`.
 */
export async function storeAlert(
  tx: Tx,
  reading: AlertReading,
  { pageId, sourceId, ...more }: Receiving,
  now: number,
): Promise<"new" | "known" | "stale"> {
  const isFiring = reading.status === "firing";
  const [at, draftAt, since] = [new Date(now), new Date(more.draftAt), new Date(more.firingSince)];
  const eventAt = reading.eventAt === null ? null : new Date(reading.eventAt);
  const resolvedAt = isFiring ? null : new Date(more.resolvedAt ?? now);
  const rows = await tx.$queryRaw<{ isNew: boolean }[]>`
    insert into alerts as a (id, page_id, source_id, fingerprint, status, title, summary, severity, labels, url,
      firing_since, last_at, resolved_at, count, component_ids, event_at, due_at)
    values (${newId()}, ${pageId}, ${sourceId}, ${reading.fingerprint}, ${reading.status}, ${reading.title},
      ${reading.summary}, ${reading.severity}, ${JSON.stringify(reading.labels)}::jsonb, ${reading.url},
      ${since}, ${at}, ${resolvedAt}, 1, ${more.componentIds}, ${eventAt}, ${isFiring ? draftAt : null})
    on conflict (source_id, fingerprint) do update set
      status = excluded.status, title = excluded.title, summary = excluded.summary, severity = excluded.severity,
      labels = excluded.labels, url = coalesce(excluded.url, a.url), last_at = excluded.last_at,
      component_ids = excluded.component_ids, event_at = coalesce(excluded.event_at, a.event_at),
      firing_since = case when a.status = 'resolved' and excluded.status = 'firing'
        then excluded.firing_since else a.firing_since end,
      resolved_at = case when a.status = 'resolved' and excluded.status = 'resolved'
        then a.resolved_at else excluded.resolved_at end,
      count = a.count + (excluded.status = 'firing')::int,
      due_at = case
        when a.status = excluded.status then a.due_at
        when excluded.status = 'firing' then excluded.due_at
        when a.incident_id is null then null
        else excluded.last_at end
    where excluded.event_at is null or a.event_at is null or excluded.event_at >= a.event_at
    returning (xmax = 0) as "isNew"`;
  const [row] = rows;
  if (!row) return "stale";
  return row.isNew ? "new" : "known";
}

/** Notes that a source has been heard of. */
export async function noteReceived(tx: Tx, sourceId: string, now: number): Promise<void> {
  await tx.$executeRaw`
    update alert_sources set last_received_at = greatest(last_received_at, ${new Date(now)}) where id = ${sourceId}`;
}

export const countFiring = (tx: Tx, sourceId: string): Promise<number> =>
  tx.alert.count({ where: { sourceId, status: "firing" } });

export type AlertFilter = {
  status?: Alert["status"] | undefined;
  sourceId?: string | undefined;
  incidentId?: string | undefined;
};

/** The page's alerts, the newest first. */
export async function listAlerts(
  pageId: string,
  { status, sourceId, incidentId }: AlertFilter,
  window: ListWindow,
): Promise<Alert[]> {
  const rows = await prisma().alert.findMany({
    where: {
      pageId,
      ...(status && { status }),
      ...(sourceId && { sourceId }),
      ...(incidentId && { incidentId }),
    },
    orderBy: [{ lastAt: "desc" }, { id: "desc" }],
    ...window,
  });
  return rows.map(fromRow);
}

export type DueAlert = Alert & { dueAt: number };

/** Alerts that the worker must look at by now, the longest due first. */
export async function readDueAlerts(now: number, limit: number): Promise<DueAlert[]> {
  const rows = await prisma().alert.findMany({
    where: { dueAt: { lte: new Date(now) } },
    orderBy: [{ dueAt: "asc" }, { id: "asc" }],
    take: limit,
  });
  return rows.map((row) => ({ ...fromRow(row), dueAt: instantOf(row.dueAt!) }));
}

/**
 * Settles a due alert within a change: nothing is due any more, and it belongs to the incident (undefined: to the one it
 * had). False: another worker, or a newer message, was there first.
 */
export async function settleAlert(
  tx: Tx,
  alert: Pick<DueAlert, "id" | "dueAt">,
  incidentId?: string | null,
): Promise<boolean> {
  const { count } = await tx.alert.updateMany({
    where: { id: alert.id, dueAt: new Date(alert.dueAt) },
    data: { dueAt: null, ...(incidentId !== undefined && { incidentId }) },
  });
  return count === 1;
}

/** How many alerts of an incident still fire. */
export const countFiringOf = (tx: Tx, incidentId: string): Promise<number> =>
  tx.alert.count({ where: { incidentId, status: "firing" } });

/** Removes alerts that were over before the instant. */
export async function deleteOldAlerts(before: number): Promise<number> {
  const { count } = await prisma().alert.deleteMany({
    where: { status: "resolved", dueAt: null, lastAt: { lt: new Date(before) } },
  });
  return count;
}
