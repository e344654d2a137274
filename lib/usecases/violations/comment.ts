import type { Scope } from "#lib/data/scope.ts";
import { saveViolation } from "#lib/data/slo/violations.ts";
import { change } from "#lib/data/tx.ts";
import type { Violation } from "#lib/domain/slo/violation.ts";
import { told } from "./acting.ts";
import { lockedViolation } from "./locked.ts";

/** Says something about a violation, open or past; for those who look after it, never for readers. @throws Failure not_found */
export async function commentViolation(
  scope: Scope<"incidents:write">,
  id: string,
  input: { text: string },
  now: number,
): Promise<Violation> {
  return await change(scope, async (tx) => {
    const before = await lockedViolation(tx, scope, id);
    const violation = await saveViolation(tx, before, {}, now);
    return await told(tx, scope, violation, "commented", {
      action: "comment",
      details: { text: input.text },
      now,
    });
  });
}
