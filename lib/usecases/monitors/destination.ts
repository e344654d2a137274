import { Failure, invalid } from "#lib/domain/errors.ts";
import { destinationOf, type NewMonitor } from "#lib/domain/page/monitor.ts";

/**
 * Refuses a URL or host:port that we may not connect to, by throwing a Failure that says why. Brought by the door:
 * it may ask the resolver, which has no place in a transaction.
 */
export type CheckDestination = (destination: string) => Promise<void>;

/** @throws Failure invalid with the path of the field, before anything is stored */
export async function requireDestination(flat: NewMonitor, check: CheckDestination): Promise<void> {
  const destination = destinationOf(flat);
  if (!destination) return;
  try {
    await check(destination.value);
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== "invalid") throw error;
    const message = error.faults[0]?.message ?? error.message;
    throw invalid([{ path: `monitor.${destination.field}`, message }]);
  }
}
