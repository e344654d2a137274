import type { Sql } from "../sql.ts";

/** What a fan-out is about. */
export type ToldEventRow = {
  pageId: string;
  kind: string;
  incidentId: string | null;
  updateId: string | null;
};

/** The event behind a fan-out; null: there is no such fan-out. */
export async function readToldEvent(sql: Sql, eventId: string): Promise<ToldEventRow | null> {
  const { rows } = await sql.query<ToldEventRow>(
    `select page_id as "pageId", kind, incident_id as "incidentId", update_id as "updateId"
     from fan_outs where event_id = $1`,
    [eventId],
  );
  return rows[0] ?? null;
}

/** Whether the recipient was already told anything of the incident. */
export async function hasHeardOf(sql: Sql, recipientId: string, incidentId: string): Promise<boolean> {
  const { rows } = await sql.query(
    `select 1 from deliveries where recipient_id = $1 and incident_id = $2 and finished_at is not null and state = 'sent'
     limit 1`,
    [recipientId, incidentId],
  );
  return rows.length > 0;
}
