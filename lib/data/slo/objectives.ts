import type { Translations } from "#lib/domain/language.ts";
import type { AlertRule, ObjectiveRule, SloSettings, StoredObjective } from "#lib/domain/slo/definition.ts";
import { prisma } from "../db.ts";
import type { Tx } from "../tx.ts";

/** Ids by whatever a definition may call a thing: its key or its id. */
type Names = ReadonlyMap<string, string>;

async function sliNames(pageId: string, db: Tx): Promise<Names> {
  const rows = await db.sli.findMany({
    where: { pageId, archivedAt: null },
    select: { id: true, key: true },
  });
  return new Map(rows.flatMap(({ id, key }) => [[key, id] as const, [id, id] as const]));
}

async function componentNames(pageId: string, db: Tx): Promise<Names> {
  const rows = await db.component.findMany({ where: { pageId }, select: { id: true, catalogueKey: true } });
  return new Map(
    rows.flatMap(({ id, catalogueKey }) => [[catalogueKey ?? id, id] as const, [id, id] as const]),
  );
}

/** The rule with ids for names; what is not there any more keeps its name, and has no data. */
export function withIds(rule: ObjectiveRule, slis: Names, components: Names): ObjectiveRule {
  const sli = (name: string) => slis.get(name) ?? name;
  if (rule.kind === "availability")
    return {
      ...rule,
      components: rule.components.map((name) => components.get(name) ?? name),
      evidence: rule.evidence.map(sli),
    };
  if (rule.kind === "composite")
    return { ...rule, parts: rule.parts.map((part) => ({ ...part, sli: sli(part.sli) })) };
  return { ...rule, sli: sli(rule.sli) };
}

/** The objectives of the page's SLOs that are not archived, by position: SLIs and components of their rules are ids. */
export async function readObjectives(pageId: string, db: Tx = prisma()): Promise<StoredObjective[]> {
  const slos = await db.slo.findMany({
    where: { pageId, archivedAt: null },
    include: { objectives: { where: { archivedAt: null }, orderBy: [{ position: "asc" }, { id: "asc" }] } },
    orderBy: [{ position: "asc" }, { id: "asc" }],
  });
  if (slos.length === 0) return [];
  const [slis, components] = [await sliNames(pageId, db), await componentNames(pageId, db)];
  return slos.flatMap((slo) =>
    slo.objectives.map((objective) => ({
      id: objective.id,
      key: objective.key,
      name: objective.name,
      translations: objective.translations as Translations,
      tierKey: objective.tierKey,
      target: objective.target,
      rule: withIds(objective.rule as ObjectiveRule, slis, components),
      alerts: objective.alerts as AlertRule[],
      sloId: slo.id,
      sloKey: slo.key,
      sloName: slo.name,
      pageId,
      componentIds: slo.componentIds.map((name) => components.get(name) ?? name),
      settings: slo.settings as SloSettings,
    })),
  );
}

/** Pages that have SLOs. */
export async function readPagesWithSlos(db: Tx = prisma()): Promise<{ id: string; timeZone: string }[]> {
  return await db.page.findMany({
    where: {
      id: {
        in: (await db.slo.groupBy({ by: ["pageId"], where: { archivedAt: null } })).map(
          ({ pageId }) => pageId,
        ),
      },
    },
    select: { id: true, timeZone: true },
    orderBy: { id: "asc" },
  });
}
