import { instantOf } from "../dates.ts";
import { prisma } from "../db.ts";
import type { Tx } from "../tx.ts";

export type StaleIncident = { id: string; pageId: string; staleFrom: number };

/** Published open incidents that nothing was said of since `before` (ms), or whose promise lies before it. */
export async function readStaleIncidents(before: number): Promise<StaleIncident[]> {
  const rows = await prisma().$queryRaw<{ id: string; pageId: string; staleFrom: Date }[]>`
    select id, page_id as "pageId", stale_from as "staleFrom" from (
      select i.id, i.page_id, coalesce(i.next_update_at, greatest(i.published_at,
        (select max(u.display_at) from incident_updates u where u.incident_id = i.id))) as stale_from
      from incidents i
      where i.kind = 'incident' and i.published_at is not null and i.unpublished_at is null
        and i.resolved_at is null and i.merged_into_id is null and not i.is_backfilled
    ) open where stale_from <= ${new Date(before)} order by stale_from, id`;
  return rows.map((row) => ({ ...row, staleFrom: instantOf(row.staleFrom) }));
}

/** Notes nudges within a change; returns the hours that nobody had noted before. */
export async function noteNudges(
  tx: Tx,
  { id, staleFrom }: StaleIncident,
  hours: readonly number[],
  now: number,
): Promise<number[]> {
  const rows = await tx.$queryRaw<{ hours: number }[]>`
    insert into incident_nudges (incident_id, stale_from, hours, nudged_at)
    select ${id}, ${new Date(staleFrom)}, hours, ${new Date(now)} from unnest(${[...hours]}::int[]) as given(hours)
    on conflict do nothing returning hours`;
  return rows.map((row) => row.hours);
}

/** Which of these nudges are noted already. */
export async function notedNudges(stale: readonly StaleIncident[]): Promise<Set<string>> {
  const rows = await prisma().incidentNudge.findMany({
    where: { incidentId: { in: stale.map(({ id }) => id) } },
  });
  return new Set(rows.map((row) => nudgeKey(row.incidentId, instantOf(row.staleFrom), row.hours)));
}

export const nudgeKey = (incidentId: string, staleFrom: number, hours: number): string =>
  `${incidentId} ${staleFrom} ${hours}`;
