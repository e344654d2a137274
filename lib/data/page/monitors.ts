import type { ListWindow } from "#lib/domain/input/list.ts";
import type { Monitor } from "#lib/domain/page/monitor.ts";
import { instantOf, instantOrNull } from "../dates.ts";
import { prisma } from "../db.ts";
import type { Monitor as Row } from "../generated/client.ts";
import type { Tx } from "../tx.ts";

const fromRow = (row: Row): Monitor => {
  const { secretHash: _hash, phaseMs: _phase, nextProbeAt: _next, ...told } = row;
  return {
    ...told,
    config: row.config as Monitor["config"],
    lastPingAt: instantOrNull(row.lastPingAt),
    tlsExpiresAt: instantOrNull(row.tlsExpiresAt),
    archivedAt: instantOrNull(row.archivedAt),
    createdAt: instantOf(row.createdAt),
    updatedAt: instantOf(row.updatedAt),
  };
};

/** The page's monitor, archived ones included, or null. */
export async function readMonitor(pageId: string, id: string, db: Tx = prisma()): Promise<Monitor | null> {
  const row = await db.monitor.findFirst({ where: { id, pageId } });
  return row && fromRow(row);
}

/** The same, locked until the transaction ends. */
export async function lockMonitor(tx: Tx, pageId: string, id: string): Promise<Monitor | null> {
  await tx.$queryRaw`select 1 from monitors where id = ${id} and page_id = ${pageId} for update`;
  return await readMonitor(pageId, id, tx);
}

export async function listMonitors(
  pageId: string,
  options: { componentId?: string | undefined; archived: boolean; window?: ListWindow },
  db: Tx = prisma(),
): Promise<Monitor[]> {
  const { componentId, archived, window } = options;
  const rows = await db.monitor.findMany({
    where: { pageId, archivedAt: archived ? { not: null } : null, ...(componentId && { componentId }) },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    ...window,
  });
  return rows.map(fromRow);
}

export const countMonitors = (tx: Tx, pageId: string): Promise<number> =>
  tx.monitor.count({ where: { pageId, archivedAt: null } });

type Settings = Pick<
  Monitor,
  | "componentId"
  | "kind"
  | "intervalSeconds"
  | "timeoutMs"
  | "confirmations"
  | "degradedAboveMs"
  | "enabled"
  | "autoIncident"
> & { autoPublishAfterMinutes?: number | null; config: object; catalogueKey?: string | null };
/** Columns that only the schedule and the heartbeat's URL need; never told. */
type Hidden = { secretHash?: string | null; phaseMs?: number; nextProbeAt?: Date | null };

export async function insertMonitor(
  tx: Tx,
  pageId: string,
  id: string,
  fields: Settings & Hidden,
  now: number,
): Promise<Monitor> {
  const at = new Date(now);
  return fromRow(await tx.monitor.create({ data: { id, pageId, ...fields, createdAt: at, updatedAt: at } }));
}

export async function updateMonitor(
  tx: Tx,
  id: string,
  fields: Partial<Settings> & Hidden & { archivedAt?: Date | null },
  now: number,
): Promise<Monitor> {
  const data = { ...fields, updatedAt: new Date(now) };
  return fromRow(await tx.monitor.update({ where: { id }, data }));
}
