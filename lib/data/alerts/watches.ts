import type { State } from "#lib/domain/status/state.ts";
import { pool } from "../db.ts";
import { millis } from "../sql.ts";
import type { Tx } from "../tx.ts";

export type WatchOutcome =
  | "opened"
  | "joined"
  | "reopened"
  | "suggested"
  | "off"
  | "maintenance"
  | "recovered";

/** A component whose settled state automation has not acted upon. Instants in ms. */
export type Unsettled = {
  componentId: string;
  pageId: string;
  groupId: string | null;
  state: State;
  since: number;
  isInMaintenance: boolean;
  /** What was done last; null: it never failed before. */
  watch: { state: State; outcome: WatchOutcome; incidentId: string | null; actedAt: number } | null;
};

type Row = Omit<Unsettled, "watch"> & {
  watchState: State | null;
  watchOutcome: WatchOutcome;
  incidentId: string | null;
  actedAt: number;
};

const IN_MAINTENANCE = `exists (select from state_claims k where k.component_id = c.id and k.source = 'maintenance'
  and k.started_at <= to_timestamp($1::float8 / 1000) and (k.ended_at is null or k.ended_at > to_timestamp($1::float8 / 1000)))`;

/**
 * Components whose monitors say something that automation has not acted upon: they fail (more or less than before, or
 * still, after a maintenance that had excused it), or they work again. Unknown says nothing.
 */
export async function readUnsettled(now: number, limit: number): Promise<Unsettled[]> {
  const { rows } = await pool().query<Row>(
    `select * from (
       select c.id as "componentId", c.page_id as "pageId", c.group_id as "groupId", b.state,
         ${millis("b.started_at")} as since, ${IN_MAINTENANCE} as "isInMaintenance",
         w.state as "watchState", w.outcome as "watchOutcome", w.incident_id as "incidentId",
         ${millis("w.acted_at")} as "actedAt"
       from components c
       join component_baselines b on b.component_id = c.id and b.ended_at is null
       left join component_watches w on w.component_id = c.id
       where c.archived_at is null and c.baseline_source = 'monitors'
         and ((b.state in ('major_outage', 'partial_outage')
               and (w.state is null or w.state <> b.state or w.outcome = 'maintenance'))
           or (b.state = 'operational' and w.state in ('major_outage', 'partial_outage')))
     ) found
     where not ("watchOutcome" is not distinct from 'maintenance' and "isInMaintenance" and state <> 'operational'
       and "watchState" = state)
     order by since, "componentId" limit $2`,
    [now, limit],
  );
  return rows.map(({ watchState, watchOutcome, incidentId, actedAt, ...row }) => ({
    ...row,
    watch: watchState && { state: watchState, outcome: watchOutcome, incidentId, actedAt },
  }));
}

/**
 * Notes within a change what automation does about a component. False: another worker did it first, and the change must
 * not happen.
 */
export async function claimWatch(
  tx: Tx,
  seen: Pick<Unsettled, "componentId" | "pageId" | "state" | "since" | "watch">,
  done: { outcome: WatchOutcome; incidentId: string | null },
  now: number,
): Promise<boolean> {
  const before = seen.watch === null ? null : new Date(seen.watch.actedAt);
  // Later than what it replaces even within one millisecond: the instant is what the next worker compares.
  const at = new Date(Math.max(now, (seen.watch?.actedAt ?? 0) + 1));
  const count = await tx.$executeRaw`
    insert into component_watches as w (component_id, page_id, state, since, outcome, incident_id, acted_at)
    values (${seen.componentId}, ${seen.pageId}, ${seen.state}::component_state, ${new Date(seen.since)},
      ${done.outcome}, ${done.incidentId}, ${at})
    on conflict (component_id) do update set state = excluded.state, since = excluded.since,
      outcome = excluded.outcome, incident_id = excluded.incident_id, acted_at = excluded.acted_at
    where w.acted_at = ${before}`;
  return count === 1;
}

/** Other components of an automatic incident that still fail. */
export const countStillFailing = (tx: Tx, incidentId: string, exceptId: string): Promise<number> =>
  tx.componentWatch.count({
    where: {
      incidentId,
      componentId: { not: exceptId },
      state: { in: ["major_outage", "partial_outage"] },
      outcome: { in: ["opened", "joined", "reopened"] },
    },
  });

export type FailingMonitor = {
  id: string;
  autoIncident: "off" | "draft" | "publish";
  autoPublishAfterMinutes: number | null;
};

/** The monitors of a component that are down now. */
export async function readFailingMonitors(componentId: string): Promise<FailingMonitor[]> {
  const { rows } = await pool().query<FailingMonitor>(
    `select m.id, m.auto_incident as "autoIncident", m.auto_publish_after_minutes as "autoPublishAfterMinutes"
     from monitors m join monitor_states s on s.monitor_id = m.id and s.ended_at is null
     where m.component_id = $1 and m.enabled and m.archived_at is null and s.state = 'major_outage'
     order by m.created_at, m.id`,
    [componentId],
  );
  return rows;
}
