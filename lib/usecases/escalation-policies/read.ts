import { readPolicies } from "#lib/data/escalation/policies.ts";
import type { Scope } from "#lib/data/scope.ts";
import { notFound } from "#lib/domain/errors.ts";
import type { EscalationPolicy } from "#lib/domain/escalation/policy.ts";
import type { ListWindow } from "#lib/domain/input/list.ts";

/** The page's policies, the default first. */
export async function listPolicies(
  { pageId }: Scope<"page:read">,
  { skip, take }: ListWindow,
): Promise<EscalationPolicy[]> {
  return (await readPolicies(pageId)).slice(skip, skip + take);
}

/** One of them. @throws Failure not_found */
export async function readPolicy({ pageId }: Scope<"page:read">, id: string): Promise<EscalationPolicy> {
  const policy = (await readPolicies(pageId)).find((one) => one.id === id);
  if (!policy) throw notFound("escalation policy");
  return policy;
}
