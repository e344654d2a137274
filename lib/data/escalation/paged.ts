import type { Tx } from "../tx.ts";

/** Of some people those who may still be told of this page's matters. */
export async function readMembers(tx: Tx, pageId: string, userIds: readonly string[]): Promise<string[]> {
  const rows = await tx.member.findMany({
    where: { pageId, userId: { in: [...userIds] }, disabledAt: null },
    select: { userId: true },
    orderBy: { userId: "asc" },
  });
  return rows.map(({ userId }) => userId);
}

/** Everybody of the page with one of the roles. */
export async function readAble(tx: Tx, pageId: string, roles: readonly string[]): Promise<string[]> {
  const rows = await tx.member.findMany({
    where: { pageId, role: { in: [...roles] }, disabledAt: null },
    select: { userId: true },
    orderBy: { userId: "asc" },
  });
  return rows.map(({ userId }) => userId);
}
