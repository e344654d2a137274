import { lookUpToken } from "#lib/data/people/tokens.ts";
import { Failure } from "#lib/domain/errors.ts";
import type { Actor } from "#lib/domain/people/permission.ts";
import { MAX_TOKEN_LENGTH, MIN_TOKEN_LENGTH } from "#lib/domain/people/token.ts";
import { tokenHash } from "./secret.ts";

export type TokenActor = Extract<Actor, { kind: "token" }>;

/** A revoked token works no longer than this in other processes; in the one that revoked it, not at all. */
export const CACHED_MS = 5_000;
const MAX_CACHED = 1_000;

// On globalThis because Next may bundle this module several times: revoking must reach every copy of the process.
const HOLDER = Symbol.for("t-developer-status.tokens");
type Entry = { actor: TokenActor; until: number };
const holder = globalThis as { [HOLDER]?: Map<string, Entry> };
const cache = (): Map<string, Entry> => {
  holder[HOLDER] ??= new Map();
  return holder[HOLDER];
};

/** Forgets what is known of tokens in this process: after one was made, changed or revoked. */
export const forgetTokens = (): void => cache().clear();

/**
 * Who a token is, looked up at most every 5 s. @throws Failure unauthenticated, the same whatever is wrong with it
 */
export async function authenticate(secret: string | null, now: number): Promise<TokenActor> {
  const refusal = new Failure("unauthenticated", "A valid token is needed: Authorization: Bearer TOKEN");
  if (secret === null || secret.length < MIN_TOKEN_LENGTH || secret.length > MAX_TOKEN_LENGTH) throw refusal;
  const hash = tokenHash(secret);
  const known = cache().get(hash);
  if (known && known.until > now) return known.actor;
  const token = await lookUpToken(hash, now);
  if (!token) {
    cache().delete(hash);
    throw refusal;
  }
  const actor = { kind: "token", id: token.id, pageId: token.pageId, permissions: token.scopes } as const;
  if (cache().size >= MAX_CACHED) cache().clear();
  cache().set(hash, { actor, until: now + CACHED_MS });
  return actor;
}
