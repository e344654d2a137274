import {
  countUnsealed,
  type Link,
  readLinks,
  readUnsealedBefore,
  type Unsealed,
} from "#lib/data/audit/seals.ts";
import { inTransaction, type Sql } from "#lib/data/sql.ts";
import { GENESIS_HASH } from "#lib/domain/audit/chain.ts";
import { type ChainFault, type ChainWalk, LATE_MS, walkChain } from "#lib/domain/audit/verify.ts";
import { sha256 } from "./hash.ts";

/** Links that are in memory at a time. */
const BATCH = 5_000;
/** Faults that are told one by one; all are counted. */
export const MAX_TOLD_FAULTS = 100;

export type Verification = {
  isWhole: boolean;
  /** Sealed records. */
  count: number;
  /** Hash of the newest seal; null before the first. */
  head: string | null;
  faultCount: number;
  /** The first of them. */
  faults: ChainFault[];
  /** Records that no worker has sealed yet. */
  unsealed: Unsealed;
};

type Options = {
  /** A head that somebody noted earlier: the chain must still contain it. */
  knownHead?: string | undefined;
  batch?: number;
};

/**
 * Walks the whole chain and recomputes every hash, from one consistent view of the database and with a bounded part of it
 * in memory at a time.
 */
export async function verifyHistory({ knownHead, batch = BATCH }: Options = {}): Promise<Verification> {
  return await inTransaction(async (sql) => {
    const faults = tally();
    const walk = walkChain(sha256);
    let isKnown = knownHead === undefined || knownHead === GENESIS_HASH;
    for await (const { seal, record } of links(sql, batch)) {
      faults.add(walk.see(seal, record));
      if (seal.hash === knownHead) isKnown = true;
    }
    if (!isKnown)
      faults.add([{ kind: "head_unknown", message: `The head ${knownHead} is not in the chain` }]);
    faults.add(await neverSealed(sql, walk));
    const { hash, count } = walk.head();
    const head = count === 0 ? null : hash;
    return {
      isWhole: faults.count() === 0,
      count,
      head,
      ...faults.told(),
      unsealed: await countUnsealed(sql),
    };
  }, "begin isolation level repeatable read read only");
}

async function* links(sql: Sql, batch: number): AsyncGenerator<Link> {
  for (let seq = 0; ; ) {
    const read = await readLinks(sql, seq, batch);
    yield* read;
    if (read.length < batch) return;
    seq = read.at(-1)!.seal.seq;
  }
}

/** Records that say they are older than what was sealed, and have no seal. */
async function neverSealed(sql: Sql, walk: ChainWalk): Promise<ChainFault[]> {
  const rows = await readUnsealedBefore(sql, walk.newestAt() - LATE_MS, MAX_TOLD_FAULTS);
  return rows.map(({ id, action, at }) => ({
    kind: "record_inserted",
    message: `Record ${id}, "${action}", of ${new Date(at).toISOString()} was never sealed: it was inserted afterwards`,
  }));
}

function tally() {
  const told: ChainFault[] = [];
  let count = 0;
  return {
    add(faults: readonly ChainFault[]) {
      count += faults.length;
      told.push(...faults.slice(0, MAX_TOLD_FAULTS - told.length));
    },
    count: () => count,
    told: () => ({ faultCount: count, faults: told }),
  };
}
