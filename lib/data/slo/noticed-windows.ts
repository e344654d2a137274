import { instant, millis, type Sql } from "../sql.ts";

/** What readers were told of a maintenance window at one time; a later word about the same window has a greater version. */
export type NoticedWindow = {
  incidentId: string;
  version: number;
  startedAt: number;
  endedAt: number;
  noticeAt: number;
};

/**
 * Every notice of published windows that were not cancelled or taken back and that touch [from, until) (ms), by component, the
 * earliest notice of each window first. Every id has an entry.
 */
export async function readNoticedWindows(
  sql: Sql,
  componentIds: readonly string[],
  { from, until }: { from: number; until: number },
): Promise<Map<string, NoticedWindow[]>> {
  const windows = new Map<string, NoticedWindow[]>(componentIds.map((id) => [id, []]));
  const { rows } = await sql.query<NoticedWindow & { componentId: string }>(
    `select ic.component_id as "componentId", n.incident_id as "incidentId", n.version,
       ${millis("n.scheduled_for")} as "startedAt", ${millis("n.scheduled_until")} as "endedAt",
       ${millis("n.notice_at")} as "noticeAt"
     from incident_components ic join incidents i on i.id = ic.incident_id
     join maintenance_notices n on n.incident_id = i.id
     where ic.component_id = any($1) and i.kind = 'maintenance' and i.published_at is not null
       and i.unpublished_at is null and i.cancelled_at is null and i.merged_into_id is null
       and n.scheduled_until > ${instant("$2::float8")} and n.scheduled_for < ${instant("$3::float8")}
     order by n.incident_id, n.version`,
    [componentIds, from, until],
  );
  for (const { componentId, ...window } of rows) windows.get(componentId)?.push(window);
  return windows;
}
