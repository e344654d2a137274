import { expandFanOuts } from "#lib/usecases/fan-outs/expand.ts";
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
];
