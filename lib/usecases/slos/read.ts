import type { Scope } from "#lib/data/scope.ts";
import { readDefinition, readDefinitions, readVersions } from "#lib/data/slo/definitions.ts";
import { notFound } from "#lib/domain/errors.ts";
import type { ListWindow } from "#lib/domain/input/list.ts";
import type { SloVersion, StoredSlo } from "#lib/domain/slo/defining/stored.ts";

/** The page's SLOs by their place; archived ones only if asked for. */
export const listSlos = (
  { pageId }: Scope<"page:read">,
  options: { archived?: boolean; window?: ListWindow } = {},
): Promise<StoredSlo[]> => readDefinitions(pageId, options);

/** One SLO as it is defined, archived ones too. @throws Failure not_found */
export async function readSlo({ pageId }: Scope<"page:read">, id: string): Promise<StoredSlo> {
  const slo = await readDefinition(pageId, id);
  if (!slo) throw notFound("slo");
  return slo;
}

/** Every version of an SLO's definition as OpenSLO, the newest first. @throws Failure not_found */
export async function listSloVersions(
  scope: Scope<"page:read">,
  id: string,
  window: ListWindow,
): Promise<SloVersion[]> {
  await readSlo(scope, id);
  return await readVersions(id, window);
}
