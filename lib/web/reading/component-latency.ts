import "server-only";
import type { LatencyPoint } from "#lib/domain/history/latency.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { readComponentLatency } from "#lib/usecases/latency/read.ts";
import { markPartial } from "#lib/usecases/snapshot/current.ts";

const HOURS = 48;
const DAYS = 90;

/** Response times of a component until the snapshot's `asOf`; null while they cannot be read: the rest of the page stands. */
export async function componentLatency(
  snapshot: Snapshot,
  componentId: string,
): Promise<{ hours: LatencyPoint[]; days: LatencyPoint[] } | null> {
  const window = { now: Date.parse(snapshot.asOf), timeZone: snapshot.page.timeZone };
  try {
    const [hours, days] = await Promise.all([
      readComponentLatency(componentId, { hours: HOURS, ...window }),
      readComponentLatency(componentId, { days: DAYS, ...window }),
    ]);
    return { hours, days };
  } catch {
    // Our server keeps a page without them only for a moment, and shows the last whole one rather than it.
    markPartial();
    return null;
  }
}
