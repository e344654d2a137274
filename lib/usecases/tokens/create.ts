import { newId } from "#lib/data/new-id.ts";
import { countTokens, insertToken } from "#lib/data/people/tokens.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import { Failure, invalid } from "#lib/domain/errors.ts";
import type { Actor } from "#lib/domain/people/permission.ts";
import { MAX_TOKENS, type NewToken, type Token, type TokenScope } from "#lib/domain/people/token.ts";
import { readScopedPage } from "../pages/read.ts";
import { newTokenSecret, tokenHash } from "./secret.ts";

const mayPassOn = (actor: Actor, scope: TokenScope): boolean =>
  actor.kind !== "token" || actor.permissions.includes("*") || actor.permissions.includes(scope);

/**
 * Makes a token for the page; `secret` is told once. A token passes on only scopes that it has itself.
 * @throws Failure forbidden (a scope that the actor lacks), invalid (too many tokens)
 */
export const createToken = (
  scope: Scope<"tokens:write">,
  input: NewToken,
  now: number,
): Promise<{ token: Token; secret: string }> =>
  change(scope, async (tx) => {
    const page = await readScopedPage(scope, tx);
    const lacking = input.scopes.find((wanted) => !mayPassOn(scope.actor, wanted));
    if (lacking)
      throw new Failure("forbidden", `This token cannot pass on the scope ${lacking}: it lacks it`);
    if ((await countTokens(tx, page.id)) >= MAX_TOKENS)
      throw invalid([{ path: "token", message: `a page has at most ${MAX_TOKENS} tokens: revoke one` }]);
    const secret = newTokenSecret();
    const scopes = [...new Set(input.scopes)];
    const row = { id: newId(), pageId: page.id, name: input.name, scopes };
    const token = await insertToken(tx, { ...row, hash: tokenHash(secret), createdAt: new Date(now) });
    return {
      result: { token, secret },
      audit: {
        action: "token.create",
        objectKind: "token",
        objectId: token.id,
        after: { name: token.name, scopes },
      },
      event: { kind: "token.created", payload: { token_id: token.id } },
    };
  });
