import type { Scope } from "#lib/data/scope.ts";
import { readAwaySources, readSloViews } from "#lib/data/slo/overview-rows.ts";
import { listViolationRows } from "#lib/data/slo/violations.ts";
import { SEVERITIES } from "#lib/domain/slo/definition.ts";
import type { SloOverview, SloView } from "#lib/domain/slo/overview.ts";
import type { Violation } from "#lib/domain/slo/violation.ts";

/** Most open violations that an overview lists: it is no archive. */
const MAX_LISTED = 200;

const worstFirst = (a: Violation, b: Violation): number =>
  SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) ||
  a.detectedAt - b.detectedAt ||
  (a.id < b.id ? -1 : 1);

/** The same SLOs, each objective with its open violation. */
export const withViolations = (slos: readonly SloView[], open: readonly Violation[]): SloView[] => {
  const byObjective = new Map(open.map((violation) => [violation.objectiveId, violation]));
  return slos.map((slo) => ({
    ...slo,
    objectives: slo.objectives.map((objective) => ({
      ...objective,
      violation: byObjective.get(objective.id) ?? null,
    })),
  }));
};

/** All SLOs of the page as the last round left them, what is violated and which sources are away. */
export async function readSloOverview({ pageId }: Scope<"page:read">, now: number): Promise<SloOverview> {
  const open = await listViolationRows(pageId, { state: "open" }, { skip: 0, take: MAX_LISTED });
  const slos = withViolations(await readSloViews(pageId), open);
  const judged = slos.flatMap(({ objectives }) => objectives.flatMap(({ evaluatedAt }) => evaluatedAt ?? []));
  return {
    now,
    evaluatedAt: judged.length > 0 ? Math.max(...judged) : null,
    slos,
    violations: open.toSorted(worstFirst),
    away: await readAwaySources(pageId, now),
  };
}
