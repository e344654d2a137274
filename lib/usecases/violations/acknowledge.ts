import type { Scope } from "#lib/data/scope.ts";
import { saveViolation } from "#lib/data/slo/violations.ts";
import { change } from "#lib/data/tx.ts";
import { ACK_HOLD_MS } from "#lib/domain/escalation/policy.ts";
import type { Violation } from "#lib/domain/slo/violation.ts";
import { told } from "./acting.ts";
import { openViolation } from "./locked.ts";

/**
 * Somebody takes it: promotion to higher levels waits for ACK_HOLD_MS. Said again by anybody, the hold begins again.
 * @throws Failure not_found, conflict (resolved, or changed since it was read)
 */
export async function acknowledgeViolation(
  scope: Scope<"incidents:write">,
  id: string,
  input: { revision?: number | undefined },
  now: number,
): Promise<Violation> {
  return await change(scope, async (tx) => {
    const before = await openViolation(tx, scope, id, input.revision);
    const resumesAt = now + ACK_HOLD_MS;
    const after = { acknowledgedAt: now, acknowledgedBy: scope.actor.id, resumesAt };
    const violation = await saveViolation(tx, before, after, now);
    const details = { resumes_at: new Date(resumesAt).toISOString() };
    return await told(tx, scope, violation, "acknowledged", { action: "acknowledge", details, now });
  });
}

/**
 * The hold is over: the escalation goes on at the level that is due. `asOf` makes it happen once: the end of the hold that was
 * read; null when there is nothing to resume any more.
 */
export async function resumeViolation(
  scope: Scope<"incidents:write">,
  id: string,
  asOf: number,
  now: number,
): Promise<Violation | null> {
  return await change<Violation | null>(scope, async (tx) => {
    const before = await openViolation(tx, scope, id).catch(() => null);
    if (before?.resumesAt !== asOf) return { result: null, audit: null, event: null };
    const violation = await saveViolation(tx, before, { resumesAt: null }, now);
    return await told(tx, scope, violation, "resumed", { action: "resume", now });
  });
}
