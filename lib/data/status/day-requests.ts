import { instant, millis, type Sql } from "../sql.ts";

const MAX_COMPONENTS = 50;

/** Days of a component's timeline from this instant on are to be counted again. */
export type DayRequest = { componentId: string; fromAt: number };

/** Asks for counting; an earlier request stays if it reaches back further. */
export async function requestDays(sql: Sql, requests: readonly DayRequest[]): Promise<void> {
  if (requests.length === 0) return;
  await sql.query(
    `insert into day_requests as r (component_id, from_at)
     select id, ${instant("min(from_ms)")} from unnest($1::text[], $2::float8[]) as g(id, from_ms) group by id order by id
     on conflict (component_id) do update set from_at = least(r.from_at, excluded.from_at)`,
    [requests.map((request) => request.componentId), requests.map((request) => request.fromAt)],
  );
}

/** Takes requests out for the length of the transaction. Workers get disjoint ones. */
export async function claimDayRequests(sql: Sql): Promise<DayRequest[]> {
  const { rows } = await sql.query<DayRequest>(
    `delete from day_requests where component_id in (
       select component_id from day_requests order by from_at desc limit ${MAX_COMPONENTS} for update skip locked)
     returning component_id as "componentId", ${millis("from_at")} as "fromAt"`,
  );
  return rows;
}
