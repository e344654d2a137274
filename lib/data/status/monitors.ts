import { createHash } from "node:crypto";
import pg from "pg";
import type { MonitorKind, ProbeTarget } from "#lib/domain/status/monitor.ts";
import type { State } from "#lib/domain/status/state.ts";
import { pool } from "../db.ts";
import { Contended, instant, millis, type Sql } from "../sql.ts";

const LOCK_NOT_AVAILABLE = "55P03";

/** One slot of one monitor that this worker, and no other, is to probe now. */
export type DueProbe = {
  pageId: string;
  slotAt: number;
  intervalMs: number;
  lastPingAt: number | null;
  /** The last verdict that was not unknown; null before the first. */
  lastKnown: State | null;
  /** Made by the catalogue, and not by somebody through the API. */
  isFromCatalogue: boolean;
  target: ProbeTarget;
};

type Row = Omit<DueProbe, "target"> & {
  id: string;
  kind: MonitorKind;
  config: Record<string, unknown>;
  timeoutMs: number;
  degradedAboveMs: number | null;
};

// Slots are the epoch grid of the interval moved by the monitor's phase. Claimed is the newest slot that has begun:
// older ones that nobody took are missing, not made up. A next probe further away than one interval comes from a longer
// interval that was since shortened: due at once. But workers' clocks differ, and a statement may wait: who is a little
// behind must not take what another has just claimed for a shortened interval, and claim it again.
const CLOCK_SLACK_SECONDS = 5;
const CLAIM = `
  with due as (
    select id, interval_seconds * 1000::bigint as interval_ms,
      $1::bigint - mod(mod($1::bigint - phase_ms, interval_seconds * 1000::bigint) + interval_seconds * 1000::bigint,
        interval_seconds * 1000::bigint) as slot_ms
    from monitors
    where enabled and archived_at is null and kind <> 'external'
      and (next_probe_at is null or next_probe_at <= ${instant("$1::float8")}
        or next_probe_at > ${instant("$1::float8")} + (interval_seconds + ${CLOCK_SLACK_SECONDS}) * interval '1 second')
    order by next_probe_at nulls first limit $2 for update skip locked
  )
  update monitors m set next_probe_at = ${instant("(d.slot_ms + d.interval_ms)::float8")}
  from due d where m.id = d.id
  returning m.id, m.page_id as "pageId", m.kind, m.config, m.timeout_ms as "timeoutMs",
    m.degraded_above_ms as "degradedAboveMs", d.slot_ms::float8 as "slotAt", d.interval_ms::float8 as "intervalMs",
    ${millis("m.last_ping_at")} as "lastPingAt", m.catalogue_key is not null as "isFromCatalogue",
    (select s.state from monitor_states s where s.monitor_id = m.id and s.state <> 'unknown'
      order by s.started_at desc limit 1) as "lastKnown"`;

/** Claims at most `limit` due slots for this worker, in one statement. */
export async function claimDue(now: number, limit: number): Promise<DueProbe[]> {
  const { rows } = await pool().query<Row>(CLAIM, [Math.floor(now), limit]);
  return rows.map(({ id, kind, config, timeoutMs, degradedAboveMs, ...due }) => ({
    ...due,
    // The manage API wrote the config through MONITOR_CONFIGS[kind]; probes run with what is stored.
    target: { id, kind, config, timeoutMs, degradedAboveMs } as ProbeTarget,
  }));
}

/** Remembers until when certificates last; only changes are written. */
export async function writeTlsExpiry(expiries: readonly { monitorId: string; expiresAt: number }[]) {
  if (expiries.length === 0) return;
  await pool().query(
    `update monitors m set tls_expires_at = ${instant("g.expires_ms")}
     from unnest($1::text[], $2::float8[]) as g(id, expires_ms)
     where m.id = g.id and m.tls_expires_at is distinct from ${instant("g.expires_ms")}`,
    [expiries.map(({ monitorId }) => monitorId), expiries.map(({ expiresAt }) => expiresAt)],
  );
}

/** How secrets of heartbeat addresses are stored: sha256, hex. */
export const secretHash = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** Notes a ping of a heartbeat monitor. False when no monitor has this secret. */
export async function writePing(secret: string, at: number): Promise<boolean> {
  const { rowCount } = await pool().query(
    `update monitors set last_ping_at = greatest(last_ping_at, ${instant("$2::float8")})
     where secret_hash = $1 and kind = 'heartbeat' and archived_at is null`,
    [secretHash(secret), at],
  );
  return rowCount === 1;
}

/** A monitor and the time for which it counts for its component. */
export type ComponentMonitor = { monitorId: string; componentId: string };

/**
 * Locks the given components, against other judges and against whoever changes them, and returns the monitors, archived
 * ones too, of those whose baseline comes from monitors. Who changes a component holds its row and then asks for judging:
 * waiting for the row here, with requests in hand, would be a deadlock. So it fails at once and is run again.
 * @throws Contended
 */
export async function lockMonitorsOfComponents(
  sql: Sql,
  componentIds: readonly string[],
): Promise<ComponentMonitor[]> {
  await sql.query(
    "select pg_advisory_xact_lock(hashtext('judge'), key) from (select hashtext(id) as key from unnest($1::text[]) as id order by 1) keys",
    [componentIds],
  );
  await sql
    .query("select id from components where id = any($1) order by id for no key update nowait", [
      componentIds,
    ])
    .catch((error: unknown) => {
      const isLocked = error instanceof pg.DatabaseError && error.code === LOCK_NOT_AVAILABLE;
      throw isLocked ? new Contended("a component is being changed", { cause: error }) : error;
    });
  const { rows } = await sql.query<ComponentMonitor>(
    `select m.id as "monitorId", m.component_id as "componentId" from monitors m
     join components c on c.id = m.component_id and c.baseline_source = 'monitors'
     where m.component_id = any($1) order by m.id`,
    [componentIds],
  );
  return rows;
}
