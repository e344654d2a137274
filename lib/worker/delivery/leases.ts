import { queue } from "#lib/data/db.ts";
import { releaseLeases, renewLeases } from "#lib/data/delivery/lease.ts";
import type { DeliveryOptions } from "./options.ts";

export type Leases = ReturnType<typeof createLeases>;

/** What this worker has claimed, and until when it is its own. */
export function createLeases(
  workerId: string,
  { leaseMs, renewEveryMs }: Pick<DeliveryOptions, "leaseMs" | "renewEveryMs">,
) {
  const untils = new Map<string, number>();

  return {
    took(ids: readonly string[], now: number): void {
      for (const id of ids) untils.set(id, now + leaseMs);
    },
    /** Another worker may have it by now: it must not be begun. */
    isLost: (id: string): boolean => (untils.get(id) ?? 0) <= Date.now(),
    forget(id: string): void {
      untils.delete(id);
    },
    /** Gives back what was not sent. What cannot be given back now comes back by itself when the lease ends. */
    async release(ids: readonly string[]): Promise<void> {
      for (const id of ids) untils.delete(id);
      await releaseLeases(queue(), { workerId, ids }).catch(() => {});
    },
    /** Renews those of `held` that were not renewed for a while. */
    async renew(held: readonly string[], now: number): Promise<void> {
      const ids = held.filter((id) => (untils.get(id) ?? 0) < now + leaseMs - renewEveryMs);
      if (ids.length === 0) return;
      const until = now + leaseMs;
      for (const id of await renewLeases(queue(), { workerId, ids, until })) untils.set(id, until);
    },
  };
}
