import type { ListWindow } from "#lib/domain/input/list.ts";
import type { Translations } from "#lib/domain/language.ts";
import type { MaintenanceSeries, ZonedSeries } from "#lib/domain/maintenance/series.ts";
import { instantOf, instantOrNull } from "../dates.ts";
import { prisma } from "../db.ts";
import type { MaintenanceSeries as Row } from "../generated/client.ts";
import { millis, type Sql } from "../sql.ts";
import type { Tx } from "../tx.ts";

const fromRow = (row: Row): MaintenanceSeries => ({
  ...row,
  translations: row.translations as Translations,
  archivedAt: instantOrNull(row.archivedAt),
  createdAt: instantOf(row.createdAt),
  updatedAt: instantOf(row.updatedAt),
});

export type SeriesFields = Omit<
  MaintenanceSeries,
  "id" | "pageId" | "archivedAt" | "revision" | "createdAt" | "updatedAt"
>;

export async function insertSeries(
  tx: Tx,
  { id, pageId }: { id: string; pageId: string },
  fields: SeriesFields,
  now: number,
): Promise<MaintenanceSeries> {
  const at = new Date(now);
  return fromRow(
    await tx.maintenanceSeries.create({ data: { id, pageId, ...fields, createdAt: at, updatedAt: at } }),
  );
}

/** Changes the given fields; the revision grows by one. The caller holds the series' lock. */
export async function saveSeries(
  tx: Tx,
  id: string,
  { archivedAt, ...fields }: Partial<SeriesFields> & { archivedAt?: number },
  now: number,
): Promise<MaintenanceSeries> {
  const archived = archivedAt === undefined ? {} : { archivedAt: new Date(archivedAt) };
  return fromRow(
    await tx.maintenanceSeries.update({
      where: { id },
      data: { ...fields, ...archived, revision: { increment: 1 }, updatedAt: new Date(now) },
    }),
  );
}

/** A series of the page that is not archived, or null. */
export async function readSeries(
  pageId: string,
  id: string,
  db: Tx = prisma(),
): Promise<MaintenanceSeries | null> {
  const row = await db.maintenanceSeries.findFirst({ where: { id, pageId, archivedAt: null } });
  return row && fromRow(row);
}

/** The same, and nobody else changes it or makes windows of it until the transaction ends. */
export async function lockSeries(tx: Tx, pageId: string, id: string): Promise<MaintenanceSeries | null> {
  await tx.$queryRaw`select 1 from maintenance_series where id = ${id} and page_id = ${pageId} for update`;
  return await readSeries(pageId, id, tx);
}

/** Those of the page that are not archived, the oldest first. */
export async function listSeriesRows(pageId: string, window: ListWindow): Promise<MaintenanceSeries[]> {
  const orderBy = [{ createdAt: "asc" as const }, { id: "asc" as const }];
  return (
    await prisma().maintenanceSeries.findMany({ where: { pageId, archivedAt: null }, orderBy, ...window })
  ).map(fromRow);
}

export const countSeries = (tx: Tx, pageId: string): Promise<number> =>
  tx.maintenanceSeries.count({ where: { pageId, archivedAt: null } });

/** Every series of every page that is not archived. */
export async function readActiveSeries(sql: Sql): Promise<ZonedSeries[]> {
  const { rows } = await sql.query<ZonedSeries>(
    `select s.id, s.page_id as "pageId", s.name, s.body, s.translations, s.component_ids as "componentIds", s.rrule,
       s.starts_at as "startsAt", s.duration_minutes as "durationMinutes", s.notice_hours as "noticeHours",
       s.remind_minutes as "remindMinutes", s.starts_itself as "startsItself", s.ends_itself as "endsItself",
       ${millis("s.archived_at")} as "archivedAt", s.revision, ${millis("s.created_at")} as "createdAt",
       ${millis("s.updated_at")} as "updatedAt", p.time_zone as "timeZone"
     from maintenance_series s join pages p on p.id = s.page_id where s.archived_at is null order by s.created_at, s.id`,
  );
  return rows;
}

/** The dates (ms) of a series that a window stands for already, whatever became of it. */
export async function readOccurrences(db: Tx, seriesId: string, from: number): Promise<Set<number>> {
  const where = { seriesId, occurrenceAt: { gte: new Date(from) } };
  const rows = await db.incident.findMany({ where, select: { occurrenceAt: true } });
  return new Set(rows.map(({ occurrenceAt }) => instantOf(occurrenceAt!)));
}

/** Ids of the windows of a series that nobody has touched and that have not begun; locked. The earliest first. */
export async function lockUntouched(tx: Tx, pageId: string, seriesId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string; scheduledFor: Date }[]>`
    select id, scheduled_for as "scheduledFor" from incidents
    where series_id = ${seriesId} and page_id = ${pageId} and status = 'scheduled' and not is_attended
      and published_at is not null and unpublished_at is null and cancelled_at is null order by id for update`;
  return rows.toSorted((a, b) => a.scheduledFor.getTime() - b.scheduledFor.getTime()).map(({ id }) => id);
}
