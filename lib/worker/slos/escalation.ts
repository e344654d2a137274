import type { Sender } from "#lib/channels/channel.ts";
import { type ClaimedRun, claimRuns, finishRun } from "#lib/data/escalation/runs.ts";
import type { Outcome } from "#lib/domain/delivery/outcome.ts";
import { destinationOf } from "#lib/domain/escalation/action.ts";
import { ACTION_RETRIES_MS, afterTry } from "#lib/domain/escalation/retries.ts";
import type { Logger } from "#lib/log.ts";
import { advanceEscalations, nextEscalationAt } from "#lib/usecases/escalation/advance.ts";
import { bodyOfRun, secretOfRun } from "#lib/usecases/escalation/run.ts";
import type { RunResult } from "../loop.ts";
import type { Row } from "../table.ts";

const SECOND_MS = 1_000;
/** Longer than any try: a run is taken up again after a worker was killed in it. */
const LEASE_MS = 45 * SECOND_MS;
const RUNS_AT_ONCE = 10;

/** Moves escalations on and comes back in the moment in which the next level is due. */
export const createEscalation =
  (log: Pick<Logger, "error">, onFired: () => void) => async (): Promise<RunResult> => {
    const failed = (about: object, error: unknown) =>
      log.error({ ...about, err: error }, "an escalation did not go on");
    const { fired, isDone } = await advanceEscalations({ failed }, Date.now());
    if (fired > 0) onFired();
    if (!isDone) return { againInMs: 0 };
    const next = await nextEscalationAt();
    return next === null ? undefined : { againInMs: Math.min(SECOND_MS, Math.max(0, next - Date.now())) };
  };

const refused = (text: string): Outcome => ({
  kind: "permanent",
  receipt: { code: "refused", text },
  effect: "refused",
});

async function tryRun(
  run: ClaimedRun,
  webhook: Sender<"webhook"> | null,
  secretKey: string | undefined,
): Promise<Outcome> {
  const body = await bodyOfRun(run);
  if (run.isDryRun) return { kind: "sent", receipt: { code: "dry_run", text: body } };
  const { kind, config } = run.action;
  const url = destinationOf(run.action);
  if (kind !== "webhook" || url === null || !webhook) return refused("This action has no way out");
  const secrets = secretOfRun(run, secretKey);
  const message = { channel: "webhook", url, id: run.key, body, secrets } as const;
  return await webhook.send(message, { timeoutMs: config.timeoutSeconds * SECOND_MS });
}

/** Does what answers violations: each run until it is done or has failed for good; every try is written down. */
export const createResponses =
  (webhook: Sender<"webhook"> | null, secretKey: string | undefined) => async (): Promise<RunResult> => {
    const runs = await claimRuns(Date.now(), LEASE_MS, RUNS_AT_ONCE);
    await Promise.all(
      runs.map(async (run) => {
        const startedAt = Date.now();
        const outcome = await tryRun(run, webhook, secretKey);
        const now = Date.now();
        const { code, text } = outcome.receipt;
        const told = { at: new Date(startedAt).toISOString(), code, text, duration_ms: now - startedAt };
        await finishRun(
          run.id,
          { ...afterTry(outcome, run.attempts + 1, ACTION_RETRIES_MS, now), outcome: told },
          now,
        );
      }),
    );
    return runs.length === RUNS_AT_ONCE ? { againInMs: 0 } : undefined;
  };

/** The loops of escalation: levels in the moment in which they are due, and what answers them. */
export const escalation = (advance: () => Promise<RunResult>, respond: () => Promise<RunResult>): Row[] => [
  { name: "escalation", everyMs: SECOND_MS, restMs: 200, wokenBy: ["changed"], run: advance },
  { name: "responses", everyMs: SECOND_MS, restMs: 100, run: respond },
];
