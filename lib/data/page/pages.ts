import type { Language, Translations } from "#lib/domain/language.ts";
import type { Page } from "#lib/domain/page/page.ts";
import type { Theme } from "#lib/domain/page/theme.ts";
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
  theme: row.theme as Theme,
  logo: { light: row.logoId, dark: row.logoDarkId },
  revision: row.revision,
  isDemo: row.isDemo,
  createdAt: instantOf(row.createdAt),
  updatedAt: instantOf(row.updatedAt),
});

/** The page, or null. */
export async function readPage(pageId: string, db: Tx = prisma()): Promise<Page | null> {
  const row = await db.page.findUnique({ where: { id: pageId } });
  return row && fromRow(row);
}

/** The same, locked until the transaction ends. */
export async function lockPage(tx: Tx, pageId: string): Promise<Page | null> {
  await tx.$queryRaw`select 1 from pages where id = ${pageId} for update`;
  return await readPage(pageId, tx);
}

/** All pages (`pageId: null`) or the one, oldest first. */
export async function listPages(pageId: string | null): Promise<Page[]> {
  const rows = await prisma().page.findMany({
    where: pageId === null ? {} : { id: pageId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(fromRow);
}

type Writable = Omit<Page, "id" | "revision" | "createdAt" | "updatedAt">;
/** A new page may leave its looks to us. */
type New = Omit<Writable, "theme" | "logo"> & Partial<Pick<Writable, "theme" | "logo">>;

const toRow = <T extends Partial<Writable>>({ policy, logo, ...page }: T) => ({
  ...page,
  ...(logo && { logoId: logo.light, logoDarkId: logo.dark }),
  ...(policy && { policyVersion: policy.version, policyWeights: policy.weights }),
});

export async function insertPage(tx: Tx, id: string, page: New, now: number): Promise<Page> {
  const at = new Date(now);
  const { policy, logo = { light: null, dark: null }, ...rest } = page;
  const columns = {
    ...{ policyVersion: policy.version, policyWeights: policy.weights },
    ...{ logoId: logo.light, logoDarkId: logo.dark },
  };
  return fromRow(await tx.page.create({ data: { id, ...rest, ...columns, createdAt: at, updatedAt: at } }));
}

/** Changes what is named; every change is a new revision. */
export async function updatePage(tx: Tx, id: string, fields: Partial<Writable>, now: number): Promise<Page> {
  const data = { ...toRow(fields), revision: { increment: 1 }, updatedAt: new Date(now) };
  return fromRow(await tx.page.update({ where: { id }, data }));
}
