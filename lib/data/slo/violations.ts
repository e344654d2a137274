import type { ListWindow } from "#lib/domain/input/list.ts";
import type { Actor } from "#lib/domain/people/permission.ts";
import type { Severity } from "#lib/domain/slo/definition.ts";
import type { Violation, ViolationEvent, ViolationEventKind } from "#lib/domain/slo/violation.ts";
import type { VIOLATION_STATES } from "#lib/domain/slo/violation-input.ts";
import { prisma } from "../db.ts";
import type { Prisma } from "../generated/client.ts";
import { newId } from "../new-id.ts";
import { instant, type Sql } from "../sql.ts";
import type { Tx } from "../tx.ts";
import { eventFromRow, wholeViolations } from "./violation-rows.ts";

/** Most events of one violation that are read: a page an hour for a month fits well. */
const MAX_EVENTS = 1_000;
const NEWEST = [{ detectedAt: "desc" as const }, { id: "desc" as const }];

/** What a violation is when it opens; the rest follows. */
export type NewViolation = Pick<
  Violation,
  | "pageId"
  | "sloId"
  | "objectiveId"
  | "scope"
  | "rule"
  | "severity"
  | "startedAt"
  | "detectedAt"
  | "criticalAt"
  | "actual"
  | "target"
  | "unit"
  | "componentIds"
>;

/** Null when one is open already for this objective and scope: another worker was first. */
export async function insertViolation(tx: Tx, fresh: NewViolation, now: number): Promise<string | null> {
  const id = newId();
  const made = await tx.$executeRaw`
    insert into violations (id, page_id, slo_id, objective_id, scope, rule, severity, started_at, detected_at, critical_at,
      actual, target, unit, component_ids, created_at, updated_at)
    values (${id}, ${fresh.pageId}, ${fresh.sloId}, ${fresh.objectiveId}, ${fresh.scope}, ${fresh.rule}, ${fresh.severity},
      ${new Date(fresh.startedAt)}, ${new Date(fresh.detectedAt)}, ${dateOf(fresh.criticalAt)}, ${fresh.actual}, ${fresh.target}, ${fresh.unit},
      ${fresh.componentIds}::text[], ${new Date(now)}, ${new Date(now)})
    on conflict do nothing`;
  return made === 1 ? id : null;
}

export type ViolationChange = Partial<
  Pick<
    Violation,
    | "rule"
    | "severity"
    | "startedAt"
    | "criticalAt"
    | "endedAt"
    | "resolvedAt"
    | "resolvedBy"
    | "acknowledgedAt"
    | "acknowledgedBy"
    | "resumesAt"
    | "level"
    | "actual"
    | "incidentId"
    | "reopened"
  >
>;

const dateOf = (at: number | null | undefined) => (typeof at === "number" ? new Date(at) : at);

/** Writes the changed fields; the revision counts on. The caller holds the row's lock. */
export async function saveViolation(
  tx: Tx,
  violation: Violation,
  change: ViolationChange,
  now: number,
): Promise<Violation> {
  const { startedAt, criticalAt, endedAt, resolvedAt, acknowledgedAt, resumesAt, ...rest } = change;
  const instants = { startedAt, criticalAt, endedAt, resolvedAt, acknowledgedAt, resumesAt };
  const row = await tx.violation.update({
    where: { id: violation.id },
    data: {
      ...rest,
      ...Object.fromEntries(Object.entries(instants).map(([name, at]) => [name, dateOf(at)])),
      revision: violation.revision + 1,
      updatedAt: new Date(now),
    },
  });
  return (await wholeViolations(tx, [row]))[0]!;
}

/** The violation, for this transaction alone; null when there is none on the page. */
export async function lockViolation(tx: Tx, pageId: string, id: string): Promise<Violation | null> {
  await tx.$queryRaw`select 1 from violations where id = ${id} and page_id = ${pageId} for update`;
  return await readViolationRow(pageId, id, tx);
}

export async function readViolationRow(
  pageId: string,
  id: string,
  db: Tx = prisma(),
): Promise<Violation | null> {
  const row = await db.violation.findFirst({ where: { id, pageId } });
  return row && (await wholeViolations(db, [row]))[0]!;
}

export type ViolationFilter = {
  state?: (typeof VIOLATION_STATES)[number] | undefined;
  severity?: Severity | undefined;
  sloId?: string | undefined;
  objectiveId?: string | undefined;
  componentId?: string | undefined;
  incidentId?: string | undefined;
  /** Running at some moment of [from, until) (ms). */
  from?: number | undefined;
  until?: number | undefined;
};

