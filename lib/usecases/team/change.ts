import { countOwners, findMember, lockTeam, saveMember } from "#lib/data/people/members.ts";
import { signOutEverywhere } from "#lib/data/people/persons.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import { Failure, notFound } from "#lib/domain/errors.ts";
import type { Role } from "#lib/domain/people/permission.ts";
import type { Member } from "#lib/domain/people/person.ts";

export type MemberPatch = { role?: Role | undefined; disabled?: boolean | undefined };

const settingsOf = ({ role, isDisabled }: Member) => ({ role, disabled: isDisabled });

/**
 * Changes what somebody of the team is, and signs them out everywhere. A disabled person stays in the list: the audit log
 * names them. @throws Failure not_found, conflict (the last owner)
 */
export const changeMember = (
  scope: Scope<"team:write">,
  personId: string,
  patch: MemberPatch,
  now: number,
): Promise<Member> =>
  change(scope, async (tx) => {
    const { pageId } = scope;
    await lockTeam(tx, pageId);
    const before = await findMember(pageId, personId, tx);
    if (!before) throw notFound("person");
    const role = patch.role ?? before.role;
    const isDisabled = patch.disabled ?? before.isDisabled;
    if (role === before.role && isDisabled === before.isDisabled)
      return { result: before, audit: null, event: null };
    const disabledAt = isDisabled ? new Date(now) : null;
    await saveMember(tx, { pageId, userId: personId, role, disabledAt });
    await requireOwner(tx, pageId);
    await signOutEverywhere(tx, personId);
    const after = (await findMember(pageId, personId, tx))!;
    return {
      result: after,
      audit: {
        action: "member.update",
        objectKind: "person",
        objectId: personId,
        before: settingsOf(before),
        after: settingsOf(after),
      },
      event: { kind: "member.updated", payload: { person_id: personId } },
    };
  });

/** Somebody must be able to let others in. */
async function requireOwner(tx: Tx, pageId: string): Promise<void> {
  if ((await countOwners(pageId, tx)) > 0) return;
  throw new Failure("conflict", "This is the last owner: make somebody else an owner first");
}
