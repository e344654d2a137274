import type { Language, Translations } from "#lib/domain/language.ts";
import type { SnapshotMetrics, UptimePolicy } from "#lib/domain/snapshot.ts";
import type { State } from "#lib/domain/status/state.ts";
import { millis, type Sql } from "../sql.ts";
import type { CountedComponent } from "./components.ts";

export type PublicPage = {
  id: string;
  name: string;
  timeZone: string;
  languages: Language[];
  translations: Translations;
  links: Record<string, string>;
  theme: Record<string, string>;
  logo: { light: string | null; dark: string | null };
  isDemo: boolean;
  createdAt: number;
  policy: UptimePolicy;
};

type Named = {
  id: string;
  name: string;
  description: string | null;
  translations: Translations;
  position: number;
  createdAt: number;
  updatedAt: number;
};
export type PublicGroup = Named;
export type PublicComponent = Named &
  CountedComponent & {
    groupId: string | null;
    showcase: boolean;
    onlyShowIfDegraded: boolean;
    /** The last baseline that was not unknown; null: there never was one. */
    lastKnown: State | null;
    /** When the running baseline span began; null without one. */
    baselineSince: number | null;
    metrics: SnapshotMetrics | null;
  };

const NAMED = (row: string) =>
  `${row}.id, ${row}.name, ${row}.description, ${row}.translations, ${row}.position,
   ${millis(`${row}.created_at`)} as "createdAt", ${millis(`${row}.updated_at`)} as "updatedAt"`;

/** What the public may know about a page; null when there is no such page. */
export async function readPublicPage(sql: Sql, pageId: string): Promise<PublicPage | null> {
  const { rows } = await sql.query<PublicPage>(
    `select id, name, time_zone as "timeZone", languages, translations, links, theme,
       json_build_object('light', '/images/' || logo_id, 'dark', '/images/' || logo_dark_id) as logo, is_demo as "isDemo",
       ${millis("created_at")} as "createdAt",
       json_build_object('version', policy_version, 'weights', policy_weights) as policy
     from pages where id = $1`,
    [pageId],
  );
  return rows[0] ?? null;
}

/** Ids of all pages, the oldest first. */
export async function readPageIds(sql: Sql): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>("select id from pages order by created_at, id");
  return rows.map(({ id }) => id);
}

/** Groups that are not archived, by position. */
export async function readPublicGroups(sql: Sql, pageId: string): Promise<PublicGroup[]> {
  const { rows } = await sql.query<PublicGroup>(
    `select ${NAMED("g")} from component_groups g where page_id = $1 and archived_at is null order by position, id`,
    [pageId],
  );
  return rows;
}

type ComponentRow = Omit<PublicComponent, "metrics"> & {
  up: number | null;
  degraded: number;
  down: number;
  p50Ms: number | null;
  p95Ms: number | null;
  p99Ms: number | null;
  measuredAt: number;
};

/** Published components, by position; archived ones only when asked for. */
export async function readPublicComponents(
  sql: Sql,
  pageId: string,
  options: { archived: boolean } = { archived: false },
): Promise<PublicComponent[]> {
  const { rows } = await sql.query<ComponentRow>(
    `select ${NAMED("c")}, c.page_id as "pageId", p.time_zone as "timeZone", c.group_id as "groupId",
       c.showcase, c.only_show_if_degraded as "onlyShowIfDegraded", c.baseline_source = 'manual' as "isManual",
       c.start_date::text as "startDate", ${millis("c.archived_at")} as "archivedAt",
       (select b.state from component_baselines b where b.component_id = c.id and b.state <> 'unknown'
         order by b.started_at desc limit 1) as "lastKnown",
       (select ${millis("b.started_at")} from component_baselines b
         where b.component_id = c.id and b.ended_at is null) as "baselineSince",
       m.up, m.degraded, m.down, m.p50_ms as "p50Ms", m.p95_ms as "p95Ms", m.p99_ms as "p99Ms",
       ${millis("m.measured_at")} as "measuredAt"
     from components c join pages p on p.id = c.page_id left join component_metrics m on m.component_id = c.id
     where c.page_id = $1 and c.published and (c.archived_at is null or $2) order by c.position, c.id`,
    [pageId, options.archived],
  );
  return rows.map(({ up, degraded, down, p50Ms, p95Ms, p99Ms, measuredAt, ...component }) => ({
    ...component,
    metrics: up === null ? null : metricsOf({ up, degraded, down, p50Ms, p95Ms, p99Ms, measuredAt }),
  }));
}

function metricsOf(row: Omit<ComponentRow, keyof PublicComponent> & { up: number }): SnapshotMetrics | null {
  const total = row.up + row.degraded + row.down;
  if (total === 0) return null;
  return {
    p50Ms: row.p50Ms,
    p95Ms: row.p95Ms,
    p99Ms: row.p99Ms,
    successRatio: successRatio(row.up + row.degraded, total),
    at: new Date(row.measuredAt).toISOString(),
  };
}

/** Truncated to six decimals, as a share: "0.999305"; 1 only when nothing failed. */
function successRatio(answered: number, total: number): string {
  const millionths = (BigInt(answered) * 1_000_000n) / BigInt(total);
  return `${millionths / 1_000_000n}.${String(millionths % 1_000_000n).padStart(6, "0")}`;
}
