import { lockSetup } from "#lib/data/page/catalogue.ts";
import { findToken, insertToken, renewToken, revokeToken } from "#lib/data/people/tokens.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import { BOOTSTRAP_TOKEN_ID } from "#lib/domain/people/token.ts";
import { forgetTokens } from "./authenticate.ts";
import { tokenHash } from "./secret.ts";

const about = { objectKind: "token", objectId: BOOTSTRAP_TOKEN_ID };

/**
 * Makes API_TOKEN a full-scope token of the page; another value replaces it, no value revokes it. Changes nothing, and
 * writes nothing, when all is as it should be.
 */
export async function ensureBootstrapToken(
  scope: Scope<"tokens:write">,
  secret: string | undefined,
  now: number,
): Promise<"set" | "revoked" | "unchanged"> {
  const hash = secret === undefined ? null : tokenHash(secret);
  const done = await change<"set" | "revoked" | "unchanged">(scope, async (tx) => {
    await lockSetup(tx);
    const known = await findToken(BOOTSTRAP_TOKEN_ID, tx);
    const isActive = known !== null && known.revokedAt === null;
    if (hash === null && isActive) {
      await revokeToken(tx, known.pageId, BOOTSTRAP_TOKEN_ID, now);
      const event = { kind: "token.revoked", payload: { token_id: BOOTSTRAP_TOKEN_ID } };
      return { result: "revoked", audit: { action: "token.revoke", ...about }, event };
    }
    if (hash === null || (isActive && known.hash === hash && known.pageId === scope.pageId))
      return { result: "unchanged", audit: null, event: null };
    if (known) await renewToken(tx, BOOTSTRAP_TOKEN_ID, scope.pageId, hash);
    else
      await insertToken(tx, {
        id: BOOTSTRAP_TOKEN_ID,
        pageId: scope.pageId,
        name: "API_TOKEN",
        hash,
        scopes: ["*"],
        createdAt: new Date(now),
      });
    const event = { kind: "token.created", payload: { token_id: BOOTSTRAP_TOKEN_ID } };
    return { result: "set", audit: { action: "token.create", ...about, after: { scopes: ["*"] } }, event };
  });
  if (done !== "unchanged") forgetTokens();
  return done;
}
