import { readMembers } from "#lib/data/escalation/paged.ts";
import { readContactIds, readPolicies, storePolicy } from "#lib/data/escalation/policies.ts";
import { listSchedules } from "#lib/data/escalation/schedules.ts";
import type { Scope } from "#lib/data/scope.ts";
import { lockDefinitions } from "#lib/data/slo/definitions.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import { Failure, type Fault, invalid, notFound } from "#lib/domain/errors.ts";
import type { EscalationLevel, EscalationPolicy, PageTarget } from "#lib/domain/escalation/policy.ts";
import {
  type EscalationPolicyPatch,
  MAX_POLICIES,
  type NewEscalationPolicy,
  toLevels,
} from "#lib/domain/escalation/policy-input.ts";

const idOf = (target: PageTarget): string =>
  target.kind === "person"
    ? target.userId
    : target.kind === "schedule"
      ? target.scheduleId
      : target.contactId;
const UNKNOWN = {
  person: "no such person on this page",
  schedule: "no such on-call schedule on this page",
  contact: "no such contact point on this page",
} as const;

/** Whoever a level pages has to be there. @throws Failure invalid */
async function requireTargets(tx: Tx, pageId: string, levels: readonly EscalationLevel[]): Promise<void> {
  const targets = levels.flatMap(({ pages }) => pages);
  const named = (kind: PageTarget["kind"]) => targets.filter((target) => target.kind === kind).map(idOf);
  const known = {
    person: new Set(await readMembers(tx, pageId, named("person"))),
    schedule: new Set((await listSchedules(pageId, { ids: named("schedule") }, tx)).map(({ id }) => id)),
    contact: new Set(await readContactIds(tx, pageId, named("contact"))),
  };
  const faults = levels.flatMap(({ pages }, i) =>
    pages.flatMap((target, j): Fault[] =>
      known[target.kind].has(idOf(target))
        ? []
        : [{ path: `escalation_policy.levels.${i}.pages.${j}`, message: UNKNOWN[target.kind] }],
    ),
  );
  if (faults.length > 0) throw invalid(faults);
}

const auditable = ({ name, isDefault, levels }: EscalationPolicy) => ({
  name,
  is_default: isDefault,
  levels: levels.map(({ level, afterSeconds, pages }) => ({
    level,
    after_seconds: afterSeconds,
    pages: pages.map((target) => ({ kind: target.kind, id: idOf(target) })),
  })),
});

/** Makes a policy. @throws Failure invalid (too many, somebody who is not there) */
export const createPolicy = (
  scope: Scope<"slos:write">,
  input: NewEscalationPolicy,
  now: number,
): Promise<EscalationPolicy> =>
  change(scope, async (tx) => {
    const { pageId } = scope;
    await lockDefinitions(tx, pageId);
    if ((await readPolicies(pageId, tx)).length >= MAX_POLICIES)
      throw invalid([
        { path: "escalation_policy", message: `a page has at most ${MAX_POLICIES} escalation policies` },
      ]);
    const levels = toLevels(input.levels);
    await requireTargets(tx, pageId, levels);
    const result = await storePolicy(
      tx,
      pageId,
      { name: input.name, isDefault: input.is_default, levels },
      now,
    );
    const about = { objectKind: "escalation_policy", objectId: result.id };
    return {
      result,
      audit: { action: "escalation_policy.create", ...about, after: auditable(result) },
      event: null,
    };
  });

/**
 * Changes a policy; what the patch leaves out stays, levels are given whole. Violations that escalate go on by it.
 * @throws Failure not_found, invalid; conflict when somebody changed it meanwhile
 */
export const updatePolicy = (
  scope: Scope<"slos:write">,
  id: string,
  patch: EscalationPolicyPatch,
  now: number,
): Promise<EscalationPolicy> =>
  change(scope, async (tx) => {
    const { pageId } = scope;
    await lockDefinitions(tx, pageId);
    const before = (await readPolicies(pageId, tx)).find((policy) => policy.id === id);
    if (!before) throw notFound("escalation policy");
    if (patch.revision !== undefined && patch.revision !== before.revision)
      throw new Failure(
        "conflict",
        `This policy was changed since you read it (revision ${before.revision}, yours ${patch.revision})`,
      );
    const levels = patch.levels ? toLevels(patch.levels) : before.levels;
    if (patch.levels) await requireTargets(tx, pageId, levels);
    const fields = {
      id,
      name: patch.name ?? before.name,
      isDefault: patch.is_default ?? before.isDefault,
      levels,
    };
    const result = await storePolicy(tx, pageId, fields, now);
    const about = { objectKind: "escalation_policy", objectId: id };
    return {
      result,
      audit: {
        ...{ action: "escalation_policy.update", ...about },
        ...{ before: auditable(before), after: auditable(result) },
      },
      event: null,
    };
  });
