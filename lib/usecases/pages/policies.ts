import { listPolicies, type StoredPolicy } from "#lib/data/page/policies.ts";
import type { Scope } from "#lib/data/scope.ts";

export type { StoredPolicy };

/** The versions of the page's uptime policy that ever were in use, newest first; none while it is the first. */
export const listPagePolicies = (scope: Scope<"page:read">): Promise<StoredPolicy[]> =>
  listPolicies(scope.pageId);
