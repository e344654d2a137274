import type { Logger } from "#lib/log.ts";
import { evaluateSlos, ROUND_MS } from "#lib/usecases/slos/round/evaluate.ts";
import type { RunResult } from "../loop.ts";
import type { Row } from "../table.ts";

/** However often it is woken, a round follows the one before after this at the earliest. */
const REST_MS = 5_000;

/** A round that tells the log of what it could not judge, and goes on. */
export const createSloRound = (log: Pick<Logger, "error">) => async (): Promise<RunResult> => {
  const failed = (about: object, error: unknown) =>
    log.error({ ...about, err: error }, "an SLO was not judged");
  await evaluateSlos({ failed }, Date.now());
  return undefined;
};

/** Judges SLOs: every minute, and soon after something was measured, a monitor's verdict changed or people said something. */
export const sloRound = (run: () => Promise<RunResult>): Row => ({
  name: "slos",
  everyMs: ROUND_MS,
  restMs: REST_MS,
  wokenBy: ["measured", "changed"],
  run,
});
