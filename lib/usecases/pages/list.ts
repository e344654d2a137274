import { listPages } from "#lib/data/page/pages.ts";
import type { Scope } from "#lib/data/scope.ts";
import type { Page } from "#lib/domain/page/page.ts";

/** The pages that the actor may read, oldest first: a token's own page, all for the operator. */
export const listOwnPages = (scope: Scope<"page:read">): Promise<Page[]> => listPages(scope.actor.pageId);
