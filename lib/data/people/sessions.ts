import type { PersonSession } from "#lib/domain/people/person.ts";
import { instantOf } from "../dates.ts";
import { prisma } from "../db.ts";
import type { Tx } from "../tx.ts";

/** Notes that a session was used. */
export const touchSession = async (id: string, at: number): Promise<void> => {
  await prisma().session.updateMany({ where: { id }, data: { seenAt: new Date(at) } });
};

export const deleteSession = async (id: string): Promise<void> => {
  await prisma().session.deleteMany({ where: { id } });
};

/** Ends every session of a person but the one that is kept. Returns how many there were. */
export async function deleteSessionsOf(tx: Tx, userId: string, keptId?: string): Promise<number> {
  const where = { userId, ...(keptId !== undefined && { id: { not: keptId } }) };
  return (await tx.session.deleteMany({ where })).count;
}

/** True when the person had the session. */
export async function deleteSessionOf(tx: Tx, userId: string, id: string): Promise<boolean> {
  return (await tx.session.deleteMany({ where: { id, userId } })).count === 1;
}

/** Sessions that still count, newest use first. */
export async function listSessionsOf(
  userId: string,
  { now, idleMs, currentId }: { now: number; idleMs: number; currentId?: string | undefined },
): Promise<PersonSession[]> {
  const rows = await prisma().session.findMany({
    where: { userId, expiresAt: { gt: new Date(now) }, seenAt: { gt: new Date(now - idleMs) } },
    orderBy: [{ seenAt: "desc" }, { id: "asc" }],
    take: 100,
  });
  return rows.map((row) => ({
    id: row.id,
    createdAt: instantOf(row.createdAt),
    seenAt: instantOf(row.seenAt),
    expiresAt: instantOf(row.expiresAt),
    address: row.ipAddress,
    browser: row.userAgent,
    isCurrent: row.id === currentId,
  }));
}
