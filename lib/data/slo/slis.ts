import type { SliDefinition } from "#lib/domain/slo/defining/stored.ts";
import type { SliKind, SliSource } from "#lib/domain/slo/source.ts";
import { prisma } from "../db.ts";
import type { Prisma } from "../generated/client.ts";
import { newId } from "../new-id.ts";
import type { Tx } from "../tx.ts";
import type { SloNames } from "./names.ts";

export type StoredSliDefinition = SliDefinition & { id: string; revision: number; isArchived: boolean };

/** Definitions of the page's SLIs by key, archived ones included; components by their keys. */
export async function readSliDefinitions(
  pageId: string,
  names: SloNames,
  db: Tx = prisma(),
): Promise<StoredSliDefinition[]> {
  const rows = await db.sli.findMany({ where: { pageId }, orderBy: { key: "asc" } });
  return rows.map((row) => ({
    id: row.id,
    key: row.key,
    name: row.name,
    description: row.description,
    kind: row.kind as SliKind,
    source: row.source as SliSource,
    components: row.componentIds.map(names.nameOf.component),
    revision: row.revision,
    isArchived: row.archivedAt !== null,
  }));
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
