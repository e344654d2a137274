import type { ListWindow } from "#lib/domain/input/list.ts";
import type { Translations } from "#lib/domain/language.ts";
import type { TierDefinition } from "#lib/domain/slo/defining/tier-input.ts";
import type { Tier, TierPromises } from "#lib/domain/slo/tier.ts";
import { prisma } from "../db.ts";
import type { Tier as Row } from "../generated/client.ts";
import { newId } from "../new-id.ts";
import type { Tx } from "../tx.ts";

const fromRow = (row: Row): Tier => ({
  id: row.id,
  pageId: row.pageId,
  key: row.key,
  name: row.name,
  description: row.description,
  translations: row.translations as Translations,
  position: row.position,
  promises: row.promises as TierPromises,
});

/** The page's tiers that are in use, by position. */
export async function readTiers(pageId: string, window?: ListWindow, db: Tx = prisma()): Promise<Tier[]> {
  const rows = await db.tier.findMany({
    where: { pageId, archivedAt: null },
    orderBy: [{ position: "asc" }, { id: "asc" }],
    ...window,
  });
  return rows.map(fromRow);
}

/** One of them; null when there is none. */
export async function readTierRow(pageId: string, id: string, db: Tx = prisma()): Promise<Tier | null> {
  const row = await db.tier.findFirst({ where: { pageId, id, archivedAt: null } });
  return row && fromRow(row);
}

/** Writes a tier that was checked; it keeps its id by its key, an archived one comes back at its place. */
export async function storeTier(tx: Tx, pageId: string, tier: TierDefinition, now: number): Promise<Tier> {
  const { key, ...rest } = tier;
  const last = await tx.tier.aggregate({ where: { pageId }, _max: { position: true } });
  const data = { ...rest, archivedAt: null, updatedAt: new Date(now) };
  const row = await tx.tier.upsert({
    where: { pageId_key: { pageId, key } },
    create: {
      ...data,
      id: newId(),
      pageId,
      key,
      position: (last._max.position ?? 0) + 1,
      createdAt: new Date(now),
    },
    update: { ...data, revision: { increment: 1 } },
  });
  return fromRow(row);
}

export async function archiveTierRow(tx: Tx, id: string, now: number): Promise<void> {
  await tx.tier.update({ where: { id }, data: { archivedAt: new Date(now), revision: { increment: 1 } } });
}

/** Keys of SLOs that are in use and have an objective of the tier. */
export async function slosOfTier(tx: Tx, pageId: string, tierKey: string): Promise<string[]> {
  const rows = await tx.slo.findMany({
    where: { pageId, archivedAt: null, objectives: { some: { tierKey, archivedAt: null } } },
    select: { key: true },
    orderBy: { position: "asc" },
  });
  return rows.map(({ key }) => key);
}
