import { insertSeals, readHead, readUnsealed, takeSealTurn } from "#lib/data/audit/seals.ts";
import { inTransaction } from "#lib/data/sql.ts";
import { sealRecords } from "#lib/domain/audit/chain.ts";
import { sha256 } from "./hash.ts";

/** Records that one transaction seals. */
export const SEAL_BATCH = 1_000;

/**
 * Seals audit records that have no seal yet, in the order of their ids: first those that can be new, and, with `everywhere`,
 * any. Workers take turns. Returns how many were sealed; a whole batch means that there may be more.
 */
export const sealAudit = async (now: number, { everywhere = false } = {}): Promise<number> =>
  await inTransaction(async (sql) => {
    if (!(await takeSealTurn(sql))) return 0;
    const records = await readUnsealed(sql, { everywhere, limit: SEAL_BATCH });
    if (records.length === 0) return 0;
    await insertSeals(sql, sealRecords(await readHead(sql), records, now, sha256));
    return records.length;
  });
