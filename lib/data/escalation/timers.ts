import type { DueLevel, Timer } from "#lib/domain/escalation/clock.ts";
import type { SloSettings } from "#lib/domain/slo/definition.ts";
import type { Violation } from "#lib/domain/slo/violation.ts";
import { instantOf, instantOrNull } from "../dates.ts";
import { pool, prisma } from "../db.ts";
import { wholeViolations } from "../slo/violation-rows.ts";
import { instant, millis } from "../sql.ts";
import type { Tx } from "../tx.ts";

/** Most violations that escalate at once; more of them are one disaster. */
const MAX_ESCALATED = 500;

export type EscalatedRow = {
  violation: Violation;
  settings: Pick<SloSettings, "levelFloor" | "policyId" | "responses">;
};

/** Every open violation of every page that warns or pages, the oldest first, with what its SLO says of escalation. */
export async function readEscalated(db: Tx = prisma()): Promise<EscalatedRow[]> {
  const rows = await db.violation.findMany({
    where: { resolvedAt: null, severity: { not: "info" } },
    orderBy: [{ detectedAt: "asc" }, { id: "asc" }],
    take: MAX_ESCALATED,
  });
  const slos = await db.slo.findMany({
    where: { id: { in: [...new Set(rows.map(({ sloId }) => sloId))] } },
    select: { id: true, settings: true },
  });
  const settings = new Map(slos.map((slo) => [slo.id, slo.settings as SloSettings]));
  const violations = await wholeViolations(db, rows);
  return violations.flatMap((violation) => {
    const found = settings.get(violation.sloId);
    return found ? [{ violation, settings: found }] : [];
  });
}

/** The levels of violations as they are stored; every id has an entry. */
export async function readTimers(violationIds: readonly string[]): Promise<Map<string, Timer[]>> {
  const timers = new Map<string, Timer[]>(violationIds.map((id) => [id, []]));
  const rows = await prisma().escalationTimer.findMany({
    where: { violationId: { in: [...violationIds] } },
    orderBy: [{ violationId: "asc" }, { level: "asc" }],
  });
  for (const { violationId, level, baseAt, dueAt, doneAt, cancelledAt } of rows)
    timers.get(violationId)!.push({
      ...{ level, baseAt: instantOf(baseAt), dueAt: instantOf(dueAt) },
      ...{ doneAt: instantOrNull(doneAt), cancelledAt: instantOrNull(cancelledAt) },
    });
  return timers;
}

/** Sets levels: new ones, moved ones, and those of a clock that began anew, which are done again. */
export async function setTimers(violationId: string, levels: readonly DueLevel[]): Promise<void> {
  if (levels.length === 0) return;
  await pool().query(
    `insert into escalation_timers as t (violation_id, level, due_at, reason, base_at)
     select $1, level, ${instant("due_ms")}, reason, ${instant("base_ms")}
     from unnest($2::int[], $3::float8[], $4::text[], $5::float8[]) as g(level, due_ms, reason, base_ms) order by level
     on conflict (violation_id, level) do update set due_at = excluded.due_at, reason = excluded.reason,
       base_at = excluded.base_at, cancelled_at = null,
       done_at = case when excluded.base_at > t.base_at then null else t.done_at end
     where t.done_at is null or excluded.base_at > t.base_at`,
    [
      violationId,
      levels.map(({ level }) => level),
      levels.map(({ dueAt }) => dueAt),
      levels.map(({ reason }) => reason),
      levels.map(({ baseAt }) => baseAt),
    ],
  );
}

/** Nothing more is due of what is over. Returns how many levels were called off. */
export async function cancelOver(now: number): Promise<number> {
  const { rowCount } = await pool().query(
    `update escalation_timers t set cancelled_at = ${instant("$1::float8")} from violations v
     where v.id = t.violation_id and v.resolved_at is not null and t.done_at is null and t.cancelled_at is null`,
    [now],
  );
  return rowCount ?? 0;
}

export type DueTimer = { pageId: string; violationId: string; level: number };

/** Levels whose moment has come, in the order in which they were due. */
export async function readDueTimers(now: number, limit: number): Promise<DueTimer[]> {
  const { rows } = await pool().query<DueTimer>(
    `select v.page_id as "pageId", t.violation_id as "violationId", t.level
     from escalation_timers t join violations v on v.id = t.violation_id
     where t.done_at is null and t.cancelled_at is null and t.due_at <= ${instant("$1::float8")}
     order by t.due_at, t.violation_id, t.level limit $2`,
    [now, limit],
  );
  return rows;
}

/** When the next level is due (ms); null: none. */
export async function nextTimerAt(): Promise<number | null> {
  const { rows } = await pool().query<{ at: number | null }>(
    `select ${millis("min(due_at)")} as at from escalation_timers where done_at is null and cancelled_at is null`,
  );
  return rows[0]?.at ?? null;
}

/**
 * Marks a level as done within the transaction that does it, once: null when another worker was first, or it is not due any more.
 */
export async function takeTimer(
  tx: Tx,
  { violationId, level }: Pick<DueTimer, "violationId" | "level">,
  now: number,
): Promise<{ reason: string; dueAt: number } | null> {
  const rows = await tx.$queryRaw<{ reason: string; due_at: Date }[]>`
    update escalation_timers set done_at = ${new Date(now)}
    where violation_id = ${violationId} and level = ${level} and done_at is null and cancelled_at is null
      and due_at <= ${new Date(now)}
    returning reason, due_at`;
  const [row] = rows;
  return row ? { reason: row.reason, dueAt: row.due_at.getTime() } : null;
}

/** Acknowledgements whose hold is over. */
export async function readHoldsOver(
  now: number,
): Promise<{ pageId: string; id: string; resumesAt: number }[]> {
  const { rows } = await pool().query<{ pageId: string; id: string; resumesAt: number }>(
    `select page_id as "pageId", id, ${millis("resumes_at")} as "resumesAt" from violations
     where resolved_at is null and resumes_at <= ${instant("$1::float8")} order by resumes_at, id`,
    [now],
  );
  return rows;
}
