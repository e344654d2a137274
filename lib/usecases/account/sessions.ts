import { deleteSessionOf, deleteSessionsOf, listSessionsOf } from "#lib/data/people/sessions.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import { notFound } from "#lib/domain/errors.ts";
import type { PersonSession } from "#lib/domain/people/person.ts";
import { SESSION_IDLE_MS } from "../sign-in/lifetimes.ts";
import { personOf } from "./read.ts";

/** Where one is signed in, newest use first. */
export const listOwnSessions = (
  scope: Scope<"page:read">,
  now: number,
  currentId: string | undefined,
): Promise<PersonSession[]> =>
  listSessionsOf(personOf(scope).id, { now, idleMs: SESSION_IDLE_MS, currentId });

const audit = (personId: string, sessions: number) => ({
  action: "person.revoke_sessions",
  objectKind: "person",
  objectId: personId,
  after: { sessions },
});

/** Ends one of one's own sessions. @throws Failure not_found */
export const revokeOwnSession = (scope: Scope<"page:read">, id: string): Promise<void> =>
  change(scope, async (tx) => {
    const person = personOf(scope).id;
    if (!(await deleteSessionOf(tx, person, id))) throw notFound("session");
    return { result: undefined, audit: audit(person, 1), event: null };
  });

/** Ends all of one's own sessions but the one in use; returns how many. */
export const revokeOtherSessions = (
  scope: Scope<"page:read">,
  currentId: string | undefined,
): Promise<number> =>
  change(scope, async (tx) => {
    const person = personOf(scope).id;
    const count = await deleteSessionsOf(tx, person, currentId);
    return { result: count, audit: count > 0 ? audit(person, count) : null, event: null };
  });
