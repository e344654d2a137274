import type { Scope } from "#lib/data/scope.ts";
import { readDefinitions } from "#lib/data/slo/definitions.ts";
import { readNames } from "#lib/data/slo/names.ts";
import { readSliDefinitions } from "#lib/data/slo/slis.ts";
import { readTiers } from "#lib/data/slo/tiers.ts";
import { notFound } from "#lib/domain/errors.ts";
import { openSloText } from "#lib/domain/openslo/write.ts";
import { tierText } from "#lib/domain/openslo/write-tier.ts";

/**
 * The page's tiers, SLIs and SLOs as one text of OpenSLO v1, which can be imported again; of one SLO (by id or key) only what it
 * names. @throws Failure not_found
 */
export async function exportOpenSlo(
  { pageId }: Scope<"page:read">,
  { slo }: { slo?: string | undefined } = {},
): Promise<string> {
  const all = await readDefinitions(pageId);
  const chosen =
    slo === undefined ? all : all.filter(({ id, definition }) => [id, definition.key].includes(slo));
  if (slo !== undefined && chosen.length === 0) throw notFound("slo");
  const slis = (await readSliDefinitions(pageId, await readNames(pageId))).filter(
    ({ isArchived }) => !isArchived,
  );
  const definitions = chosen.map(({ definition }) => definition);
  const named = JSON.stringify(definitions.map(({ objectives }) => objectives.map(({ rule }) => rule)));
  const wanted = slo === undefined ? slis : slis.filter(({ key }) => named.includes(JSON.stringify(key)));
  const tiers = slo === undefined ? await readTiers(pageId) : [];
  return [openSloText(wanted, definitions), ...tiers.map(tierText)].join("---\n");
}
