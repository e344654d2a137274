import { prisma } from "../db.ts";

/**
 * Deletes what has ended and means nothing any more: sessions past their absolute end or unused for `idleMs`, challenges
 * and tries whose time is over. Links stay: the audit log names them. Returns how many rows went.
 */
export async function deleteEnded(now: number, idleMs: number): Promise<number> {
  const at = new Date(now);
  const idle = { seenAt: { lt: new Date(now - idleMs) } };
  const gone = [
    await prisma().session.deleteMany({ where: { OR: [{ expiresAt: { lt: at } }, idle] } }),
    await prisma().verification.deleteMany({ where: { expiresAt: { lt: at } } }),
    await prisma().attempt.deleteMany({ where: { resetsAt: { lt: at } } }),
  ];
  return gone.reduce((sum, { count }) => sum + count, 0);
}
