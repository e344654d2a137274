import { advanceMaintenance, nextMoment } from "#lib/usecases/maintenance/advance.ts";
import { remindMaintenance } from "#lib/usecases/maintenance/remind.ts";
import { materialiseSeries } from "#lib/usecases/maintenance-series/materialise.ts";
import type { RunResult } from "./loop.ts";
import type { Row } from "./table.ts";

const SECOND_MS = 1_000;

/** Starts, ends and reminds of windows, and comes back in the moment in which the next one is due. */
async function runMaintenance(): Promise<RunResult> {
  const now = Date.now();
  await advanceMaintenance(now);
  await remindMaintenance(now);
  const next = await nextMoment(now);
  return next === null ? undefined : { againInMs: Math.min(5 * SECOND_MS, Math.max(0, next - Date.now())) };
}

/** What the worker does about windows: their turns and reminders in the moment they are due, and those of series ahead. */
export const MAINTENANCE: Row[] = [
  { name: "maintenance", everyMs: 5 * SECOND_MS, restMs: 100, wokenBy: ["changed"], run: runMaintenance },
  {
    name: "series",
    everyMs: 60 * SECOND_MS,
    restMs: 2 * SECOND_MS,
    wokenBy: ["changed"],
    run: async () => {
      await materialiseSeries(Date.now());
      return undefined;
    },
  },
];
