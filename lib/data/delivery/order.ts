import { instant, type Sql } from "../sql.ts";
import { IS_OPEN } from "./finish.ts";

const NOW = instant("$3::float8");

/**
 * Two claims at once do not see each other: one may take the older word on an incident while the other takes the newer. Once both
 * are committed at least one of them sees the other here: the older collapses, or the newer waits until the older is
 * done with. What was sent meanwhile is found by the other fan-outs of the incident, of which there are few.
 */
const KEEP_ORDER = `
  with mine as materialized (
    select d.id, d.event_id, d.incident_id, d.recipient_id from deliveries d
    where d.id = any($1::bigint[]) and d.kind = 'event' and d.incident_id is not null
  ), overtaken as (
    select m.id from mine m where exists (
      select from deliveries n
      where n.incident_id = m.incident_id and n.recipient_id = m.recipient_id and n.finished_at is null
        and n.state <> 'gathered' and n.event_id > m.event_id offset 0)
    or exists (
      select from fan_outs f join deliveries n on n.event_id = f.event_id and n.recipient_id = m.recipient_id
      where f.incident_id = m.incident_id and f.event_id > m.event_id and n.state = 'sent' offset 0)
  ), early as (
    select m.id from mine m where m.id not in (select id from overtaken) and exists (
      select from deliveries o
      where o.incident_id = m.incident_id and o.recipient_id = m.recipient_id and o.finished_at is null
        and o.lease_until > ${NOW} and o.event_id < m.event_id offset 0)
  ), judged as materialized (
    select id, true as is_overtaken from overtaken union all select id, false from early
  )
  update deliveries d set
    state = case when j.is_overtaken then 'collapsed' else d.state end,
    reason = case when j.is_overtaken then 'superseded' else d.reason end,
    finished_at = case when j.is_overtaken then ${NOW} end,
    lease_owner = null, lease_until = null
  from judged j
  where d.id = j.id and d.lease_owner = $2 and ${IS_OPEN}
  returning d.id::text`;

/**
 * Of freshly claimed deliveries, those that may be sent: nobody gets an older state after a newer, however many workers claim.
 * Call after the claim is committed.
 */
export async function keepOrder(
  sql: Sql,
  { workerId, ids, now }: { workerId: string; ids: readonly string[]; now: number },
): Promise<ReadonlySet<string>> {
  const kept = new Set(ids);
  if (ids.length === 0) return kept;
  const { rows } = await sql.query<{ id: string }>({
    name: "deliveries-order",
    text: KEEP_ORDER,
    values: [ids, workerId, now],
  });
  for (const { id } of rows) kept.delete(id);
  return kept;
}
