import { activeMemberships } from "#lib/data/people/members.ts";
import { authorize } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import type { UserActor } from "./session.ts";

/** What people do to their own account through better-auth. Ids only: no addresses, no names. */
export type OwnAct =
  | "person.sign_in"
  | "person.sign_out"
  | "person.enable_second_factor"
  | "person.disable_second_factor"
  | "person.renew_backup_codes"
  | "person.add_passkey"
  | "person.remove_passkey";

/** Writes the act of a person into the audit log of the page. */
export const noteAct = (actor: UserActor, action: OwnAct, after?: { by: string }): Promise<void> =>
  change(authorize(actor, "page:read", actor.pageId), async () => ({
    result: undefined,
    audit: { action, objectKind: "person", objectId: actor.id, ...(after && { after }) },
    event: null,
  }));

/** Somebody has proved who they are: told to every page of theirs. */
export async function noteSignIn(personId: string, by: string): Promise<void> {
  for (const { pageId, role } of await activeMemberships(personId))
    await noteAct({ kind: "user", id: personId, pageId, role }, "person.sign_in", { by });
}
