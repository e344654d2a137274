import { findOpenInvitation, lockLink, markLinkUsed } from "#lib/data/people/links.ts";
import { activeMemberships, lockTeam, saveMember } from "#lib/data/people/members.ts";
import { findPerson } from "#lib/data/people/persons.ts";
import { authorize } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";

/** Nobody becomes a person here who was not invited. For better-auth, which asks before it makes one. */
export async function refuseUninvited(
  email: string | null | undefined,
  now: number,
): Promise<{ error: string } | undefined> {
  const address = (email ?? "").toLowerCase();
  const person = await findPerson({ email: address });
  if (person && (await activeMemberships(person.id)).length > 0) return undefined;
  return (await findOpenInvitation(address, now)) ? undefined : { error: "not_invited" };
}

/** Somebody came by single sign-on with an address that is invited: that accepts the invitation. */
export async function joinByInvitation(personId: string, now: number): Promise<void> {
  const person = await findPerson({ id: personId });
  const open = person && (await findOpenInvitation(person.email, now));
  if (!open) return;
  const actor = { kind: "system", id: `link:${open.id}`, pageId: null } as const;
  await change(authorize(actor, "team:write", open.pageId), async (tx) => {
    await lockTeam(tx, open.pageId);
    const link = await lockLink(tx, open.tokenHash);
    if (!link || link.usedAt !== null || link.revokedAt !== null)
      return { result: undefined, audit: null, event: null };
    await saveMember(tx, { pageId: open.pageId, userId: personId, role: open.role! });
    await markLinkUsed(tx, open.id, now);
    return {
      result: undefined,
      audit: {
        action: "member.join",
        objectKind: "person",
        objectId: personId,
        after: { role: open.role, link_id: open.id, by: "oidc" },
      },
      event: { kind: "invite.used", payload: { link_id: open.id, person_id: personId } },
    };
  });
}
