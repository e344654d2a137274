import type { Scope } from "#lib/data/scope.ts";
import { lockDefinitions } from "#lib/data/slo/definitions.ts";
import { archiveTierRow, readTierRow, slosOfTier } from "#lib/data/slo/tiers.ts";
import { change } from "#lib/data/tx.ts";
import { Failure, notFound } from "#lib/domain/errors.ts";

/** Takes a tier out of use. @throws Failure not_found; conflict while objectives are promised to it, with their SLOs */
export const archiveTier = (scope: Scope<"slos:write">, id: string, now: number): Promise<void> =>
  change(scope, async (tx) => {
    const { pageId } = scope;
    await lockDefinitions(tx, pageId);
    const tier = await readTierRow(pageId, id, tx);
    if (!tier) throw notFound("tier");
    const slos = await slosOfTier(tx, pageId, tier.key);
    if (slos.length > 0)
      throw new Failure(
        "conflict",
        `Objectives are promised to this tier: ${slos.join(", ")}. Change them first`,
      );
    await archiveTierRow(tx, id, now);
    return {
      result: undefined,
      audit: { action: "tier.archive", objectKind: "tier", objectId: id, before: { key: tier.key } },
      event: { kind: "tier.archived", payload: { tier_id: id, key: tier.key } },
    };
  });
