import { GENESIS_HASH, type Hash, type Seal, type SealedRecord, sealedText } from "./chain.ts";

export const CHAIN_FAULTS = [
  "record_changed", // a record, or its seal, is not what was sealed
  "record_missing",
  "record_inserted", // it says that it is older than what was sealed long before it, or was never sealed
  "seal_missing",
  "seal_changed", // a seal does not follow the one before it
  "head_unknown", // a head that was noted once is not in the chain
] as const;
export type ChainFault = { kind: (typeof CHAIN_FAULTS)[number]; message: string };

/**
 * How much older than everything sealed before it a record may say to be: a transaction takes 30 s at most, the rest is
 * for clocks that are set.
 */
export const LATE_MS = 10 * 60_000;

const iso = (at: number) => new Date(at).toISOString();

export type ChainWalk = {
  /** Looks at the next seal and the record it names, and tells what is wrong with them. */
  see(seal: Seal, record: SealedRecord | null): ChainFault[];
  /** The newest instant that any record so far tells; 0 before the first. */
  newestAt(): number;
  head(): { hash: string; count: number };
};

/** Walks along the chain from its first seal. */
export function walkChain(hash: Hash): ChainWalk {
  let previous: Pick<Seal, "seq" | "hash"> = { seq: 0, hash: GENESIS_HASH };
  let newestAt = 0;

  function faultsOfSeal(seal: Seal): ChainFault[] {
    if (seal.seq !== previous.seq + 1) {
      const [from, to] = [previous.seq + 1, seal.seq - 1];
      const which = from === to ? `Seal ${from} is` : `Seals ${from} to ${to} are`;
      return [{ kind: "seal_missing", message: `${which} missing` }];
    }
    if (seal.previousHash === previous.hash) return [];
    return [
      {
        kind: "seal_changed",
        message: `Seal ${seal.seq} does not follow the one before it: one was changed`,
      },
    ];
  }

  function faultsOfRecord(seal: Seal, record: SealedRecord | null): ChainFault[] {
    const name = `Record ${seal.auditId} (seal ${seal.seq})`;
    if (!record) return [{ kind: "record_missing", message: `${name} is missing` }];
    if (hash(sealedText(seal, record)) !== seal.hash)
      return [
        {
          kind: "record_changed",
          message: `${name}, "${record.action}", is not what was sealed: it or its seal was changed`,
        },
      ];
    if (record.at < newestAt - LATE_MS)
      return [
        {
          kind: "record_inserted",
          message: `${name} says ${iso(record.at)}, but was sealed after a record of ${iso(newestAt)}: it was inserted afterwards`,
        },
      ];
    newestAt = Math.max(newestAt, record.at);
    return [];
  }

  return {
    see(seal, record) {
      const faults = [...faultsOfSeal(seal), ...faultsOfRecord(seal, record)];
      // From the stored hash on: one change is told once, where it is.
      previous = seal;
      return faults;
    },
    newestAt: () => newestAt,
    head: () => ({ hash: previous.hash, count: previous.seq }),
  };
}
