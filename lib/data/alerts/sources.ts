import type { AlertRule } from "#lib/domain/alerts/rules.ts";
import type { AlertSource, AlertSourceKind, AlertSourceSettings } from "#lib/domain/alerts/source.ts";
import type { ListWindow } from "#lib/domain/input/list.ts";
import { instantOf, instantOrNull } from "../dates.ts";
import { prisma } from "../db.ts";
import type { AlertSource as Row } from "../generated/client.ts";
import type { Tx } from "../tx.ts";

function fromRow({ secretHash: _, ...row }: Row): AlertSource {
  return {
    ...row,
    kind: row.kind as AlertSourceKind,
    rules: row.rules as AlertRule[],
    settings: row.settings as AlertSourceSettings,
    lastReceivedAt: instantOrNull(row.lastReceivedAt),
    archivedAt: instantOrNull(row.archivedAt),
    createdAt: instantOf(row.createdAt),
    updatedAt: instantOf(row.updatedAt),
  };
}

/** The source whose address has this secret, with the stored hash for a comparison in constant time; null: none. */
export async function findAlertSource(
  secretHash: string,
): Promise<{ source: AlertSource; secretHash: string } | null> {
  const row = await prisma().alertSource.findUnique({ where: { secretHash } });
  return row && row.archivedAt === null ? { source: fromRow(row), secretHash: row.secretHash } : null;
}

/** The page's source, unless it is archived. */
export async function readAlertSource(
  pageId: string,
  id: string,
  db: Tx = prisma(),
): Promise<AlertSource | null> {
  const row = await db.alertSource.findFirst({ where: { id, pageId, archivedAt: null } });
  return row && fromRow(row);
}

/** The same, locked until the transaction ends. */
export async function lockAlertSource(tx: Tx, pageId: string, id: string): Promise<AlertSource | null> {
  await tx.$queryRaw`select 1 from alert_sources where id = ${id} and page_id = ${pageId} for update`;
  return await readAlertSource(pageId, id, tx);
}

/** The page's sources that are not archived, oldest first. */
export async function listAlertSources(pageId: string, window?: ListWindow): Promise<AlertSource[]> {
  const rows = await prisma().alertSource.findMany({
    where: { pageId, archivedAt: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    ...window,
  });
  return rows.map(fromRow);
}

export const countAlertSources = (tx: Tx, pageId: string): Promise<number> =>
  tx.alertSource.count({ where: { pageId, archivedAt: null } });

export type AlertSourceFields = Pick<
  AlertSource,
  "name" | "rules" | "dampSeconds" | "autoPublishAfterMinutes" | "enabled" | "settings"
>;

export async function insertAlertSource(
  tx: Tx,
  pageId: string,
  id: string,
  fields: AlertSourceFields & { kind: AlertSourceKind; secretHash: string },
  now: number,
): Promise<AlertSource> {
  const at = new Date(now);
  return fromRow(
    await tx.alertSource.create({ data: { ...fields, id, pageId, createdAt: at, updatedAt: at } }),
  );
}

export async function updateAlertSource(
  tx: Tx,
  id: string,
  fields: Partial<AlertSourceFields> & { secretHash?: string; archivedAt?: Date },
  now: number,
): Promise<AlertSource> {
  return fromRow(
    await tx.alertSource.update({ where: { id }, data: { ...fields, updatedAt: new Date(now) } }),
  );
}
