import type { SloSettings } from "#lib/domain/slo/definition.ts";
import type { ObjectiveFigures } from "#lib/domain/slo/figures.ts";
import { instantOf, instantOrNull } from "../dates.ts";
import { prisma } from "../db.ts";
import { instant, type Sql } from "../sql.ts";
import type { Tx } from "../tx.ts";

/** What the last round found for an objective. `memory` belongs to the rules. */
export type SloStateRow = {
  objectiveId: string;
  evaluatedAt: number;
  figures: ObjectiveFigures | null;
  memory: unknown;
  fault: string | null;
  noDataSince: number | null;
  /** What its sums were counted by. */
  counted: string | null;
};

/** States by objective; one that was never judged has none. */
export async function readStates(
  objectiveIds: readonly string[],
  db: Tx = prisma(),
): Promise<Map<string, SloStateRow>> {
  const rows = await db.sloState.findMany({ where: { objectiveId: { in: [...objectiveIds] } } });
  return new Map(
    rows.map((row) => [
      row.objectiveId,
      {
        ...row,
        figures: row.figures as ObjectiveFigures | null,
        memory: row.memory as unknown,
        evaluatedAt: instantOf(row.evaluatedAt),
        noDataSince: instantOrNull(row.noDataSince),
      },
    ]),
  );
}

/** Writes the states of a round in one statement. */
export async function writeStates(sql: Sql, states: readonly SloStateRow[]): Promise<void> {
  if (states.length === 0) return;
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  await sql.query(
    `insert into slo_states (objective_id, evaluated_at, figures, memory, fault, no_data_since, counted)
     select id, ${instant("evaluated_ms")}, figures::jsonb, memory::jsonb, fault, ${instant("silent_ms")}, counted
     from unnest($1::text[], $2::float8[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::text[])
       as g(id, evaluated_ms, figures, memory, fault, silent_ms, counted)
     on conflict (objective_id) do update set evaluated_at = excluded.evaluated_at, figures = excluded.figures,
       memory = excluded.memory, fault = excluded.fault, no_data_since = excluded.no_data_since, counted = excluded.counted`,
    [
      states.map(({ objectiveId }) => objectiveId),
      states.map(({ evaluatedAt }) => evaluatedAt),
      states.map(({ figures }) => json(figures)),
      states.map(({ memory }) => json(memory ?? {})),
      states.map(({ fault }) => fault),
      states.map(({ noDataSince }) => noDataSince),
      states.map(({ counted }) => counted),
    ],
  );
}

/** What an SLO says of its windows, notices and escalation. */
export async function readSloSettings(tx: Tx, sloId: string): Promise<SloSettings> {
  const { settings } = await tx.slo.findUniqueOrThrow({ where: { id: sloId }, select: { settings: true } });
  return settings as SloSettings;
}
