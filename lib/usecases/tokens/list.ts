import { listTokens } from "#lib/data/people/tokens.ts";
import type { Scope } from "#lib/data/scope.ts";
import type { ListWindow } from "#lib/domain/input/list.ts";
import type { Token } from "#lib/domain/people/token.ts";

/** The page's tokens that are not revoked: names, scopes and last use, never the tokens. */
export const listPageTokens = (scope: Scope<"tokens:write">, window?: ListWindow): Promise<Token[]> =>
  listTokens(scope.pageId, window);
