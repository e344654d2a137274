import { listPolicies, type StoredPolicy } from "#lib/data/page/policies.ts";
import { readActorNames } from "#lib/data/people/actor-names.ts";
import type { Scope } from "#lib/data/scope.ts";

export type { StoredPolicy };

/** The versions of the page's uptime policy that ever were in use, newest first; none while it is the first. */
export const listPagePolicies = (scope: Scope<"page:read">): Promise<StoredPolicy[]> =>
  listPolicies(scope.pageId);

/** The same with the name of who made each: a person or a token; the operator and the product have none. */
export async function namedPolicies(
  scope: Scope<"page:read">,
): Promise<(StoredPolicy & { actorName: string })[]> {
  const policies = await listPagePolicies(scope);
  const names = await readActorNames(
    scope.pageId,
    policies.map(({ actor }) => actor.id),
  );
  return policies.map((policy) => ({
    ...policy,
    actorName: names.get(policy.actor.id) ?? policy.actor.kind,
  }));
}
