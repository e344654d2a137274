import { Failure } from "#lib/domain/errors.ts";
import { prisma } from "../db.ts";
import type { Tx } from "../tx.ts";

/** How long an answer is remembered. */
export const REMEMBERED_MS = 24 * 3_600_000;
/** A request that has not answered for this long is taken for dead; another may try. Its own commit is then refused. */
export const ABANDONED_AFTER_MS = 15_000;

/** The right to answer one key, held since `at`. */
export type KeyClaim = { tokenId: string; key: string; at: Date };
export type KnownKey = { requestHash: string; status: number | null; body: string | null };

/** Takes the key for this request, or tells what is known of it. */
export async function claimKey(claim: KeyClaim, requestHash: string): Promise<"claimed" | KnownKey> {
  const { tokenId, key, at } = claim;
  const forgotten = new Date(at.getTime() - REMEMBERED_MS);
  const abandoned = new Date(at.getTime() - ABANDONED_AFTER_MS);
  const mine = await prisma().$executeRaw`
    insert into idempotency_keys as k (token_id, key, request_hash, created_at)
    values (${tokenId}, ${key}, ${requestHash}, ${at})
    on conflict (token_id, key) do update
      set request_hash = excluded.request_hash, status = null, body = null, created_at = excluded.created_at
      where k.created_at < ${forgotten} or (k.status is null and k.created_at < ${abandoned})`;
  if (mine === 1) return "claimed";
  const known = await prisma().idempotencyKey.findUnique({ where: { tokenId_key: { tokenId, key } } });
  // Released between the two statements: as if it were still in flight; the client tries again.
  return known ?? { requestHash, status: null, body: null };
}

const held = ({ tokenId, key, at }: KeyClaim) => ({ tokenId, key, createdAt: at, status: null });

/**
 * Keeps the answer, in the transaction of the change that it tells of.
 * @throws Failure conflict when another request took the key over meanwhile: the change is rolled back
 */
export async function rememberAnswer(
  claim: KeyClaim,
  answer: { status: number; body: string },
  db: Tx = prisma(),
): Promise<void> {
  const { count } = await db.idempotencyKey.updateMany({ where: held(claim), data: answer });
  if (count !== 1) throw new Failure("conflict", "Another request with this Idempotency-Key took over");
}

/** Nothing came of the request: the key is free again. */
export async function releaseKey(claim: KeyClaim): Promise<void> {
  await prisma().idempotencyKey.deleteMany({ where: held(claim) });
}
