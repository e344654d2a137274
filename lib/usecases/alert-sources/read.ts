import { listAlertSources, readAlertSource } from "#lib/data/alerts/sources.ts";
import type { Scope } from "#lib/data/scope.ts";
import type { AlertSource } from "#lib/domain/alerts/source.ts";
import { notFound } from "#lib/domain/errors.ts";
import type { ListWindow } from "#lib/domain/input/list.ts";

/** One source that is not archived, without its secrets. @throws Failure not_found */
export async function readOneAlertSource(scope: Scope<"monitors:write">, id: string): Promise<AlertSource> {
  const source = await readAlertSource(scope.pageId, id);
  if (!source) throw notFound("alert source");
  return source;
}

/** The page's sources, oldest first. */
export const listPageAlertSources = (
  scope: Scope<"monitors:write">,
  window?: ListWindow,
): Promise<AlertSource[]> => listAlertSources(scope.pageId, window);
