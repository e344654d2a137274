import { authorize, type Scope } from "#lib/data/scope.ts";
import type { Tx } from "#lib/data/tx.ts";
import { Failure, type FailureKind } from "#lib/domain/errors.ts";

/** The product itself, acting without a person. */
export const automationScope = (pageId: string): Scope<"incidents:write"> =>
  authorize({ kind: "system", id: "automation", pageId: null }, "incidents:write", pageId);

/** Another worker, or a person, was there first: what was about to be written must not be. */
export class Overtaken extends Error {}

/**
 * The same scope, whose change is committed only if `claim` still succeeds in its transaction: so that of any number of
 * workers one does it, whatever the use case behind it is.
 */
export const claiming = <T>(
  scope: Scope<"incidents:write">,
  claim: (tx: Tx, result: T) => Promise<boolean>,
): Scope<"incidents:write"> => ({
  ...scope,
  beforeCommit: async (tx, result) => {
    if (!(await claim(tx, result as T))) throw new Overtaken();
  },
});

/** What a use case refuses when the world has changed since it was looked at. */
const OUTDATED: readonly FailureKind[] = ["conflict", "not_found", "invalid"];

/** False when it was overtaken, or when what it was about has changed so that it is no longer allowed: the next look decides. */
export async function unlessOvertaken(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof Overtaken) return false;
    if (error instanceof Failure && OUTDATED.includes(error.kind)) return false;
    throw error;
  }
}
