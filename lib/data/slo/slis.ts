import type { ListWindow } from "#lib/domain/input/list.ts";
import type { SliDefinition, StoredSliDefinition } from "#lib/domain/slo/defining/stored.ts";
import type { SliKind, SliSource } from "#lib/domain/slo/source.ts";
import { instantOf } from "../dates.ts";
import { prisma } from "../db.ts";
import type { Prisma, Sli as Row } from "../generated/client.ts";
import { newId } from "../new-id.ts";
import type { Tx } from "../tx.ts";
import { readNames, type SloNames } from "./names.ts";

function fromRow(row: Row, { nameOf }: SloNames): StoredSliDefinition {
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    description: row.description,
    kind: row.kind as SliKind,
    source: row.source as SliSource,
    components: row.componentIds.map(nameOf.component),
    revision: row.revision,
    isArchived: row.archivedAt !== null,
    createdAt: instantOf(row.createdAt),
    updatedAt: instantOf(row.updatedAt),
  };
}

/** Definitions of the page's SLIs by key; components by their keys. `archived` left out: all of them. */
export async function readSliDefinitions(
  pageId: string,
  names: SloNames,
  db: Tx = prisma(),
  { archived, window }: { archived?: boolean; window?: ListWindow } = {},
): Promise<StoredSliDefinition[]> {
  const where = {
    pageId,
    ...(archived !== undefined && { archivedAt: archived ? { not: null } : null }),
  };
  const rows = await db.sli.findMany({ where, orderBy: { key: "asc" }, ...window });
  return rows.map((row) => fromRow(row, names));
}

/** One of them by its id, archived ones included, or null. */
export async function readSliDefinition(
  pageId: string,
  id: string,
  db: Tx = prisma(),
): Promise<StoredSliDefinition | null> {
  const row = await db.sli.findFirst({ where: { pageId, id } });
  return row && fromRow(row, await readNames(pageId, db));
}

export async function countSlis(tx: Tx, pageId: string): Promise<number> {
  return await tx.sli.count({ where: { pageId, archivedAt: null } });
}

export async function archiveSliRow(tx: Tx, id: string, now: number): Promise<void> {
  await tx.sli.update({
    where: { id },
    data: { archivedAt: new Date(now), updatedAt: new Date(now), revision: { increment: 1 } },
  });
}

/** Keys of SLOs that are in use and judge the SLI. */
export async function slosOfSli(tx: Tx, pageId: string, sliId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ key: string }[]>`
    select s.key from slos s where s.page_id = ${pageId} and s.archived_at is null and exists (
      select 1 from slo_objectives o where o.slo_id = s.id and o.archived_at is null
      and (o.rule->>'sli' = ${sliId} or o.rule->'evidence' ? ${sliId}
        or o.rule->'parts' @> ${JSON.stringify([{ sli: sliId }])}::jsonb)) order by s.position`;
  return rows.map(({ key }) => key);
}

/** Writes an SLI that was checked; it keeps its id by its key, an archived one comes back. Returns its id. */
export async function storeSli(
  tx: Tx,
  pageId: string,
  { sli, names }: { sli: SliDefinition; names: SloNames },
  now: number,
): Promise<string> {
  const data = {
    name: sli.name,
    description: sli.description,
    kind: sli.kind,
    source: sli.source as Prisma.InputJsonValue,
    componentIds: sli.components.map(names.idOf.component),
    archivedAt: null,
    updatedAt: new Date(now),
  };
  const { id } = await tx.sli.upsert({
    where: { pageId_key: { pageId, key: sli.key } },
    create: { ...data, id: newId(), pageId, key: sli.key, createdAt: new Date(now) },
    update: { ...data, revision: { increment: 1 } },
    select: { id: true },
  });
  return id;
}
