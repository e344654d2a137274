import type { Translations } from "#lib/domain/language.ts";
import type { ObjectiveRule } from "#lib/domain/slo/definition.ts";
import type { ObjectiveFigures } from "#lib/domain/slo/figures.ts";
import type { SnapshotObjective, SnapshotSlo } from "#lib/domain/snapshot.ts";
import type { Sql } from "../sql.ts";

type Row = {
  id: string;
  key: string;
  name: string;
  description: string | null;
  translations: Translations;
  componentIds: string[];
  objectiveKey: string;
  objectiveName: string;
  objectiveTranslations: Translations;
  tier: string | null;
  rule: ObjectiveRule;
  target: string;
  figures: ObjectiveFigures | null;
};

const UNITS = { availability: "ms", latency: "windows", time_slice: "windows" } as const;

function objectiveOf(row: Row): SnapshotObjective {
  const { rule, figures } = row;
  const unit = rule.kind in UNITS ? UNITS[rule.kind as keyof typeof UNITS] : "events";
  return {
    key: row.objectiveKey,
    name: row.objectiveName,
    translations: row.objectiveTranslations,
    tier: row.tier,
    kind: rule.kind,
    target: row.target,
    unit,
    month: figures?.contract ?? null,
    ninetyDays: figures?.ninetyDays ?? null,
  };
}

/**
 * What the public is told of the page's SLOs: those that are published, in the order of the page, with the figures of the last
 * round. Of the services that they concern only those among `componentIds`, which are public.
 */
export async function readPublicSlos(
  sql: Sql,
  pageId: string,
  componentIds: readonly string[],
): Promise<SnapshotSlo[]> {
  const { rows } = await sql.query<Row>(
    `select s.id, s.key, s.name, s.description, s.translations, s.component_ids as "componentIds",
       o.key as "objectiveKey", o.name as "objectiveName", o.translations as "objectiveTranslations", o.tier_key as tier,
       o.rule, o.target, t.figures
     from slos s
     join slo_objectives o on o.slo_id = s.id and o.archived_at is null
     left join slo_states t on t.objective_id = o.id
     where s.page_id = $1 and s.is_public and s.archived_at is null
     order by s.position, s.id, o.position, o.id`,
    [pageId],
  );
  const shown = new Set(componentIds);
  return [...Map.groupBy(rows, ({ id }) => id).values()].map((objectives) => {
    const { id, key, name, description, translations, componentIds: all } = objectives[0]!;
    return {
      ...{ id, key, name, description, translations },
      componentIds: all.filter((one) => shown.has(one)),
      objectives: objectives.map(objectiveOf),
    };
  });
}