const STATES = {
  open: { resolvedAt: null },
  acknowledged: { resolvedAt: null, resumesAt: { not: null } },
  resolved: { resolvedAt: { not: null } },
} satisfies Record<string, Prisma.ViolationWhereInput>;

function whereOf(pageId: string, filter: ViolationFilter): Prisma.ViolationWhereInput {
  const { state, severity, sloId, objectiveId, componentId, incidentId, from, until } = filter;
  return {
    pageId,
    AND: [
      state ? STATES[state] : {},
      severity ? { severity } : {},
      sloId ? { sloId } : {},
      objectiveId ? { objectiveId } : {},
      incidentId ? { incidentId } : {},
      componentId ? { componentIds: { has: componentId } } : {},
      until === undefined ? {} : { startedAt: { lt: new Date(until) } },
      from === undefined ? {} : { OR: [{ resolvedAt: null }, { endedAt: { gt: new Date(from) } }] },
    ],
  };
}

/** The page's violations, the last detected first. */
export async function listViolationRows(
  pageId: string,
  filter: ViolationFilter,
  window: ListWindow,
  db: Tx = prisma(),
): Promise<Violation[]> {
  const rows = await db.violation.findMany({ where: whereOf(pageId, filter), orderBy: NEWEST, ...window });
  return await wholeViolations(db, rows);
}

/** The newest violation of each objective in a scope, open or not: what the next verdict continues or follows. */
export async function readLatestViolations(
  objectiveIds: readonly string[],
  db: Tx = prisma(),
  scope = "",
): Promise<Map<string, Violation>> {
  const ids = await db.$queryRaw<{ id: string }[]>`
    select v.id from unnest(${[...objectiveIds]}::text[]) as g(objective_id) cross join lateral (
      select id from violations where objective_id = g.objective_id and scope = ${scope}
      order by (resolved_at is null) desc, detected_at desc, id desc limit 1 offset 0) v`;
  const rows = await db.violation.findMany({ where: { id: { in: ids.map(({ id }) => id) } } });
  const violations = await wholeViolations(db, rows);
  return new Map(violations.map((violation) => [violation.objectiveId, violation]));
}

/** Open violations of some objectives, of every scope. */
export async function openViolationIds(tx: Tx, objectiveIds: readonly string[]): Promise<string[]> {
  if (objectiveIds.length === 0) return [];
  const where = { objectiveId: { in: [...objectiveIds] }, resolvedAt: null };
  const rows = await tx.violation.findMany({ where, select: { id: true }, orderBy: { id: "asc" } });
  return rows.map(({ id }) => id);
}

/** What the last round expects of the budgets of open violations: a forecast, no change that anybody must merge. */
export async function foretellBudgets(
  sql: Sql,
  told: readonly { violationId: string; budgetEndsAt: number | null }[],
): Promise<void> {
  if (told.length === 0) return;
  await sql.query(
    `update violations v set budget_ends_at = ${instant("g.ends_ms")} from unnest($1::text[], $2::float8[]) as g(id, ends_ms)
     where v.id = g.id and v.resolved_at is null and v.budget_ends_at is distinct from ${instant("g.ends_ms")}`,
    [told.map(({ violationId }) => violationId), told.map(({ budgetEndsAt }) => budgetEndsAt)],
  );
}

/** Open violations that belong to an incident. */
export const countOpenOf = (tx: Tx, incidentId: string): Promise<number> =>
  tx.violation.count({ where: { incidentId, resolvedAt: null } });

/** Says for ever what happened to a violation. Returns the event's id. */
export async function insertViolationEvent(
  tx: Tx,
  event: {
    violationId: string;
    kind: ViolationEventKind;
    details?: Record<string, unknown>;
    actor: Pick<Actor, "kind" | "id">;
  },
  now: number,
): Promise<ViolationEvent> {
  const row = await tx.violationEvent.create({
    data: {
      violationId: event.violationId,
      kind: event.kind,
      details: (event.details ?? {}) as Prisma.InputJsonObject,
      actorKind: event.actor.kind,
      actorId: event.actor.id,
      at: new Date(now),
    },
  });
  return eventFromRow(row);
}

/** What happened to a violation, the oldest first. */
export async function readViolationEvents(violationId: string, db: Tx = prisma()): Promise<ViolationEvent[]> {
  const rows = await db.violationEvent.findMany({
    where: { violationId },
    orderBy: { id: "asc" },
    take: MAX_EVENTS,
  });
  return rows.map(eventFromRow);
}
