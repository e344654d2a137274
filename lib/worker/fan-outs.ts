import { sendDigests } from "#lib/usecases/fan-outs/digest.ts";
import { expandFanOuts } from "#lib/usecases/fan-outs/expand.ts";
import { forgetOldDeliveries } from "#lib/usecases/fan-outs/forget.ts";
import { settleFanOuts } from "#lib/usecases/fan-outs/progress.ts";
import type { LoopName, Row } from "./table.ts";

const SECOND_MS = 1_000;

/** Tells what happened: writes down who hears of it, and wakes whoever sends. */
export const fanOuts = (wake: (loop: LoopName) => void): Row[] => [
  {
    name: "fan-outs",
    everyMs: SECOND_MS,
    restMs: 0,
    wokenBy: ["changed"],
    run: async () => {
      const { made, isDone } = await expandFanOuts(Date.now());
      if (made > 0) wake("deliveries");
      return isDone ? undefined : { againInMs: 0 };
    },
  },
  {
    name: "digests",
    everyMs: 15 * SECOND_MS,
    run: async () => {
      const { made, isDone } = await sendDigests(Date.now());
      if (made > 0) wake("deliveries");
      return isDone ? undefined : { againInMs: 0 };
    },
  },
  {
    name: "tallies",
    everyMs: 60 * SECOND_MS,
    run: async () => {
      await settleFanOuts(Date.now());
      return undefined;
    },
  },
  {
    name: "old-deliveries",
    cron: "55 * * * *",
    run: async () => {
      await forgetOldDeliveries(Date.now());
      return undefined;
    },
  },
];
