import type { Language, Translations } from "#lib/domain/language.ts";
import type { Page } from "#lib/domain/page/page.ts";
import type { UptimePolicy } from "#lib/domain/snapshot.ts";
import { instantOf } from "../dates.ts";
import { prisma } from "../db.ts";
import type { Page as Row } from "../generated/client.ts";
import type { Tx } from "../tx.ts";

const fromRow = (row: Row): Page => ({
  id: row.id,
  name: row.name,
  timeZone: row.timeZone,
  languages: row.languages as Language[],
  translations: row.translations as Translations,
  policy: { version: row.policyVersion, weights: row.policyWeights as UptimePolicy["weights"] },
  rawRetentionDays: row.rawRetentionDays,
  links: row.links as Record<string, string>,
  isDemo: row.isDemo,
  createdAt: instantOf(row.createdAt),
  updatedAt: instantOf(row.updatedAt),
});

/** The page, or null. */
export async function readPage(pageId: string, db: Tx = prisma()): Promise<Page | null> {
  const row = await db.page.findUnique({ where: { id: pageId } });
  return row && fromRow(row);
}

/** All pages (`pageId: null`) or the one, oldest first. */
export async function listPages(pageId: string | null): Promise<Page[]> {
  const rows = await prisma().page.findMany({
    where: pageId === null ? {} : { id: pageId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(fromRow);
}

type Writable = Omit<Page, "id" | "createdAt" | "updatedAt">;

const toRow = ({ policy, ...page }: Partial<Writable>) => ({
  ...page,
  ...(policy && { policyVersion: policy.version, policyWeights: policy.weights }),
});

export async function insertPage(tx: Tx, id: string, page: Writable, now: number): Promise<Page> {
  const { policy, ...rest } = page;
  const at = new Date(now);
  const weights = { policyVersion: policy.version, policyWeights: policy.weights };
  return fromRow(await tx.page.create({ data: { id, ...rest, ...weights, createdAt: at, updatedAt: at } }));
}

export async function updatePage(tx: Tx, id: string, fields: Partial<Writable>, now: number): Promise<Page> {
  const data = { ...toRow(fields), updatedAt: new Date(now) };
  return fromRow(await tx.page.update({ where: { id }, data }));
}
