import { createHmac } from "node:crypto";
import { activeMemberships } from "#lib/data/people/members.ts";
import { deleteSession, touchSession } from "#lib/data/people/sessions.ts";
import type { Language } from "#lib/domain/language.ts";
import type { Actor, Role } from "#lib/domain/people/permission.ts";
import { authOf, cookiePrefix, type SignInOptions } from "./auth.ts";
import { SESSION_IDLE_MS } from "./lifetimes.ts";

export type UserActor = Extract<Actor, { kind: "user" }>;

/** Who is signed in, read from the cookie of a request. */
export type SignedIn = {
  actor: UserActor;
  person: { id: string; name: string; email: string; role: Role; language: Language | null };
  session: { id: string; createdAt: number };
  /** A secret of the session that the database does not hold: seals answers that are remembered for it. */
  token: string;
};

/** Use is noted at most so often: reading must not mean writing. */
const SEEN_NOTED_EVERY_MS = 60_000;

/** True when the request brings a session cookie at all, valid or not. */
export function bringsSession(headers: Headers, publicUrl: string): boolean {
  const name = `${cookiePrefix(publicUrl)}.session_token=`;
  return (headers.get("cookie") ?? "").split(/;\s*/).some((part) => part.startsWith(name));
}

/**
 * Who a request's session is, null without a valid one: unknown, past its absolute end, idle for too long, or of
 * somebody who is no longer a member. `pageId` chooses among several memberships; else the oldest counts.
 */
export async function sessionActor(
  options: SignInOptions,
  headers: Headers,
  now: number,
  pageId?: string,
): Promise<SignedIn | null> {
  if (!bringsSession(headers, options.publicUrl)) return null;
  const cookie = new Headers({ cookie: headers.get("cookie") ?? "" });
  const found = await authOf(options).api.getSession({ headers: cookie, query: { disableRefresh: true } });
  if (!found) return null;
  const { session, user } = found;
  const seenAt = (session.seenAt ?? session.createdAt).getTime();
  if (now - seenAt > SESSION_IDLE_MS || session.expiresAt.getTime() <= now) {
    await deleteSession(session.id);
    return null;
  }
  const memberships = await activeMemberships(user.id);
  const member = memberships.find((one) => one.pageId === pageId) ?? memberships[0];
  if (!member) return null;
  if (now - seenAt >= SEEN_NOTED_EVERY_MS) await touchSession(session.id, now);
  const { id, name, email } = user;
  return {
    actor: { kind: "user", id, pageId: member.pageId, role: member.role },
    person: { id, name, email, role: member.role, language: (user.language ?? null) as Language | null },
    session: { id: session.id, createdAt: session.createdAt.getTime() },
    token: sealingToken(options.secret, session.token),
  };
}

/** The database holds the token of a session in clear, but not SECRET_KEY. */
const sealingToken = (secret: string, token: string): string =>
  createHmac("sha256", secret).update(`answers of session ${token}`).digest("base64url");

/** Ends one session, as when another takes its place. */
export const endSession = (id: string): Promise<void> => deleteSession(id);
