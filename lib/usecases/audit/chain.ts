import { countUnsealed, readHead } from "#lib/data/audit/seals.ts";
import { pool } from "#lib/data/db.ts";
import { readActorNames } from "#lib/data/people/actor-names.ts";
import type { Scope } from "#lib/data/scope.ts";
import type { AuditRecord } from "#lib/domain/audit/record.ts";

/** Where the chain stands: its head, how long it is, and what waits for its seal. */
export type ChainState = {
  head: { hash: string; count: number; sealedAt: number } | null;
  unsealed: number;
  oldestUnsealedAt: number | null;
};

/** The head of the audit chain, and how much is not sealed yet. */
export async function readChain(_scope: Scope<"audit:read">): Promise<ChainState> {
  const [head, unsealed] = await Promise.all([readHead(pool()), countUnsealed(pool())]);
  return {
    head: head && { hash: head.hash, count: head.seq, sealedAt: head.sealedAt },
    unsealed: unsealed.count,
    oldestUnsealedAt: unsealed.oldestAt,
  };
}

/** Names of the people and tokens that the records speak of, as actors or as objects. */
export const namesIn = (
  scope: Scope<"audit:read">,
  records: readonly AuditRecord[],
): Promise<Map<string, string>> =>
  readActorNames(scope.pageId, [...new Set(records.flatMap(({ actorId, objectId }) => [actorId, objectId]))]);
