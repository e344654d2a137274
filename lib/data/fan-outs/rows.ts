import type { FanOutPlan } from "#lib/domain/delivery/plan.ts";
import { millis, type Sql } from "../sql.ts";

/** A fan-out as the expansion knows it. */
export type FanOut = {
  eventId: string;
  pageId: string;
  kind: string;
  incidentId: string | null;
  updateId: string | null;
  eventAt: number;
  plan: FanOutPlan;
  cursor: string | null;
  recipients: number;
};

const COLUMNS = `event_id as "eventId", page_id as "pageId", kind, incident_id as "incidentId", update_id as "updateId",
  ${millis("event_at")} as "eventAt", plan, cursor, recipients`;

export async function readFanOutRow(sql: Sql, eventId: string): Promise<FanOut | null> {
  const { rows } = await sql.query<FanOut>(`select ${COLUMNS} from fan_outs where event_id = $1`, [eventId]);
  return rows[0] ?? null;
}

/** The plan of what was told of the incident last before the event; null: nothing was. */
export async function readPlanBefore(
  sql: Sql,
  incidentId: string,
  eventId: string,
): Promise<FanOutPlan | null> {
  const { rows } = await sql.query<{ plan: FanOutPlan }>(
    "select plan from fan_outs where incident_id = $1 and event_id < $2 order by event_id desc limit 1",
    [incidentId, eventId],
  );
  return rows[0]?.plan ?? null;
}

export async function insertFanOut(sql: Sql, fanOut: FanOut, now: number): Promise<void> {
  const { eventId, pageId, kind, incidentId, updateId, eventAt, plan } = fanOut;
  await sql.query(
    `insert into fan_outs (event_id, page_id, kind, incident_id, update_id, event_at, plan, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [eventId, pageId, kind, incidentId, updateId, new Date(eventAt), JSON.stringify(plan), new Date(now)],
  );
}

/** Notes how far it has come; `isDone`: everybody was looked at. */
export async function advanceFanOut(
  sql: Sql,
  eventId: string,
  { cursor, made, isDone }: { cursor: string | null; made: number; isDone: boolean },
  now: number,
): Promise<void> {
  await sql.query(
    `update fan_outs set cursor = coalesce($2, cursor), recipients = recipients + $3,
       expanded_at = case when $4::boolean then $5::timestamptz end where event_id = $1`,
    [eventId, cursor, made, isDone, new Date(now)],
  );
}
