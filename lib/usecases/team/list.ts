import { listOpenLinks } from "#lib/data/people/links.ts";
import { findMember, listMembers } from "#lib/data/people/members.ts";
import { findPerson } from "#lib/data/people/persons.ts";
import { listSessionsOf } from "#lib/data/people/sessions.ts";
import type { Scope } from "#lib/data/scope.ts";
import { notFound } from "#lib/domain/errors.ts";
import { ID_FORM } from "#lib/domain/id.ts";
import type { ListWindow } from "#lib/domain/input/list.ts";
import type { OneTimeLink } from "#lib/domain/people/link.ts";
import type { Member, PersonSession } from "#lib/domain/people/person.ts";
import { SESSION_IDLE_MS } from "../sign-in/lifetimes.ts";

type TeamScope = Scope<"team:write">;

/** Everybody of the page's team, disabled ones too, oldest first. */
export const listTeam = (scope: TeamScope, window?: ListWindow): Promise<Member[]> =>
  listMembers(scope.pageId, window);

/** One of the team. @throws Failure not_found */
export async function readMember(scope: TeamScope, personId: string): Promise<Member> {
  const member = await findMember(scope.pageId, personId);
  if (!member) throw notFound("person");
  return member;
}

/** Somebody of the team by id or by mail address. */
export async function findTeamMember(scope: TeamScope, who: string): Promise<Member | null> {
  const isId = ID_FORM.test(who);
  const person = isId ? null : await findPerson({ email: who.trim().toLowerCase() });
  return isId || person ? await findMember(scope.pageId, person?.id ?? who) : null;
}

/** Invitations that can still be accepted. */
export const listInvitations = (scope: TeamScope, now: number, window?: ListWindow): Promise<OneTimeLink[]> =>
  listOpenLinks({ pageId: scope.pageId, kind: "invite" }, now, window);

/** Where somebody of the team is signed in. @throws Failure not_found */
export async function listMemberSessions(
  scope: TeamScope,
  personId: string,
  now: number,
): Promise<PersonSession[]> {
  await readMember(scope, personId);
  return await listSessionsOf(personId, { now, idleMs: SESSION_IDLE_MS });
}
