import type { Scope } from "#lib/data/scope.ts";
import { lockDefinitions } from "#lib/data/slo/definitions.ts";
import { readTierRow, readTiers, storeTier } from "#lib/data/slo/tiers.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import { invalid, notFound } from "#lib/domain/errors.ts";
import { difference } from "#lib/domain/input/difference.ts";
import { given } from "#lib/domain/input/given.ts";
import { MAX_TIERS } from "#lib/domain/slo/defining/known.ts";
import {
  type NewTier,
  promisesOf,
  type TierDefinition,
  type TierPatch,
  tierOf,
  wirePromises,
} from "#lib/domain/slo/defining/tier-input.ts";
import type { Tier } from "#lib/domain/slo/tier.ts";

const FIELDS = ["name", "description", "translations", "promises"] as const;
const auditable = ({ promises, ...tier }: TierDefinition) => ({ ...tier, promises: wirePromises(promises) });
const definitionOfTier = ({ key, name, description, translations, promises }: Tier): TierDefinition => ({
  ...{ key, name, description, translations, promises },
});

async function requireNew(tx: Tx, pageId: string, key: string): Promise<void> {
  const tiers = await readTiers(pageId, undefined, tx);
  if (tiers.some((tier) => tier.key === key))
    throw invalid([{ path: "tier.key", message: "another tier has this key" }]);
  if (tiers.length >= MAX_TIERS)
    throw invalid([{ path: "tier", message: `a page has at most ${MAX_TIERS} tiers` }]);
}

/** Makes a tier behind those that are there. @throws Failure invalid (the key is taken, too many) */
export const createTier = (scope: Scope<"slos:write">, input: NewTier, now: number): Promise<Tier> =>
  change(scope, async (tx) => {
    const { pageId } = scope;
    await lockDefinitions(tx, pageId);
    await requireNew(tx, pageId, input.key);
    const definition = tierOf(input);
    const result = await storeTier(tx, pageId, definition, now);
    const about = { objectKind: "tier", objectId: result.id };
    return {
      result,
      audit: { action: "tier.create", ...about, after: auditable(definition) },
      event: { kind: "tier.defined", payload: { tier_id: result.id, key: result.key } },
    };
  });

/** Changes a tier; what the patch leaves out stays, promises are given whole. @throws Failure not_found */
export const updateTier = (
  scope: Scope<"slos:write">,
  id: string,
  patch: TierPatch,
  now: number,
): Promise<Tier> =>
  change(scope, async (tx) => {
    const { pageId } = scope;
    await lockDefinitions(tx, pageId);
    const stored = await readTierRow(pageId, id, tx);
    if (!stored) throw notFound("tier");
    const { promises, ...texts } = patch;
    const before = definitionOfTier(stored);
    const after = { ...before, ...given(texts), ...(promises && { promises: promisesOf(promises) }) };
    const changed = difference(auditable(before), auditable(after), FIELDS);
    if (!changed) return { result: stored, audit: null, event: null };
    return {
      result: await storeTier(tx, pageId, after, now),
      audit: { action: "tier.update", objectKind: "tier", objectId: id, ...changed },
      event: { kind: "tier.defined", payload: { tier_id: id, key: stored.key } },
    };
  });
