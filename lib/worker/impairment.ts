import { isProberImpaired, MIN_IMPAIRED_MONITORS, type RecentProbe } from "#lib/domain/status/impaired.ts";
import type { MonitorKind } from "#lib/domain/status/monitor.ts";
import type { Sample } from "#lib/domain/status/sample.ts";

/** What a finished probe tells about our own network. */
export type Finished = {
  sample: Sample;
  kind: MonitorKind;
  host: string;
  intervalMs: number;
  wasUp: boolean;
  finishedAt: number;
};

type Remembered = Finished & { probe: RecentProbe };

/** Monitors that were not probed for this long are forgotten. */
const FORGET_AFTER_MS = 3_600_000;

/**
 * Remembers the newest result of each monitor and says whether our own network failed, not the targets
 * (docs/uptime.md). One per worker: each has its own network.
 */
export function createImpairmentWatch() {
  const newest = new Map<string, Remembered>();
  let wasImpaired = false;

  /** The shortest time in which the three most frequent monitors each have a result. */
  const windowMs = (): number => {
    const intervals = [...newest.values()].map(({ intervalMs }) => intervalMs).sort((a, b) => a - b);
    return intervals[MIN_IMPAIRED_MONITORS - 1] ?? 0;
  };

  return {
    /**
     * Takes finished probes; says which of them are impaired, and which stored samples turn out to be when the outage
     * of our own network has just become certain.
     */
    judge(finished: readonly Finished[], now: number): { isImpaired: boolean; backdated: Sample[] } {
      for (const one of finished) newest.set(one.sample.monitorId, { ...one, probe: probeOf(one) });
      for (const [id, { finishedAt }] of newest) if (finishedAt < now - FORGET_AFTER_MS) newest.delete(id);
      const window = windowMs();
      const recent = [...newest.values()];
      const isImpaired = isProberImpaired(
        recent.map(({ probe }) => probe),
        now,
        window,
      );
      const begun = isImpaired && !wasImpaired;
      wasImpaired = isImpaired;
      const fresh = new Set(finished.map(({ sample }) => sample));
      const backdated = begun
        ? recent.filter(({ finishedAt, sample }) => finishedAt > now - window && !fresh.has(sample))
        : [];
      return { isImpaired, backdated: backdated.map(({ sample }) => sample) };
    },
  };
}

const probeOf = ({ sample, kind, host, wasUp, finishedAt }: Finished): RecentProbe => ({
  monitorId: sample.monitorId,
  host,
  kind,
  outcome: sample.outcome,
  at: finishedAt,
  wasUp,
  ...(sample.detail?.reason === undefined ? {} : { reason: sample.detail.reason }),
});
