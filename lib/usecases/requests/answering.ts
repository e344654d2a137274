import type { Scope } from "#lib/data/scope.ts";
import type { Tx } from "#lib/data/tx.ts";
import { Failure } from "#lib/domain/errors.ts";
import type { Permission } from "#lib/domain/people/permission.ts";

/**
 * Does an act and tells more than its own result: also where the answer is remembered in the act's transaction
 * (Idempotency-Key), and where a conflict shows what is stored now.
 */
export async function answering<P extends Permission, T extends object, Told extends object>(
  scope: Scope<P>,
  act: (scope: Scope<P>) => Promise<T>,
  tell: (result: T, tx?: Tx) => Promise<Told>,
): Promise<Told> {
  const remember = scope.beforeCommit;
  const within: Scope<P> = remember
    ? { ...scope, beforeCommit: async (tx, result) => await remember(tx, await tell(result as T, tx)) }
    : scope;
  try {
    return await tell(await act(within));
  } catch (error) {
    if (!(error instanceof Failure) || !error.current) throw error;
    throw new Failure(error.kind, error.message, {
      faults: error.faults,
      current: await tell(error.current as T),
    });
  }
}

/**
 * The scope of an act that makes several changes: its answer is remembered after the last one (Idempotency-Key), not
 * with the first.
 */
export function inParts<P extends Permission>(scope: Scope<P>): Scope<P> {
  const { beforeCommit: _, ...rest } = scope;
  return rest;
}
