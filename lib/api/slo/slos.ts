import type { WindowFigures } from "#lib/domain/slo/figures.ts";
import type { Snapshot, SnapshotObjective } from "#lib/domain/snapshot.ts";
import { csvLine } from "#lib/domain/subscribers/csv.ts";
import { type Document, json, type Place, text } from "../document.ts";

const instant = (at: number): string => new Date(at).toISOString();

/** Amounts are decimal strings of integers in the objective's unit, percentages truncated decimal strings. */
const periodOf = (period: WindowFigures | null) =>
  period && {
    from: instant(period.from),
    until: instant(period.until),
    good: period.good,
    total: period.total,
    attainment: period.attainment,
    raw_attainment: period.rawAttainment,
    bounds: period.bounds,
    excluded_ms: period.excludedMs,
    unknown_ms: period.unknownMs,
    budget: period.budget,
    remaining: period.remaining,
    remaining_percent: period.remainingPercent,
    met: period.isMet,
  };

const objectiveOf = (objective: SnapshotObjective, snapshot: Snapshot, place: Place) => ({
  key: objective.key,
  name: text(objective, "name", snapshot, place),
  tier: objective.tier,
  kind: objective.kind,
  target: objective.target,
  unit: objective.unit,
  month: periodOf(objective.month),
  ninety_days: periodOf(objective.ninetyDays),
});

/** `/api/public/v1/slos.json`: this month and 90 days of every published objective, raw and adjusted. */
export const slosDocument = (snapshot: Snapshot, place: Place): Document =>
  json({
    page: {
      id: snapshot.page.id,
      name: text(snapshot.page, "name", snapshot, place),
      url: place.publicUrl,
      time_zone: snapshot.page.timeZone,
    },
    as_of: snapshot.asOf,
    slos: snapshot.slos.map((slo) => ({
      id: slo.id,
      key: slo.key,
      name: text(slo, "name", snapshot, place),
      description: slo.description === null ? null : text(slo, "description", snapshot, place),
      component_ids: slo.componentIds,
      objectives: slo.objectives.map((objective) => objectiveOf(objective, snapshot, place)),
    })),
  });

const COLUMNS = [
  ...["slo", "objective", "tier", "target", "unit", "period", "from", "until", "good", "total", "attainment"],
  ...["raw_attainment", "excluded_ms", "unknown_ms", "budget", "remaining", "remaining_percent", "met"],
];

/** `/api/public/v1/slos.csv`: the same figures, a line for each objective and period. */
export function slosTable(snapshot: Snapshot): Document {
  const lines = snapshot.slos.flatMap(({ key, objectives }) =>
    objectives.flatMap((objective) =>
      (["month", "ninetyDays"] as const).flatMap((name) => {
        const period = objective[name];
        if (!period) return [];
        const { tier, target, unit } = objective;
        const { good, total, attainment, rawAttainment, budget, remaining, remainingPercent } = period;
        const cells = [
          ...[key, objective.key, tier, target, unit, name === "month" ? "month" : "90 days"],
          ...[instant(period.from), instant(period.until), good, total, attainment, rawAttainment],
          ...[period.excludedMs, period.unknownMs, budget, remaining, remainingPercent, period.isMet],
        ];
        return [cells.map((cell) => (cell === null ? "" : String(cell)))];
      }),
    ),
  );
  return {
    body: [COLUMNS, ...lines].map(csvLine).join(""),
    contentType: "text/csv; charset=utf-8",
  };
}
