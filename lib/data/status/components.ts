import type { Claim } from "#lib/domain/status/effective.ts";
import { instant, millis, type Sql } from "../sql.ts";

/** What counting a component's time needs to know about it. */
export type CountedComponent = {
  id: string;
  pageId: string;
  timeZone: string;
  isManual: boolean;
  startDate: string | null;
  createdAt: number;
  archivedAt: number | null;
};

const COLUMNS = `c.id, c.page_id as "pageId", p.time_zone as "timeZone", c.baseline_source = 'manual' as "isManual",
  c.start_date::text as "startDate", ${millis("c.created_at")} as "createdAt", ${millis("c.archived_at")} as "archivedAt"`;

/** The given components, archived ones too. */
export async function readCountedComponents(sql: Sql, ids: readonly string[]): Promise<CountedComponent[]> {
  const { rows } = await sql.query<CountedComponent>(
    `select ${COLUMNS} from components c join pages p on p.id = c.page_id where c.id = any($1) order by c.id`,
    [ids],
  );
  return rows;
}

/** Every component of every page that time still runs for, or ran for after `since` (ms). */
export async function readRunningComponents(sql: Sql, since: number): Promise<CountedComponent[]> {
  const { rows } = await sql.query<CountedComponent>(
    `select ${COLUMNS} from components c join pages p on p.id = c.page_id
     where c.archived_at is null or c.archived_at > ${instant("$1::float8")} order by c.id`,
    [since],
  );
  return rows;
}

/** Claims on each component that reach beyond `fromAt` (ms). Every id has an entry. */
export async function readClaims(
  sql: Sql,
  componentIds: readonly string[],
  fromAt: number,
): Promise<Map<string, Claim[]>> {
  const claims = new Map<string, Claim[]>(componentIds.map((id) => [id, []]));
  const { rows } = await sql.query<Claim & { componentId: string }>(
    `select component_id as "componentId", source, state, ${millis("started_at")} as "startedAt",
       ${millis("ended_at")} as "endedAt"
     from state_claims where component_id = any($1) and coalesce(ended_at, 'infinity'::timestamptz) > ${instant("$2::float8")}
     order by started_at, id`,
    [componentIds, fromAt],
  );
  for (const { componentId, ...claim } of rows) claims.get(componentId)?.push(claim);
  return claims;
}

/** When each component's stored baseline begins; components without one are left out. */
export async function readBaselineStarts(
  sql: Sql,
  componentIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql.query<{ id: string; startedAt: number }>(
    `select component_id as id, ${millis("min(started_at)")} as "startedAt" from component_baselines
     where component_id = any($1) group by 1`,
    [componentIds],
  );
  return new Map(rows.map(({ id, startedAt }) => [id, startedAt]));
}
