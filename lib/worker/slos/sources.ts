import type { Logger } from "#lib/log.ts";
import { NetFault } from "#lib/net/fault.ts";
import { readSource } from "#lib/sources/index.ts";
import { type Reach, type Reading, SourceFault } from "#lib/sources/source.ts";
import { claimDueSources, type DueSource, nextDueSourceAt } from "#lib/usecases/slis/reading/claim.ts";
import { failReading, finishReading } from "#lib/usecases/slis/reading/finish.ts";
import { measureProbes } from "#lib/usecases/slis/reading/probes.ts";
import type { RunResult } from "../loop.ts";
import type { Row } from "../table.ts";

const READINGS_AT_ONCE = 8;
/** For one reading with all its questions. */
const TIMEOUT_MS = 20_000;
const LOOK_EVERY_MS = 5_000;

export type SourceParts = Omit<Reach, "signal" | "timeoutMs"> & { log: Pick<Logger, "error"> };

const NOT_OURS = "The figures could not be read; the log of the worker says why";

/** The sentence that operators see; null for a defect of ours. */
const sentenceOf = (error: unknown): string | null =>
  error instanceof SourceFault || error instanceof NetFault ? error.message : null;

/** Reads figures of SLIs from where they are. What is away is asked again later and holds up nobody. */
export function createSourceReader({ log, ...reach }: SourceParts) {
  const stop = new AbortController();

  async function readingOf(due: DueSource): Promise<Reading> {
    const { source, span, cursor } = due;
    if (source.kind === "probes") return { measurements: await measureProbes(due.sliId, source, span) };
    const task = { sli: { id: due.sliId, key: due.key, kind: due.kind }, source, span, cursor };
    const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(TIMEOUT_MS)]);
    return await readSource(source.kind, task, { ...reach, timeoutMs: TIMEOUT_MS, signal });
  }

  async function read(due: DueSource): Promise<void> {
    try {
      await finishReading(due, await readingOf(due), Date.now());
    } catch (error) {
      if (stop.signal.aborted) return;
      const sentence = sentenceOf(error);
      if (sentence === null) log.error({ err: error, sli: due.key }, "a source was not read");
      await failReading(due, sentence ?? NOT_OURS, Date.now());
    }
  }

  return {
    async tick(): Promise<RunResult> {
      const due = await claimDueSources(Date.now(), READINGS_AT_ONCE);
      await Promise.all(due.map(read));
      if (due.length === READINGS_AT_ONCE) return { againInMs: 0 };
      const next = await nextDueSourceAt();
      return {
        againInMs: Math.min(LOOK_EVERY_MS, Math.max(0, (next ?? Number.POSITIVE_INFINITY) - Date.now())),
      };
    },
    /** Readings under way are given up: whoever comes next reads the same windows. */
    stop: () => stop.abort(new Error("the worker stops")),
  };
}

/** Reads sources when their windows are complete. */
export const sources = (run: () => Promise<RunResult>): Row => ({
  name: "sources",
  everyMs: LOOK_EVERY_MS,
  restMs: 200,
  wokenBy: ["changed"],
  run,
});
