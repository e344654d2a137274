import { instantOf } from "../dates.ts";
import { prisma } from "../db.ts";
import type { Tx } from "../tx.ts";

export type StoredCode = { codeHash: string; attempts: number; sentAt: number; expiresAt: number };

export async function readCode(subscriberId: string, db: Tx = prisma()): Promise<StoredCode | null> {
  const row = await db.subscriberCode.findUnique({ where: { subscriberId } });
  if (!row) return null;
  const { codeHash, attempts } = row;
  return { codeHash, attempts, sentAt: instantOf(row.sentAt), expiresAt: instantOf(row.expiresAt) };
}

/** The one code that counts from now on. */
export async function saveCode(
  tx: Tx,
  subscriberId: string,
  code: Omit<StoredCode, "attempts">,
): Promise<void> {
  const fields = {
    codeHash: code.codeHash,
    attempts: 0,
    sentAt: new Date(code.sentAt),
    expiresAt: new Date(code.expiresAt),
  };
  await tx.subscriberCode.upsert({
    where: { subscriberId },
    create: { subscriberId, ...fields },
    update: fields,
  });
}

export async function countWrongCode(tx: Tx, subscriberId: string): Promise<void> {
  await tx.subscriberCode.updateMany({ where: { subscriberId }, data: { attempts: { increment: 1 } } });
}

export async function deleteCode(tx: Tx, subscriberId: string): Promise<void> {
  await tx.subscriberCode.deleteMany({ where: { subscriberId } });
}
