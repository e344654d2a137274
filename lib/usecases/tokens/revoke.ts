import { revokeToken } from "#lib/data/people/tokens.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import { Failure, notFound } from "#lib/domain/errors.ts";
import { BOOTSTRAP_TOKEN_ID } from "#lib/domain/people/token.ts";
import { forgetTokens } from "./authenticate.ts";

/**
 * Ends a token: at once in this process, within 5 s in others. @throws Failure not_found, conflict (the token of API_TOKEN:
 * the next start would bring it back)
 */
export async function revokeOneToken(scope: Scope<"tokens:write">, id: string, now: number): Promise<void> {
  if (id === BOOTSTRAP_TOKEN_ID && scope.actor.kind === "token")
    throw new Failure("conflict", "This token is set by API_TOKEN: remove that variable and start again");
  await change(scope, async (tx) => {
    if (!(await revokeToken(tx, scope.pageId, id, now))) throw notFound("token");
    return {
      result: undefined,
      audit: { action: "token.revoke", objectKind: "token", objectId: id },
      event: { kind: "token.revoked", payload: { token_id: id } },
    };
  });
  forgetTokens();
}
