import * as rows from "#lib/data/corrections/stored.ts";
import { readComponent } from "#lib/data/page/components.ts";
import type { Scope } from "#lib/data/scope.ts";
import type { Correction } from "#lib/domain/corrections/correction.ts";
import { notFound } from "#lib/domain/errors.ts";
import type { ListWindow } from "#lib/domain/input/list.ts";

/** The corrections of a component, the latest made first; revoked ones too. @throws Failure not_found */
export async function listCorrections(
  scope: Scope<"page:read">,
  componentId: string,
  window: ListWindow,
): Promise<Correction[]> {
  const component = await readComponent(scope.pageId, componentId);
  if (!component || component.archivedAt !== null) throw notFound("component");
  return await rows.listCorrections(scope.pageId, componentId, window);
}
