/**
 * The chain over the audit log. Each seal holds sha256 over (the hash of the seal before it, itself, one audit record):
 * whoever changes, removes or slips in a record must change every later hash, and the head is public.
 */

/** An audit record byte by byte: jsonb as PostgreSQL writes it, which is the same text for the same value. */
export type SealedRecord = {
  id: string;
  pageId: string;
  actorKind: string;
  actorId: string;
  action: string;
  objectKind: string;
  objectId: string;
  before: string | null;
  after: string | null;
  at: number;
};

export type Seal = { seq: number; auditId: string; previousHash: string; hash: string; sealedAt: number };

/** The hash that stands before the first seal. */
export const GENESIS_HASH = "0".repeat(64);

const FORM = "t-developer-status audit 1";

/** What is hashed for a seal, as UTF-8. A JSON list: no two records have the same text. */
export const sealedText = (
  { seq, previousHash, sealedAt }: Pick<Seal, "seq" | "previousHash" | "sealedAt">,
  record: SealedRecord,
): string =>
  JSON.stringify([
    FORM,
    previousHash,
    seq,
    sealedAt,
    record.id,
    record.pageId,
    record.actorKind,
    record.actorId,
    record.action,
    record.objectKind,
    record.objectId,
    record.before,
    record.after,
    record.at,
  ]);

/** sha256 of a text as lowercase hex; the caller brings it, because this folder is pure. */
export type Hash = (text: string) => string;

/** Seals for `records`, in their order, behind `head`. */
export function sealRecords(
  head: Pick<Seal, "seq" | "hash"> | null,
  records: readonly SealedRecord[],
  sealedAt: number,
  hash: Hash,
): Seal[] {
  let previousHash = head?.hash ?? GENESIS_HASH;
  let seq = head?.seq ?? 0;
  return records.map((record) => {
    seq += 1;
    const seal = { seq, previousHash, sealedAt };
    const made = { ...seal, auditId: record.id, hash: hash(sealedText(seal, record)) };
    previousHash = made.hash;
    return made;
  });
}
