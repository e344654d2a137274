import type { Scope } from "#lib/data/scope.ts";
import {
  countSlos,
  insertVersion,
  lockDefinitions,
  readDefinition,
  sloIdOf,
  storeDefinition,
} from "#lib/data/slo/definitions.ts";
import { readNames, withPlainNames } from "#lib/data/slo/names.ts";
import { type Audit, change, type Event, type Tx } from "#lib/data/tx.ts";
import { Failure, type Fault, invalid } from "#lib/domain/errors.ts";
import { canonical } from "#lib/domain/input/difference.ts";
import { sloText } from "#lib/domain/openslo/write.ts";
import { definitionFaults } from "#lib/domain/slo/defining/faults.ts";
import { MAX_SLOS } from "#lib/domain/slo/defining/known.ts";
import { normalDefinition } from "#lib/domain/slo/defining/normal.ts";
import type { StoredSlo } from "#lib/domain/slo/defining/stored.ts";
import type { SloDefinition } from "#lib/domain/slo/definition.ts";
import { endOfGone } from "../violations/end-of-gone.ts";

type Written = { result: StoredSlo; audits: Audit[]; events: Event[] };

export type Defining = {
  /** The version that its reader saw; another one since is a conflict. */
  version?: number | undefined;
  /** `new`: a key that is in use is a fault. */
  mode?: "new" | "any";
};

/** A policy must be there: an escalation that leads nowhere is found out too late. */
async function policyFaults(tx: Tx, pageId: string, { settings }: SloDefinition): Promise<Fault[]> {
  if (settings.policyId === null) return [];
  const where = { id: settings.policyId, pageId, archivedAt: null };
  if ((await tx.escalationPolicy.count({ where })) > 0) return [];
  return [{ path: "escalation_policy_id", message: "no such escalation policy on this page" }];
}

const inNoun = (faults: readonly Fault[]): Fault[] =>
  faults.map(({ path, message }) => ({ path: `slo.${path}`, message }));

async function before(tx: Tx, pageId: string, key: string, { version, mode }: Defining) {
  const id = await sloIdOf(tx, pageId, key);
  const stored = id === null ? null : await readDefinition(pageId, id, tx);
  if (mode === "new" && stored && stored.archivedAt === null)
    throw invalid([{ path: "slo.key", message: "another SLO has this key" }]);
  if (version !== undefined && stored && stored.version !== version)
    throw new Failure(
      "conflict",
      `This SLO was changed since you read it (version ${stored.version}, yours ${version})`,
      { current: stored },
    );
  return stored;
}

const auditable = ({ key, name, isPublic, objectives }: SloDefinition) => ({
  key,
  name,
  is_public: isPublic,
  objectives: objectives.map((objective) => `${objective.key} ${objective.target}`),
});

/**
 * The work of defining inside a transaction that holds the definitions (`lockDefinitions`). What is the same as before writes
 * nothing. @throws Failure invalid, conflict
 */
export async function defineInside(
  tx: Tx,
  scope: Scope<"slos:write">,
  given: SloDefinition,
  { now, ...defining }: Defining & { now: number },
): Promise<Written> {
  const { pageId, actor } = scope;
  const names = await readNames(pageId, tx);
  const slo = withPlainNames(normalDefinition(given), names);
  const faults = [...definitionFaults(slo, names.known), ...(await policyFaults(tx, pageId, slo))];
  if (faults.length > 0) throw invalid(inNoun(faults));
  const known = await before(tx, pageId, slo.key, defining);
  const isInUse = known !== null && known.archivedAt === null;
  if (!isInUse && (await countSlos(tx, pageId)) >= MAX_SLOS)
    throw invalid([{ path: "slo", message: `a page has at most ${MAX_SLOS} SLOs` }]);
  if (known && isInUse && canonical(known.definition) === canonical(slo))
    return { result: known, audits: [], events: [] };
  const version = (known?.version ?? 0) + 1;
  const id = await storeDefinition(tx, pageId, { slo, version, names }, now);
  const result = (await readDefinition(pageId, id, tx))!;
  await insertVersion(tx, id, { version, document: sloText(result.definition), actor }, now);
  const gone = known?.objectiveIds.filter((one) => !result.objectiveIds.includes(one)) ?? [];
  const ended = await endOfGone(tx, scope, gone, now);
  return {
    result,
    audits: [
      {
        action: isInUse ? "slo.update" : "slo.create",
        objectKind: "slo",
        objectId: id,
        ...(known && { before: { version: known.version, ...auditable(known.definition) } }),
        after: { version, ...auditable(result.definition) },
      },
      ...ended.audits,
    ],
    events: [{ kind: "slo.defined", payload: { slo_id: id, key: slo.key, version } }, ...ended.events],
  };
}

/**
 * Makes an SLO what a definition says: found by its key, made if there is none, the next version of it if something differs.
 * Objectives keep their ids by their keys; one that is gone is archived, and what was open of it ends.
 * @throws Failure invalid (each fault with its path and the arithmetic), conflict (changed since it was read)
 */
export const defineSlo = (
  scope: Scope<"slos:write">,
  definition: SloDefinition,
  now: number,
  defining: Defining = {},
): Promise<StoredSlo> =>
  change(scope, async (tx) => {
    await lockDefinitions(tx, scope.pageId);
    const { result, audits, events } = await defineInside(tx, scope, definition, { now, ...defining });
    if (audits.length === 0) return { result, audit: null, event: null };
    return { result, audit: audits, event: events };
  });
