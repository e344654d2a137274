import { setTimeout as sleep } from "node:timers/promises";
import { authorize } from "#lib/data/scope.ts";
import { writeTlsExpiry } from "#lib/data/status/monitors.ts";
import type { Sample } from "#lib/domain/status/sample.ts";
import { impairSamples } from "#lib/usecases/samples/impair.ts";
import { recordSamples } from "#lib/usecases/samples/record.ts";
import { createImpairmentWatch, type Finished } from "./impairment.ts";
import type { LoopTold } from "./loop.ts";

/** Results that come within this time are stored together. */
const GATHER_MS = 50;
const MAX_BATCH = 1_000;
/** While the database is away results wait; beyond this the oldest are given up (their slots are missing, not wrong). */
const MAX_WAITING = 20_000;
const MAX_BACKOFF_MS = 5_000;

export type Result = Finished & { pageId: string; tlsExpiresAt?: number };

const system = { kind: "system", id: "worker", pageId: null } as const;
/** Kinds whose failures our own network can cause. */
const isOutgoing = ({ kind }: Finished): boolean =>
  kind !== "self" && kind !== "heartbeat" && kind !== "external";

/** Stores results in batches, one batch at a time, and tries again while the database is away. */
export function createResultWriter(told: LoopTold, onStored: () => void) {
  const watch = createImpairmentWatch();
  let waiting: Result[] = [];
  let backdated: Sample[] = [];
  let writing: Promise<void> | null = null;

  async function store(batch: readonly Result[]): Promise<void> {
    for (const [pageId, results] of Map.groupBy(batch, ({ pageId }) => pageId))
      await recordSamples(
        authorize(system, "samples:write", pageId),
        results.map(({ sample }) => sample),
      );
    await impairSamples(backdated);
    backdated = [];
    await writeTlsExpiry(
      batch.flatMap(({ sample, tlsExpiresAt }) =>
        tlsExpiresAt === undefined ? [] : [{ monitorId: sample.monitorId, expiresAt: tlsExpiresAt }],
      ),
    );
    onStored();
  }

  /** Judged once, when first taken up: a batch that must be stored again says the same. */
  function withImpairment(batch: readonly Result[]): Result[] {
    const outgoing = batch.filter(isOutgoing);
    if (outgoing.length === 0) return [...batch];
    const judged = watch.judge(outgoing, Date.now());
    backdated.push(...judged.backdated);
    if (!judged.isImpaired) return [...batch];
    return batch.map((result) =>
      isOutgoing(result) ? { ...result, sample: { ...result.sample, impaired: true } } : result,
    );
  }

  async function drain(): Promise<void> {
    let failures = 0;
    while (waiting.length > 0) {
      await sleep(GATHER_MS);
      const batch = withImpairment(waiting.splice(0, MAX_BATCH));
      for (let isStored = false; !isStored; ) {
        try {
          await store(batch);
          isStored = true;
          failures = 0;
          told.worked("results");
        } catch (error) {
          told.failed("results", error);
          await sleep(Math.min(MAX_BACKOFF_MS, 250 * 2 ** failures++));
        }
      }
    }
  }

  return {
    add(result: Result): void {
      waiting.push(result);
      if (waiting.length > MAX_WAITING) waiting = waiting.slice(-MAX_WAITING);
      writing ??= drain().finally(() => {
        writing = null;
      });
    },
    /** Resolves when everything that was added is stored. */
    async settled(): Promise<void> {
      while (writing) await writing;
    },
  };
}
