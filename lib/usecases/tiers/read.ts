import type { Scope } from "#lib/data/scope.ts";
import { readTierRow, readTiers } from "#lib/data/slo/tiers.ts";
import { notFound } from "#lib/domain/errors.ts";
import type { ListWindow } from "#lib/domain/input/list.ts";
import type { Tier } from "#lib/domain/slo/tier.ts";

/** The page's tiers by their place. */
export const listTiers = ({ pageId }: Scope<"page:read">, window?: ListWindow): Promise<Tier[]> =>
  readTiers(pageId, window);

/** One tier. @throws Failure not_found */
export async function readTier({ pageId }: Scope<"page:read">, id: string): Promise<Tier> {
  const tier = await readTierRow(pageId, id);
  if (!tier) throw notFound("tier");
  return tier;
}
