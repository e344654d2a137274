import { instant, millis, type Sql } from "../sql.ts";

/** Most windows that one run of the loop takes; the next run takes the rest. */
const MAX_DUE = 200;

/** Windows that everybody sees and that are neither over nor taken back. */
const LIVE = `kind = 'maintenance' and resolved_at is null and cancelled_at is null and unpublished_at is null
  and merged_into_id is null and published_at is not null`;
const STARTS = "status = 'scheduled' and starts_itself";
const ENDS = "status in ('in_progress', 'verifying') and ends_itself";

export type DueWindow = { id: string; pageId: string };

/** Windows whose announced start or end has come by `now` (ms), and that act by themselves. The earliest first. */
export async function readDueWindows(sql: Sql, now: number): Promise<DueWindow[]> {
  const { rows } = await sql.query<DueWindow>(
    `select id, page_id as "pageId" from incidents
     where ${LIVE} and ((${STARTS} and scheduled_for <= ${instant("$1::float8")})
       or (${ENDS} and scheduled_until <= ${instant("$1::float8")}))
     order by scheduled_for, id limit ${MAX_DUE}`,
    [now],
  );
  return rows;
}

/**
 * Reminders of a window: each of its minutes whose instant lies after the notice of its present times. What readers were
 * told later than that needs no reminder of it.
 */
const REMINDERS = `select i.id, i.page_id as "pageId", i.scheduled_for, m.minutes,
    i.scheduled_for - m.minutes * interval '1 minute' as due_at
  from incidents i cross join lateral unnest(i.remind_minutes) as m(minutes)
  where ${LIVE} and status = 'scheduled' and i.scheduled_for > ${instant("$1::float8")}
    and i.scheduled_for - m.minutes * interval '1 minute' > coalesce(
      (select max(n.notice_at) from maintenance_notices n where n.incident_id = i.id), 'infinity')
    and not exists (select from maintenance_reminders r
      where r.incident_id = i.id and r.scheduled_for = i.scheduled_for and r.minutes = m.minutes)`;

/** Windows with a reminder that is due at `now` (ms). */
export async function readWindowsToRemind(sql: Sql, now: number): Promise<DueWindow[]> {
  const { rows } = await sql.query<DueWindow>(
    `select id, "pageId" from (${REMINDERS}) r where due_at <= ${instant("$1::float8")}
     group by id, "pageId", scheduled_for order by scheduled_for, id limit ${MAX_DUE}`,
    [now],
  );
  return rows;
}

/** When (ms) the next window after `now` starts, ends or reminds by itself; null: none does. */
export async function readNextMoment(sql: Sql, now: number): Promise<number | null> {
  const { rows } = await sql.query<{ at: number | null }>(
    `select ${millis("min(at)")} as at from (
       select min(scheduled_for) as at from incidents
         where ${LIVE} and ${STARTS} and scheduled_for > ${instant("$1::float8")}
       union all select min(scheduled_until) from incidents
         where ${LIVE} and ${ENDS} and scheduled_until > ${instant("$1::float8")}
       union all select min(due_at) from (${REMINDERS}) r where due_at > ${instant("$1::float8")}) moments`,
    [now],
  );
  return rows[0]?.at ?? null;
}
