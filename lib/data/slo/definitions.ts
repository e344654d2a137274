import type { ListWindow } from "#lib/domain/input/list.ts";
import type { Translations } from "#lib/domain/language.ts";
import type { Actor } from "#lib/domain/people/permission.ts";
import type { SloVersion, StoredSlo } from "#lib/domain/slo/defining/stored.ts";
import type { AlertRule, ObjectiveRule, SloDefinition, SloSettings } from "#lib/domain/slo/definition.ts";
import { instantOf, instantOrNull } from "../dates.ts";
import { prisma } from "../db.ts";
import type { Prisma } from "../generated/client.ts";
import { newId } from "../new-id.ts";
import type { Tx } from "../tx.ts";
import { readNames, renamedRule, type SloNames } from "./names.ts";

const json = (value: unknown) => value as Prisma.InputJsonValue;
const IN_USE = {
  objectives: {
    where: { archivedAt: null },
    orderBy: [{ position: "asc" as const }, { id: "asc" as const }],
  },
};
type Row = Prisma.SloGetPayload<{ include: { objectives: true } }>;

function fromRow(row: Row, { nameOf }: SloNames): StoredSlo {
  return {
    id: row.id,
    pageId: row.pageId,
    version: row.version,
    position: row.position,
    archivedAt: instantOrNull(row.archivedAt),
    createdAt: instantOf(row.createdAt),
    updatedAt: instantOf(row.updatedAt),
    objectiveIds: row.objectives.map(({ id }) => id),
    definition: {
      key: row.key,
      name: row.name,
      description: row.description,
      translations: row.translations as Translations,
      components: row.componentIds.map(nameOf.component),
      isPublic: row.isPublic,
      settings: row.settings as SloSettings,
      objectives: row.objectives.map((objective) => ({
        key: objective.key,
        name: objective.name,
        translations: objective.translations as Translations,
        tierKey: objective.tierKey,
        rule: renamedRule(objective.rule as ObjectiveRule, nameOf),
        target: objective.target,
        alerts: objective.alerts as AlertRule[],
      })),
    },
  };
}

/** Definitions of the page by position, with keys for what they name; archived ones only if asked. */
export async function readDefinitions(
  pageId: string,
  { archived = false, window }: { archived?: boolean; window?: ListWindow } = {},
  db: Tx = prisma(),
): Promise<StoredSlo[]> {
  const rows = await db.slo.findMany({
    where: { pageId, archivedAt: archived ? { not: null } : null },
    include: IN_USE,
    orderBy: [{ position: "asc" }, { id: "asc" }],
    ...window,
  });
  const names = await readNames(pageId, db);
  return rows.map((row) => fromRow(row, names));
}

/** One definition by its id, archived ones included, or null. */
export async function readDefinition(
  pageId: string,
  id: string,
  db: Tx = prisma(),
): Promise<StoredSlo | null> {
  const row = await db.slo.findFirst({ where: { pageId, id }, include: IN_USE });
  return row && fromRow(row, await readNames(pageId, db));
}

/** Definitions change one after the other: what one names must not go while it is written. */
export async function lockDefinitions(tx: Tx, pageId: string): Promise<void> {
  await tx.$queryRaw`select 1 from pages where id = ${pageId} for update`;
}

/** Whether the page ever had an SLO, an SLI or a tier; archived ones count. */
export async function hasDefinitions(pageId: string): Promise<boolean> {
  const [row] = await prisma().$queryRaw<
    { found: boolean }[]
  >`select exists (select 1 from slos where page_id = ${pageId})
    or exists (select 1 from slis where page_id = ${pageId}) or exists (select 1 from tiers where page_id = ${pageId}) as found`;
  return row!.found;
}

export async function countSlos(tx: Tx, pageId: string): Promise<number> {
  return await tx.slo.count({ where: { pageId, archivedAt: null } });
}

/** The id of an SLO by its key, archived ones included. */
export async function sloIdOf(tx: Tx, pageId: string, key: string): Promise<string | null> {
  return (
    (await tx.slo.findUnique({ where: { pageId_key: { pageId, key } }, select: { id: true } }))?.id ?? null
  );
}

async function storeObjectives(tx: Tx, sloId: string, slo: SloDefinition, names: SloNames, now: number) {
  const before = await tx.sloObjective.findMany({ where: { sloId } });
  const byKey = new Map(before.map((row) => [row.key, row.id]));
  for (const [i, objective] of slo.objectives.entries()) {
    const data = {
      key: objective.key,
      name: objective.name,
      translations: json(objective.translations),
      tierKey: objective.tierKey,
      rule: json(renamedRule(objective.rule, names.idOf)),
      target: objective.target,
      alerts: json(objective.alerts),
      position: i + 1,
      archivedAt: null,
    };
    const id = byKey.get(objective.key);
    if (id === undefined) await tx.sloObjective.create({ data: { ...data, id: newId(), sloId } });
    else await tx.sloObjective.update({ where: { id }, data });
  }
  const kept = slo.objectives.map(({ key }) => key);
  await tx.sloObjective.updateMany({
    where: { sloId, archivedAt: null, key: { notIn: kept } },
    data: { archivedAt: new Date(now) },
  });
}

/**
 * Writes a definition that was checked: an SLO and objectives keep their ids by their keys, archived ones come back, and objectives
 * that are gone are archived. Returns the SLO's id.
 */
export async function storeDefinition(
  tx: Tx,
  pageId: string,
  { slo, version, names }: { slo: SloDefinition; version: number; names: SloNames },
  now: number,
): Promise<string> {
  const data = {
    name: slo.name,
    description: slo.description,
    translations: json(slo.translations),
    componentIds: slo.components.map(names.idOf.component),
    isPublic: slo.isPublic,
    settings: json(slo.settings),
    version,
    archivedAt: null,
    updatedAt: new Date(now),
  };
  const known = await sloIdOf(tx, pageId, slo.key);
  const id = known ?? newId();
  if (known === null) {
    const last = await tx.slo.aggregate({ where: { pageId }, _max: { position: true } });
    const position = (last._max.position ?? 0) + 1;
    await tx.slo.create({ data: { ...data, id, pageId, key: slo.key, position, createdAt: new Date(now) } });
  } else await tx.slo.update({ where: { id }, data });
  await storeObjectives(tx, id, slo, names, now);
  return id;
}

export async function archiveSloRow(tx: Tx, id: string, now: number): Promise<void> {
  await tx.slo.update({ where: { id }, data: { archivedAt: new Date(now), updatedAt: new Date(now) } });
}

export async function insertVersion(
  tx: Tx,
  sloId: string,
  { version, document, actor }: { version: number; document: string; actor: Actor },
  now: number,
): Promise<void> {
  const said = { actorKind: actor.kind, actorId: actor.id, createdAt: new Date(now) };
  await tx.sloVersion.create({ data: { sloId, version, document, ...said } });
}

/** Every version of an SLO, the newest first. */
export async function readVersions(
  sloId: string,
  window: ListWindow,
  db: Tx = prisma(),
): Promise<SloVersion[]> {
  const rows = await db.sloVersion.findMany({ where: { sloId }, orderBy: { version: "desc" }, ...window });
  return rows.map(({ sloId: _, ...row }) => ({ ...row, createdAt: instantOf(row.createdAt) }));
}
