import type { Known } from "#lib/domain/slo/defining/known.ts";
import type { ObjectiveRule, SloDefinition } from "#lib/domain/slo/definition.ts";
import type { SliKind } from "#lib/domain/slo/source.ts";
import { prisma } from "../db.ts";
import type { Tx } from "../tx.ts";

/** Ids by whatever a definition may call a thing (its key or its id), and the name that people read by id. */
export type SloNames = {
  known: Known;
  idOf: { sli: (name: string) => string; component: (name: string) => string };
  nameOf: { sli: (id: string) => string; component: (id: string) => string };
};

/** What the page has that definitions may name: SLIs and components that are in use, tiers. */
export async function readNames(pageId: string, db: Tx = prisma()): Promise<SloNames> {
  const where = { pageId, archivedAt: null };
  const slis = await db.sli.findMany({ where: { pageId }, orderBy: { key: "asc" } });
  const components = await db.component.findMany({
    where: { pageId },
    select: { id: true, catalogueKey: true, archivedAt: true },
    orderBy: { position: "asc" },
  });
  const tiers = await db.tier.findMany({ where, select: { key: true }, orderBy: { position: "asc" } });
  const usedSlis = slis.filter(({ archivedAt }) => archivedAt === null);
  const usedComponents = components.filter(({ archivedAt }) => archivedAt === null);
  const sliIds = new Map(usedSlis.flatMap(({ id, key }) => [[key, id] as const, [id, id] as const]));
  const componentIds = new Map(
    usedComponents.flatMap(({ id, catalogueKey }) => [[catalogueKey ?? id, id] as const, [id, id] as const]),
  );
  const sliKeys = new Map(slis.map(({ id, key }) => [id, key]));
  const componentKeys = new Map(components.map(({ id, catalogueKey }) => [id, catalogueKey ?? id]));
  return {
    known: {
      slis: new Map(
        usedSlis.flatMap(({ id, key, kind }) => [
          [key, kind as SliKind] as const,
          [id, kind as SliKind] as const,
        ]),
      ),
      components: new Set(componentIds.keys()),
      tiers: new Set(tiers.map(({ key }) => key)),
      ids: new Set([
        ...usedSlis.map(({ id }) => id),
        ...usedComponents.flatMap(({ id, catalogueKey }) => (catalogueKey === null ? [] : [id])),
      ]),
    },
    idOf: {
      sli: (name) => sliIds.get(name) ?? name,
      component: (name) => componentIds.get(name) ?? name,
    },
    nameOf: {
      sli: (id) => sliKeys.get(id) ?? id,
      component: (id) => componentKeys.get(id) ?? id,
    },
  };
}

/** The same rule with other names for what it names. */
export function renamedRule(
  rule: ObjectiveRule,
  { sli, component }: { sli: (name: string) => string; component: (name: string) => string },
): ObjectiveRule {
  if (rule.kind === "availability")
    return { ...rule, components: rule.components.map(component), evidence: rule.evidence.map(sli) };
  if (rule.kind === "composite")
    return { ...rule, parts: rule.parts.map((part) => ({ ...part, sli: sli(part.sli) })) };
  return { ...rule, sli: sli(rule.sli) };
}

/** A definition with the names that people read, whichever of a thing's names it was given: two that mean the same are equal. */
export function withPlainNames(slo: SloDefinition, { idOf, nameOf }: SloNames): SloDefinition {
  const plain = {
    sli: (name: string) => nameOf.sli(idOf.sli(name)),
    component: (name: string) => nameOf.component(idOf.component(name)),
  };
  return {
    ...slo,
    components: slo.components.map(plain.component),
    objectives: slo.objectives.map((objective) => ({
      ...objective,
      rule: renamedRule(objective.rule, plain),
    })),
  };
}
