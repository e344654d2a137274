import { archivePolicyRow, readPolicies, slosOfPolicy } from "#lib/data/escalation/policies.ts";
import type { Scope } from "#lib/data/scope.ts";
import { lockDefinitions } from "#lib/data/slo/definitions.ts";
import { change } from "#lib/data/tx.ts";
import { Failure, notFound } from "#lib/domain/errors.ts";

/** Takes a policy out of use. @throws Failure not_found; conflict while SLOs name it */
export const archivePolicy = (scope: Scope<"slos:write">, id: string, now: number): Promise<void> =>
  change(scope, async (tx) => {
    const { pageId } = scope;
    await lockDefinitions(tx, pageId);
    const policy = (await readPolicies(pageId, tx)).find((one) => one.id === id);
    if (!policy) throw notFound("escalation policy");
    const slos = await slosOfPolicy(tx, pageId, id);
    if (slos.length > 0)
      throw new Failure("conflict", `SLOs escalate by this policy: ${slos.join(", ")}. Change them first`);
    await archivePolicyRow(tx, id, now);
    const about = { objectKind: "escalation_policy", objectId: id };
    return {
      result: undefined,
      audit: { action: "escalation_policy.archive", ...about, before: { name: policy.name } },
      event: null,
    };
  });
