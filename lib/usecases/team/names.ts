import { readTeamNames } from "#lib/data/people/names.ts";
import type { Scope } from "#lib/data/scope.ts";

/** Ids and names of the page's people, and nothing else of them: everybody may know who is on an incident. */
export const listTeamNames = (scope: Scope<"page:read">): Promise<{ id: string; name: string }[]> =>
  readTeamNames(scope.pageId);
