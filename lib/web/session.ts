import "server-only";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { Failure } from "#lib/domain/errors.ts";
import type { Language } from "#lib/domain/language.ts";
import { signInPath } from "#lib/domain/people/next-path.ts";
import type { Permission, Role } from "#lib/domain/people/permission.ts";
import { readScopedPage } from "#lib/usecases/pages/read.ts";
import { authorize, type Scope } from "#lib/usecases/requests/authorize.ts";
import { type SignedIn, sessionActor, type UserActor } from "#lib/usecases/sign-in/session.ts";
import { adminLanguage } from "./admin-language.ts";
import { settings } from "./settings.ts";

/** What a page of the admin knows of who reads it. */
export type AdminSession = {
  actor: UserActor;
  person: { id: string; name: string; email: string; role: Role };
  sessionId: string;
  language: Language;
  page: { id: string; name: string; timeZone: string; languages: Language[] };
  /** Proof of a permission for the use cases; without it the page answers as if it were not there. */
  scope<P extends Permission>(permission: P): Scope<P>;
};

/** Written by our server, never by a client: the path and query that were asked for. */
export const REQUESTED_PATH_HEADER = "x-requested-path";

/** Who is signed in, if anybody: once for each rendering. */
export const currentSession = cache(
  async (): Promise<SignedIn | null> => sessionActor(settings().signIn, await headers(), Date.now()),
);

/** What single sign-on is called on the sign-in page; null where it is not configured. */
export const singleSignOn = (): string | null => settings().signIn.oidc?.name ?? null;

/** The session of a page of the admin. Without one the reader goes to the sign-in page, and comes back from there. */
export const adminSession = cache(async (): Promise<AdminSession> => {
  const found = await currentSession();
  const asked = await headers();
  if (!found) redirect(signInPath(asked.get(REQUESTED_PATH_HEADER) ?? "/admin"));
  const { actor, person, session } = found;
  const scope = <P extends Permission>(permission: P): Scope<P> => {
    try {
      return authorize(actor, permission, actor.pageId);
    } catch (error) {
      if (error instanceof Failure) notFound();
      throw error;
    }
  };
  const { id, name, timeZone, languages } = await readScopedPage(scope("page:read"));
  return {
    actor,
    person: { id: person.id, name: person.name, email: person.email, role: person.role },
    sessionId: session.id,
    language: await adminLanguage(person.language),
    page: { id, name, timeZone, languages },
    scope,
  };
});
