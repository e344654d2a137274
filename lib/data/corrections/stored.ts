import type { Correction, Verdict } from "#lib/domain/corrections/correction.ts";
import type { ListWindow } from "#lib/domain/input/list.ts";
import { instantOf, instantOrNull } from "../dates.ts";
import { prisma } from "../db.ts";
import type { Correction as Row } from "../generated/client.ts";
import type { Tx } from "../tx.ts";

const fromRow = (row: Row): Correction => ({
  ...row,
  verdict: row.verdict as Verdict,
  startedAt: instantOf(row.startedAt),
  endedAt: instantOf(row.endedAt),
  createdAt: instantOf(row.createdAt),
  revokedAt: instantOrNull(row.revokedAt),
});

export async function insertCorrection(tx: Tx, correction: Correction): Promise<void> {
  const { startedAt, endedAt, createdAt, ...rest } = correction;
  const instants = {
    startedAt: new Date(startedAt),
    endedAt: new Date(endedAt),
    createdAt: new Date(createdAt),
  };
  await tx.correction.create({ data: { ...rest, revokedAt: null, ...instants } });
}

/** How many hold of a component, and when the last was made (ms; 0 without one). The caller holds its row lock. */
export async function heldCorrections(
  tx: Tx,
  componentId: string,
): Promise<{ count: number; lastAt: number }> {
  const count = await tx.correction.count({ where: { componentId, revokedAt: null } });
  const { _max } = await tx.correction.aggregate({ where: { componentId }, _max: { createdAt: true } });
  return { count, lastAt: _max.createdAt?.getTime() ?? 0 };
}

/** Those of a component, the latest made first; revoked ones too. */
export async function listCorrections(
  pageId: string,
  componentId: string,
  window: ListWindow,
  db: Tx = prisma(),
): Promise<Correction[]> {
  const where = { pageId, componentId };
  const orderBy = [{ createdAt: "desc" as const }, { id: "desc" as const }];
  return (await db.correction.findMany({ where, orderBy, ...window })).map(fromRow);
}

/** One that holds; null when there is none. The caller holds the component's row lock. */
export async function readCorrection(tx: Tx, componentId: string, id: string): Promise<Correction | null> {
  const row = await tx.correction.findFirst({ where: { id, componentId, revokedAt: null } });
  return row && fromRow(row);
}

export async function revokeRow(tx: Tx, id: string, at: number): Promise<void> {
  await tx.correction.update({ where: { id }, data: { revokedAt: new Date(at) } });
}
