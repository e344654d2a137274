import type { Scope } from "#lib/data/scope.ts";
import { readNames } from "#lib/data/slo/names.ts";
import { readSliDefinition, readSliDefinitions } from "#lib/data/slo/slis.ts";
import { notFound } from "#lib/domain/errors.ts";
import type { ListWindow } from "#lib/domain/input/list.ts";
import type { StoredSliDefinition } from "#lib/domain/slo/defining/stored.ts";

/** The page's SLIs by key; archived ones only if asked for. */
export const listSlis = async (
  { pageId }: Scope<"page:read">,
  { archived = false, window }: { archived?: boolean; window?: ListWindow } = {},
): Promise<StoredSliDefinition[]> =>
  await readSliDefinitions(pageId, await readNames(pageId), undefined, {
    archived,
    ...(window && { window }),
  });

/** One SLI, archived ones too. @throws Failure not_found */
export async function readSli({ pageId }: Scope<"page:read">, id: string): Promise<StoredSliDefinition> {
  const sli = await readSliDefinition(pageId, id);
  if (!sli) throw notFound("sli");
  return sli;
}
