import type { LoggedDelivery, LogOf, LogQuery } from "#lib/domain/delivery/desk/log.ts";
import { millis, type Sql } from "../../sql.ts";

/** What is finished and what is not have an index each. */
const SOURCES = {
  event: "select * from deliveries where event_id = $2::bigint",
  recipient: `select * from deliveries where recipient_id = $2 and finished_at is not null
    union all select * from deliveries where recipient_id = $2 and finished_at is null`,
  incident: `select d.* from fan_outs f join deliveries d on d.event_id = f.event_id where f.incident_id = $2`,
};

function sourceOf(of: LogOf): { sql: string; id: string } {
  if ("eventId" in of) return { sql: SOURCES.event, id: of.eventId };
  if ("recipientId" in of) return { sql: SOURCES.recipient, id: of.recipientId };
  return { sql: SOURCES.incident, id: of.incidentId };
}

/** Messages of a page, the newest first. `withNames`: with the addresses and names of who they were for. */
export async function readLog(
  sql: Sql,
  pageId: string,
  { of, channel, state, after, limit }: LogQuery,
  withNames: boolean,
): Promise<LoggedDelivery[]> {
  const source = sourceOf(of);
  const { rows } = await sql.query<LoggedDelivery>(
    `with shown as (
       select * from (${source.sql}) d
       where d.page_id = $1 and ($3::text is null or d.channel = $3) and ($4::text is null or d.state = $4)
         and ($5::bigint is null or d.id < $5)
       order by d.id desc limit $6
     )
     select d.id::text, d.event_id::text as "eventId", f.kind as "eventKind", d.kind, d.channel, d.state, d.reason,
       d.attempts, ${millis("d.due_at")} as "dueAt", ${millis("d.expires_at")} as "expiresAt",
       ${millis("d.finished_at")} as "finishedAt", d.is_held_quiet as "isHeldQuiet", d.provider_id as "providerId",
       d.receipt,
       case when i.id is not null then json_build_object('id', i.id, 'name', i.name, 'kind', i.kind) end as incident,
       json_build_object('kind', d.recipient_kind, 'id', d.recipient_id,
         'name', case when $7::boolean then coalesce(s.destination, u.name) end) as recipient,
       coalesce((select json_agg(json_build_object('number', a.number, 'at', ${millis("a.at")}, 'outcome', a.outcome,
         'code', a.code, 'text', a.text, 'durationMs', a.duration_ms) order by a.number)
         from delivery_attempts a where a.delivery_id = d.id), '[]') as tries
     from shown d
     left join fan_outs f on f.event_id = d.event_id
     left join incidents i on i.id = d.incident_id and i.page_id = d.page_id
     left join subscribers s on d.recipient_kind = 'subscriber' and s.id = d.recipient_id
     left join users u on d.recipient_kind = 'person' and u.id = d.recipient_id
     order by d.id desc`,
    [pageId, source.id, channel ?? null, state ?? null, after ?? null, limit, withNames],
  );
  return rows;
}
