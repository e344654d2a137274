import { withStatus } from "#lib/data/page/component-status.ts";
import { listComponents } from "#lib/data/page/components.ts";
import type { Scope } from "#lib/data/scope.ts";
import type { ListWindow } from "#lib/domain/input/list.ts";
import type { ComponentWithStatus } from "#lib/domain/page/component.ts";

/** The page's components by position, or its archived ones, with what they show at `now` (ms). */
export async function listPageComponents(
  scope: Scope<"page:read">,
  options: { archived: boolean; window?: ListWindow },
  now: number,
): Promise<ComponentWithStatus[]> {
  return await withStatus(await listComponents(scope.pageId, options), now);
}
