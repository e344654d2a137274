import { isDatabaseAway } from "#lib/data/away.ts";
import type { Logger } from "#lib/log.ts";
import type { LoopTold } from "./loop.ts";

/**
 * Tells about failing loops once when it begins and once when it is over: the database's absence once for all loops
 * together, anything else (a defect) once per loop.
 */
export function createTold(log: Logger): LoopTold {
  const failing = new Set<string>();
  /** Loops that met the absence and have not worked since: what they tell late is still the same absence. */
  const waiting = new Set<string>();
  let isAway = false;
  return {
    worked(name) {
      // Other loops may still wait for their next try; one that works proves that the database is back.
      if (isAway) log.info("The database answers again");
      isAway = false;
      waiting.delete(name);
      if (failing.delete(name)) log.info({ loop: name }, "The loop works again");
    },
    failed(name, error) {
      if (isDatabaseAway(error)) {
        if (waiting.has(name)) return;
        waiting.add(name);
        if (!isAway) log.warn({ err: error }, "The database is away: trying again until it answers");
        isAway = true;
      } else if (!failing.has(name)) {
        failing.add(name);
        log.error({ err: error, loop: name }, "The loop failed: trying again");
      }
    },
  };
}
