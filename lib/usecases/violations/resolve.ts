import type { Scope } from "#lib/data/scope.ts";
import { saveViolation } from "#lib/data/slo/violations.ts";
import { change } from "#lib/data/tx.ts";
import type { Violation } from "#lib/domain/slo/violation.ts";
import { told } from "./acting.ts";
import { openViolation } from "./locked.ts";

/**
 * A person ends a violation, with a reason. While the same run of bad moments goes on it stays ended, unless it becomes worse.
 * @throws Failure not_found, conflict (resolved, or changed since it was read)
 */
export async function resolveViolation(
  scope: Scope<"incidents:write">,
  id: string,
  input: { text: string; revision?: number | undefined },
  now: number,
): Promise<Violation> {
  return await change(scope, async (tx) => {
    const before = await openViolation(tx, scope, id, input.revision);
    const over = { endedAt: now, resolvedAt: now, resolvedBy: scope.actor.id, resumesAt: null };
    const violation = await saveViolation(tx, before, over, now);
    const details = { text: input.text, by: "person" };
    return await told(tx, scope, violation, "resolved", { action: "resolve", details, now });
  });
}
