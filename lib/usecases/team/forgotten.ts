import { wasLinkMade } from "#lib/data/people/links.ts";
import { activeMemberships, lockTeam } from "#lib/data/people/members.ts";
import { findPerson } from "#lib/data/people/persons.ts";
import { authorize } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import type { Mailing } from "./invite.ts";
import { newResetLink } from "./recover.ts";

/** Another link is mailed no sooner: nobody's mailbox can be filled. */
export const FORGOTTEN_PAUSE_MS = 10 * 60_000;

const DOOR = { kind: "system", id: "sign-in", pageId: null } as const;

/**
 * Mails a link that sets a new password to somebody who is of a team and cannot sign in. It answers nothing: who asks is not
 * told whether there is such a person.
 */
export async function askForReset(email: string, now: number, mailing: Mailing): Promise<void> {
  const person = await findPerson({ email });
  const [membership] = person ? await activeMemberships(person.id) : [];
  if (!person || !membership) return;
  const { pageId } = membership;
  const scope = authorize(DOOR, "team:write", pageId);
  await change(scope, async (tx) => {
    await lockTeam(tx, pageId);
    const which = { pageId, kind: "reset", personId: person.id } as const;
    if (await wasLinkMade(tx, which, now - FORGOTTEN_PAUSE_MS))
      return { result: undefined, audit: null, event: null };
    const { link } = await newResetLink(tx, scope, person.id, now, mailing);
    return {
      result: undefined,
      audit: {
        action: "reset_link.ask",
        objectKind: "person",
        objectId: person.id,
        after: { link_id: link.id },
      },
      event: { kind: "reset_link.created", payload: { link_id: link.id, person_id: person.id } },
    };
  });
}
