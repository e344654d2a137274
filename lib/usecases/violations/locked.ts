import type { Scope } from "#lib/data/scope.ts";
import { lockViolation } from "#lib/data/slo/violations.ts";
import type { Tx } from "#lib/data/tx.ts";
import { Failure, notFound } from "#lib/domain/errors.ts";
import type { Violation } from "#lib/domain/slo/violation.ts";

/**
 * The violation, for this transaction alone. With the revision that its reader saw: nothing newer may be stored.
 * @throws Failure not_found, conflict (with `current`: somebody else was there in between)
 */
export async function lockedViolation(
  tx: Tx,
  scope: Scope,
  id: string,
  revision?: number | undefined,
): Promise<Violation> {
  const violation = await lockViolation(tx, scope.pageId, id);
  if (!violation) throw notFound("violation");
  if (revision !== undefined && revision < violation.revision)
    throw new Failure(
      "conflict",
      `This violation was changed since you read it (revision ${violation.revision}, yours ${revision})`,
      { current: violation },
    );
  return violation;
}

/** The same, while it is not over. @throws Failure not_found, conflict */
export async function openViolation(
  tx: Tx,
  scope: Scope,
  id: string,
  revision?: number | undefined,
): Promise<Violation> {
  const violation = await lockedViolation(tx, scope, id, revision);
  if (violation.resolvedAt === null) return violation;
  throw new Failure("conflict", "This violation is resolved", { current: violation });
}
