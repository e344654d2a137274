import { pool } from "#lib/data/db.ts";
import { readProbeWindows } from "#lib/data/slo/reading/probe-windows.ts";
import { countsOf } from "#lib/domain/slo/boundaries.ts";
import { WINDOW_SECONDS } from "#lib/domain/slo/definition.ts";
import type { SourcedMeasurement } from "#lib/domain/slo/measurement-batch.ts";
import type { WindowSpan } from "#lib/domain/slo/reading/schedule.ts";
import type { PulledSource } from "#lib/domain/slo/source.ts";

const US_PER_MS = 1000;

/**
 * What our own probes say of five-minute windows: answered (also slowly) of all, or how long answers took. Probes while our own
 * network was broken are missing from both.
 */
export async function measureProbes(
  sliId: string,
  source: PulledSource<"probes">,
  { from, until }: WindowSpan,
): Promise<SourcedMeasurement[]> {
  const withLatencies = source.measures === "latency";
  const windows = await readProbeWindows(pool(), sliId, { from, until, withLatencies });
  return windows
    .map(({ at, answered, asked, latenciesMs }) => {
      const counts = withLatencies ? countsOf(latenciesMs.map((ms) => ms * US_PER_MS)) : [];
      const [good, total] = withLatencies ? [latenciesMs.length, latenciesMs.length] : [answered, asked];
      const window = { windowAt: at, windowSeconds: WINDOW_SECONDS, source: source.kind };
      return { sliId, ...window, good: BigInt(good), total: BigInt(total), counts };
    })
    .filter(({ total }) => total > 0n);
}
