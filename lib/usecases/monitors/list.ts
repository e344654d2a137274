import { listMonitors } from "#lib/data/page/monitors.ts";
import type { Scope } from "#lib/data/scope.ts";
import type { ListWindow } from "#lib/domain/input/list.ts";
import type { Monitor } from "#lib/domain/page/monitor.ts";

/** The page's monitors (of one component, if named), oldest first; or its archived ones. */
export const listPageMonitors = (
  scope: Scope<"page:read">,
  options: { componentId?: string | undefined; archived: boolean; window?: ListWindow },
): Promise<Monitor[]> => listMonitors(scope.pageId, options);
