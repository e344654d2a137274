import { pool } from "#lib/data/db.ts";
import { DAY_MS } from "./world.ts";

/** Text of one update: a paragraph in Korean, as responders write it. */
const BODY = "일부 요청이 느립니다. 원인을 조사하고 있으며 15분 안에 다시 알려 드립니다. ".repeat(6);

/**
 * `count` incidents of a page, spread evenly over `days` before `now`, each of half an hour on two components with four
 * updates and two claims; the newest two are still open. Half as many finished windows beside them.
 */
export async function addIncidents(
  pageId: string,
  componentIds: readonly string[],
  { count, days, now }: { count: number; days: number; now: number },
): Promise<void> {
  const every = (days * DAY_MS) / count / 1000;
  const place = [pageId, now / 1000, count, every];
  const at = "to_timestamp($2::float8) - n * $4::float8 * interval '1 second'";
  await pool().query(
    `insert into incidents (id, page_id, kind, name, status, published_at, started_at, resolved_at, created_at, updated_at)
     select 'i' || right($1, 5) || lpad(n::text, 6, '0'), $1, 'incident', 'REST API 응답 지연 ' || n,
       case when n > 2 then 'resolved' else 'identified' end, ${at}, ${at},
       case when n > 2 then ${at} + interval '30 minutes' end, ${at}, ${at}
     from generate_series(1, $3::int) n`,
    place,
  );
  await pool().query(
    `insert into incidents (id, page_id, kind, name, status, published_at, started_at, resolved_at, scheduled_for,
       scheduled_until, created_at, updated_at)
     select 'w' || right($1, 5) || lpad(n::text, 6, '0'), $1, 'maintenance', '백업 저장소 증설 ' || n, 'completed', ${at}, ${at},
       ${at} + interval '1 hour', ${at}, ${at} + interval '1 hour', ${at}, ${at}
     from generate_series(1, $3::int / 2) n`,
    place,
  );
  const both = "incidents i cross join unnest($2::text[]) with ordinality as c(id, nth)";
  const chosen = "(substr(i.id, 7)::int * 7 + c.nth) % cardinality($2::text[]) < 2";
  await pool().query(
    `insert into incident_components (incident_id, component_id, state)
     select i.id, c.id, 'operational' from ${both} where i.page_id = $1 and ${chosen}`,
    [pageId, componentIds],
  );
  await pool().query(
    `insert into incident_updates (id, incident_id, page_id, status, body, display_at, components, actor_kind, actor_id, created_at, updated_at)
     select 'u' || substr(i.id, 1, 1) || substr(i.id, 4, 9) || k, i.id, $1, case when i.kind = 'maintenance' then 'in_progress'
       else 'identified' end, $2, i.started_at + k * interval '5 minutes',
       (select json_agg(json_build_object('component_id', ic.component_id, 'old_state', 'operational', 'new_state', 'partial_outage'))
         from incident_components ic where ic.incident_id = i.id), 'user', 'x', i.started_at, i.started_at
     from incidents i cross join generate_series(1, 4) k where i.page_id = $1`,
    [pageId, BODY],
  );
  await pool().query(
    `insert into state_claims (id, page_id, component_id, source, source_id, state, started_at, ended_at)
     select i.id || c.id, $1, c.id, 'incident', i.id, 'partial_outage', i.started_at, i.resolved_at
     from ${both} where i.page_id = $1 and i.kind = 'incident' and ${chosen}`,
    [pageId, componentIds],
  );
}
