import { newId } from "#lib/data/new-id.ts";
import { insertLink, revokeLinks } from "#lib/data/people/links.ts";
import { findMember, lockTeam, saveMember } from "#lib/data/people/members.ts";
import { deletePasskeys, deleteSecondFactor, signOutEverywhere } from "#lib/data/people/persons.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import { Failure, notFound } from "#lib/domain/errors.ts";
import { LINK_LIFETIMES_MS } from "#lib/domain/people/link.ts";
import type { Member } from "#lib/domain/people/person.ts";
import { notify } from "../deliveries/notify.ts";
import { linkTokenHash, newLinkToken } from "../one-time-links/secret.ts";
import type { MadeLink, Mailing } from "./invite.ts";

type TeamScope = Scope<"team:write">;

async function memberOf(tx: Tx, { pageId }: TeamScope, personId: string): Promise<Member> {
  const member = await findMember(pageId, personId, tx);
  if (!member) throw notFound("person");
  return member;
}

/** A fresh link that sets a new password; the one before ends. */
export async function newResetLink(
  tx: Tx,
  { pageId, actor }: Pick<TeamScope, "pageId" | "actor">,
  personId: string,
  now: number,
  mailing?: Mailing,
): Promise<MadeLink> {
  await revokeLinks(tx, { pageId, kind: "reset", personId }, now);
  const [id, token] = [newId(), newLinkToken()];
  const link = await insertLink(tx, {
    id,
    pageId,
    kind: "reset",
    tokenHash: linkTokenHash(token),
    email: null,
    role: null,
    personId,
    expiresAt: now + LINK_LIFETIMES_MS.reset,
    now,
    actor,
  });
  if (mailing) {
    const recipient = { kind: "person", id: personId } as const;
    const notice = { pageId, kind: "reset", channel: "email", recipient } as const;
    await notify(tx, { ...notice, secrets: { token } }, { ...mailing, now });
  }
  return { link, token };
}

/**
 * A link with which somebody of the team sets a new password; told once, for passing on, and mailed where mail is
 * configured. An older one ends. The password and the sessions stay until it is used. @throws Failure not_found, conflict (disabled)
 */
export const createResetLink = (
  scope: TeamScope,
  personId: string,
  now: number,
  mailing?: Mailing,
): Promise<MadeLink> =>
  change(scope, async (tx) => {
    const member = await memberOf(tx, scope, personId);
    if (member.isDisabled) throw new Failure("conflict", "This person is disabled: enable them first");
    const made = await newResetLink(tx, scope, personId, now, mailing);
    return {
      result: made,
      audit: {
        action: "reset_link.create",
        objectKind: "person",
        objectId: personId,
        after: { link_id: made.link.id },
      },
      event: { kind: "reset_link.created", payload: { link_id: made.link.id, person_id: personId } },
    };
  });

/** Signs somebody out everywhere; returns from how many places. @throws Failure not_found */
export const revokeMemberSessions = (scope: TeamScope, personId: string): Promise<number> =>
  change(scope, async (tx) => {
    await memberOf(tx, scope, personId);
    const count = await signOutEverywhere(tx, personId);
    return {
      result: count,
      audit: {
        action: "person.revoke_sessions",
        objectKind: "person",
        objectId: personId,
        after: { sessions: count },
      },
      event: null,
    };
  });

/** For who has lost phone and backup codes: the password alone counts again. @throws Failure not_found, conflict (there is none) */
export const removeSecondFactor = (scope: TeamScope, personId: string): Promise<void> =>
  change(scope, async (tx) => {
    await memberOf(tx, scope, personId);
    if (!(await deleteSecondFactor(tx, personId)))
      throw new Failure("conflict", "This person has no second factor");
    await signOutEverywhere(tx, personId);
    return {
      result: undefined,
      audit: { action: "person.remove_second_factor", objectKind: "person", objectId: personId },
      event: null,
    };
  });

/**
 * The way back in for an owner who is locked out, at the command line alone: an active owner again, without second
 * factor, passkeys and sessions, and a link for a new password. @throws Failure not_found
 */
export const recoverOwner = (scope: TeamScope, personId: string, now: number): Promise<MadeLink> =>
  change(scope, async (tx) => {
    await lockTeam(tx, scope.pageId);
    const before = await memberOf(tx, scope, personId);
    await saveMember(tx, { pageId: scope.pageId, userId: personId, role: "owner" });
    await deleteSecondFactor(tx, personId);
    await deletePasskeys(tx, personId);
    await signOutEverywhere(tx, personId);
    const made = await newResetLink(tx, scope, personId, now);
    return {
      result: made,
      audit: {
        action: "member.recover",
        objectKind: "person",
        objectId: personId,
        before: { role: before.role, disabled: before.isDisabled },
        after: { role: "owner", disabled: false, link_id: made.link.id },
      },
      event: null,
    };
  });
