import { newId } from "#lib/data/new-id.ts";
import { insertLink, listOpenLinks, revokeLinks } from "#lib/data/people/links.ts";
import { countMembers, findMember, lockTeam } from "#lib/data/people/members.ts";
import { findPerson } from "#lib/data/people/persons.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import { Failure, invalid, notFound } from "#lib/domain/errors.ts";
import {
  LINK_LIFETIMES_MS,
  MAX_OPEN_INVITATIONS,
  type NewInvitation,
  type OneTimeLink,
} from "#lib/domain/people/link.ts";
import { MAX_MEMBERS } from "#lib/domain/people/person.ts";
import { notify } from "../deliveries/notify.ts";
import { linkTokenHash, newLinkToken } from "../one-time-links/secret.ts";

export type MadeLink = { link: OneTimeLink; token: string };
/** Where mail is configured, links go out by mail, too. */
export type Mailing = { secretKey: string };

/**
 * Invites an address to the team; the link is told once, for passing on, and mailed where mail is configured. An older
 * invitation of the same address ends.
 * @throws Failure conflict (already of the team), invalid (too many)
 */
export const inviteMember = (
  scope: Scope<"team:write">,
  input: NewInvitation,
  now: number,
  mailing?: Mailing,
): Promise<MadeLink> =>
  change(scope, async (tx) => {
    const { pageId, actor } = scope;
    await lockTeam(tx, pageId);
    const known = await findPerson({ email: input.email }, tx);
    const member = known && (await findMember(pageId, known.id, tx));
    if (member && !member.isDisabled)
      throw new Failure("conflict", "This person is of the team already: change the role there", {
        faults: [{ path: "invitation.email", message: "is of the team already" }],
      });
    if ((await countMembers(pageId, tx)) >= MAX_MEMBERS)
      throw invalid([{ path: "invitation", message: `a team has at most ${MAX_MEMBERS} people` }]);
    await revokeLinks(tx, { pageId, kind: "invite", email: input.email }, now);
    if ((await listOpenLinks({ pageId, kind: "invite" }, now, undefined, tx)).length >= MAX_OPEN_INVITATIONS)
      throw invalid([
        { path: "invitation", message: `at most ${MAX_OPEN_INVITATIONS} open invitations: withdraw one` },
      ]);
    const [id, token] = [newId(), newLinkToken()];
    const link = await insertLink(tx, {
      id,
      pageId,
      kind: "invite",
      tokenHash: linkTokenHash(token),
      email: input.email,
      role: input.role,
      personId: null,
      expiresAt: now + LINK_LIFETIMES_MS.invite,
      now,
      actor,
    });
    if (mailing) {
      const recipient = { kind: "address", id } as const;
      const notice = { pageId, kind: "invitation", channel: "email", recipient } as const;
      await notify(tx, { ...notice, details: { role: input.role }, secrets: { token } }, { ...mailing, now });
    }
    return {
      result: { link, token },
      audit: {
        action: "invitation.create",
        objectKind: "link",
        objectId: id,
        after: { role: input.role },
      },
      event: { kind: "invitation.created", payload: { link_id: id } },
    };
  });

/** Withdraws an invitation that nobody has accepted. @throws Failure not_found */
export const withdrawInvitation = (scope: Scope<"team:write">, id: string, now: number): Promise<void> =>
  change(scope, async (tx) => {
    if ((await revokeLinks(tx, { pageId: scope.pageId, kind: "invite", id }, now)) === 0)
      throw notFound("invitation");
    return {
      result: undefined,
      audit: { action: "invitation.withdraw", objectKind: "link", objectId: id },
      event: null,
    };
  });
