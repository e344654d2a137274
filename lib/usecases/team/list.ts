import { listOpenLinks } from "#lib/data/people/links.ts";
import { findMember, listMembers } from "#lib/data/people/members.ts";
import { listSessionsOf } from "#lib/data/people/sessions.ts";
import type { Scope } from "#lib/data/scope.ts";
import { notFound } from "#lib/domain/errors.ts";
import type { ListWindow } from "#lib/domain/input/list.ts";
import type { OneTimeLink } from "#lib/domain/people/link.ts";
import type { Member, PersonSession } from "#lib/domain/people/person.ts";
import { SESSION_IDLE_MS } from "../sign-in/auth.ts";

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
