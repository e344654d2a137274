import type { Severity } from "#lib/domain/slo/definition.ts";
import type { Violation, ViolationEvent, ViolationEventKind } from "#lib/domain/slo/violation.ts";
import { instantOf, instantOrNull } from "../dates.ts";
import type { ViolationEvent as EventRow, Violation as Row } from "../generated/client.ts";
import type { Tx } from "../tx.ts";

/** What a violation is about, in words: of SLOs and objectives that are archived, too. */
async function namesOf(db: Tx, rows: readonly Row[]) {
  const objectives = await db.sloObjective.findMany({
    where: { id: { in: [...new Set(rows.map(({ objectiveId }) => objectiveId))] } },
    select: { id: true, key: true, name: true, tierKey: true, slo: { select: { key: true, name: true } } },
  });
  return new Map(objectives.map((objective) => [objective.id, objective]));
}

/** Rows as the domain knows them, in their order. */
export async function wholeViolations(db: Tx, rows: readonly Row[]): Promise<Violation[]> {
  if (rows.length === 0) return [];
  const names = await namesOf(db, rows);
  return rows.map(({ createdAt: _made, updatedAt: _changed, ...row }) => {
    const objective = names.get(row.objectiveId);
    return {
      ...row,
      sloKey: objective?.slo.key ?? "",
      sloName: objective?.slo.name ?? "",
      objectiveKey: objective?.key ?? "",
      objectiveName: objective?.name ?? "",
      tierKey: objective?.tierKey ?? null,
      severity: row.severity as Severity,
      unit: row.unit as Violation["unit"],
      startedAt: instantOf(row.startedAt),
      detectedAt: instantOf(row.detectedAt),
      criticalAt: instantOrNull(row.criticalAt),
      endedAt: instantOrNull(row.endedAt),
      resolvedAt: instantOrNull(row.resolvedAt),
      acknowledgedAt: instantOrNull(row.acknowledgedAt),
      resumesAt: instantOrNull(row.resumesAt),
      budgetEndsAt: instantOrNull(row.budgetEndsAt),
    };
  });
}

export const eventFromRow = (row: EventRow): ViolationEvent => ({
  ...row,
  id: String(row.id),
  kind: row.kind as ViolationEventKind,
  details: row.details as Record<string, unknown>,
  at: instantOf(row.at),
});
