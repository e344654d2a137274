import { Failure } from "#lib/domain/errors.ts";
import type { Actor } from "#lib/domain/people/permission.ts";
import { bringsSession, sessionActor } from "#lib/usecases/sign-in/session.ts";
import { authenticate } from "#lib/usecases/tokens/authenticate.ts";
import type { Settings } from "../settings.ts";
import { requireOwnOrigin } from "./own-origin.ts";
import { tokenOf } from "./token.ts";

/** Who asks, and the secret with which they proved it. */
export type Identity = {
  actor: Extract<Actor, { pageId: string }>;
  secret: string;
  /** Of a person: the session in use. */
  sessionId?: string;
};

const bringsToken = (request: Request, url: URL): boolean =>
  request.headers.has("authorization") || url.searchParams.has("api_key");

/**
 * A token, or else the session of a person. A cookie never counts beside a token, and with a cookie every request that
 * may change something must come from our own pages. @throws Failure unauthenticated, forbidden (another Origin), too_many
 */
export async function identify(
  request: Request,
  { url, pageId, now }: { url: URL; pageId: string | undefined; now: number },
  { limits, signIn }: Settings,
): Promise<Identity> {
  if (bringsToken(request, url) || !bringsSession(request.headers, signIn.publicUrl)) {
    const token = tokenOf(request.headers, url.searchParams);
    const actor = await authenticate(token, now);
    await limits.request(actor.id);
    return { actor, secret: token! };
  }
  requireOwnOrigin(request, signIn.publicUrl);
  const found = await sessionActor(signIn, request.headers, now, pageId);
  if (!found) throw new Failure("unauthenticated", "Your session has ended: sign in again");
  await limits.request(found.actor.id);
  return { actor: found.actor, secret: found.token, sessionId: found.session.id };
}
