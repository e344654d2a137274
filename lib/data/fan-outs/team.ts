import type { Sql } from "../sql.ts";

export type TeamNotice = {
  pageId: string;
  incidentId: string;
  kind: "stale" | "attention";
  details: Record<string, unknown>;
  dueAt: number;
  expiresAt: number;
  /** Who may do something about it. */
  roles: readonly string[];
};

/** One mail to the owner of the incident, else to everybody of the page with one of the roles. Returns how many. */
export async function insertTeamNotices(sql: Sql, notice: TeamNotice): Promise<number> {
  const { rowCount } = await sql.query(
    `with able as (
       select m.user_id as id, m.user_id = i.owner_id as is_owner from members m
       join incidents i on i.id = $2 and i.page_id = m.page_id
       where m.page_id = $1 and m.disabled_at is null and m.role = any($7)
     )
     insert into deliveries (page_id, incident_id, kind, channel, recipient_kind, recipient_id, details, due_at, expires_at, created_at)
     select $1, $2, $3, 'email', 'person', id, $4::jsonb, $5::timestamptz, $6::timestamptz, $5::timestamptz from able
     where is_owner or not exists (select 1 from able where is_owner) order by id`,
    [
      notice.pageId,
      notice.incidentId,
      notice.kind,
      JSON.stringify(notice.details),
      new Date(notice.dueAt),
      new Date(notice.expiresAt),
      notice.roles,
    ],
  );
  return rowCount ?? 0;
}
