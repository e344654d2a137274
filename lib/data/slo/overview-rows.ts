import type { Translations } from "#lib/domain/language.ts";
import type { ObjectiveRule, SloSettings } from "#lib/domain/slo/definition.ts";
import type { AwaySource, NamedComponent, SloView } from "#lib/domain/slo/overview.ts";
import { AWAY_AFTER_MS } from "#lib/domain/slo/source.ts";
import { instantOf } from "../dates.ts";
import { prisma } from "../db.ts";
import type { Tx } from "../tx.ts";
import { readStates } from "./states.ts";

/** The page's SLOs that are not archived, by position, with the last figures of their objectives; `sloId` picks one. */
export async function readSloViews(
  pageId: string,
  { sloId, onlyPublic = false }: { sloId?: string | undefined; onlyPublic?: boolean } = {},
  db: Tx = prisma(),
): Promise<SloView[]> {
  const rows = await db.slo.findMany({
    where: {
      pageId,
      archivedAt: null,
      ...(sloId !== undefined && { id: sloId }),
      ...(onlyPublic && { isPublic: true }),
    },
    include: { objectives: { where: { archivedAt: null }, orderBy: [{ position: "asc" }, { id: "asc" }] } },
    orderBy: [{ position: "asc" }, { id: "asc" }],
  });
  const states = await readStates(
    rows.flatMap(({ objectives }) => objectives.map(({ id }) => id)),
    db,
  );
  const components = await readNamedComponents(
    pageId,
    rows.flatMap(({ componentIds }) => componentIds),
    db,
  );
  return rows.map((row) => ({
    id: row.id,
    key: row.key,
    name: row.name,
    description: row.description,
    translations: row.translations as Translations,
    isPublic: row.isPublic,
    settings: row.settings as SloSettings,
    version: row.version,
    components: row.componentIds.flatMap((id) => components.get(id) ?? []),
    objectives: row.objectives.map((objective) => {
      const state = states.get(objective.id);
      return {
        id: objective.id,
        key: objective.key,
        name: objective.name,
        translations: objective.translations as Translations,
        tierKey: objective.tierKey,
        rule: objective.rule as ObjectiveRule,
        target: objective.target,
        figures: state?.figures ?? null,
        evaluatedAt: state?.evaluatedAt ?? null,
        fault: state?.fault ?? null,
        noDataSince: state?.noDataSince ?? null,
        violation: null,
      };
    }),
  }));
}

/** Components of the page by id, with the names that people gave them. */
export async function readNamedComponents(
  pageId: string,
  ids: readonly string[],
  db: Tx = prisma(),
): Promise<Map<string, NamedComponent>> {
  const rows = await db.component.findMany({
    where: { pageId, id: { in: [...new Set(ids)] } },
    select: { id: true, name: true, translations: true },
  });
  return new Map(rows.map((row) => [row.id, { ...row, translations: row.translations as Translations }]));
}

/** Sources that have not answered for AWAY_AFTER_MS at `now`, the longest away first. */
export async function readAwaySources(pageId: string, now: number, db: Tx = prisma()): Promise<AwaySource[]> {
  const slis = await db.sli.findMany({
    where: { pageId, archivedAt: null },
    select: { id: true, key: true, name: true, source: true },
  });
  const byId = new Map(slis.map((sli) => [sli.id, sli]));
  const rows = await db.sliSource.findMany({
    where: { sliId: { in: [...byId.keys()] }, failingSince: { lte: new Date(now - AWAY_AFTER_MS) } },
    orderBy: [{ failingSince: "asc" }, { sliId: "asc" }],
  });
  return rows.map(({ sliId, failingSince, lastFault }) => {
    const { key, name, source } = byId.get(sliId)!;
    const { kind } = source as { kind: string };
    return { sliId, sliKey: key, sliName: name, kind, failingSince: instantOf(failingSince!), lastFault };
  });
}
