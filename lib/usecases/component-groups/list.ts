import { listGroups } from "#lib/data/page/component-groups.ts";
import type { Scope } from "#lib/data/scope.ts";
import type { ListWindow } from "#lib/domain/input/list.ts";
import type { ComponentGroup } from "#lib/domain/page/component-group.ts";

/** The page's component groups by position, with their members. */
export const listPageGroups = (scope: Scope<"page:read">, window?: ListWindow): Promise<ComponentGroup[]> =>
  listGroups(scope.pageId, window);
