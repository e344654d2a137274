import { millis, type Sql } from "../sql.ts";

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

/** The events that a digest tells: each incident once, the one told last first. */
export async function readDigestIncidents(
  sql: Sql,
  { id, recipientId }: { id: string; recipientId: string },
): Promise<string[]> {
  const { rows } = await sql.query<{ incidentId: string }>(
    `select incident_id as "incidentId" from deliveries where recipient_id = $2 and digest_id = $1
       and incident_id is not null
     group by incident_id order by max(event_id) desc`,
    [id, recipientId],
  );
  return rows.map(({ incidentId }) => incidentId);
}

/** Where a subscriber is told, for a notice about that place. */
export async function readTroubledPlace(
  sql: Sql,
  subscriberId: string,
): Promise<{ channel: string; destination: string; failures: number; failingSince: number | null } | null> {
  const { rows } = await sql.query<{
    channel: string;
    destination: string;
    failures: number;
    failingSince: number | null;
  }>(
    `select channel, destination, failures, ${millis("failing_since")} as "failingSince" from subscribers where id = $1`,
    [subscriberId],
  );
  return rows[0] ?? null;
}
