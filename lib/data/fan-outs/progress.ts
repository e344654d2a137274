import { channelsOf, type FanOutProgress, statesOf, type Tally } from "#lib/domain/delivery/progress.ts";
import { millis, type Sql } from "../sql.ts";

export type ProgressQuery = {
  pageId: string;
  incidentId?: string | undefined;
  eventId?: string | undefined;
  /** Only those before this event. */
  before?: string | undefined;
  limit: number;
};

type Row = Omit<FanOutProgress, "states" | "channels"> & { tally: Tally[] | null };

const COUNTED = `(select jsonb_agg(counted) from (select channel, state, count(*)::int as count from deliveries d
  where d.event_id = f.event_id group by channel, state) counted)`;

/** Events that were told, newest first, with what became of each; what is over is counted once and for all. */
export async function readProgress(sql: Sql, query: ProgressQuery): Promise<FanOutProgress[]> {
  const { rows } = await sql.query<Row>(
    `select f.event_id as "eventId", f.kind, f.update_id as "updateId", ${millis("f.event_at")} as "eventAt",
       case when i.id is not null then json_build_object('id', i.id, 'name', i.name, 'kind', i.kind) end as incident,
       f.expanded_at is not null as "isExpanded", f.recipients, coalesce(f.tally, ${COUNTED}) as tally
     from fan_outs f left join incidents i on i.id = f.incident_id and i.page_id = f.page_id
     where f.page_id = $1 and ($2::text is null or f.incident_id = $2) and ($3::bigint is null or f.event_id = $3)
       and ($4::bigint is null or f.event_id < $4)
     order by f.event_id desc limit $5`,
    [query.pageId, query.incidentId, query.eventId, query.before, query.limit],
  );
  return rows.map(({ tally, ...row }) => ({
    ...row,
    states: statesOf(tally ?? []),
    channels: channelsOf(tally ?? []),
  }));
}

/** Keeps the counts of fan-outs that were expanded before `before` (ms) and of which nothing waits. Returns how many. */
export async function keepTallies(sql: Sql, before: number, limit: number): Promise<number> {
  const { rowCount } = await sql.query(
    `update fan_outs f set tally = coalesce(${COUNTED}, '[]'::jsonb)
     where f.event_id = any(array(select event_id from fan_outs t where t.tally is null and t.expanded_at < $1
       and not exists (select 1 from deliveries d where d.incident_id = t.incident_id and d.event_id = t.event_id
         and d.finished_at is null)
       order by event_id limit $2))`,
    [new Date(before), limit],
  );
  return rowCount ?? 0;
}
