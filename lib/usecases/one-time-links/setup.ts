import { hashPassword } from "better-auth/crypto";
import { newId } from "#lib/data/new-id.ts";
import { findLink, insertLink, listOpenLinks, type StoredLink } from "#lib/data/people/links.ts";
import { countOwners, lockTeam, saveMember } from "#lib/data/people/members.ts";
import { findPerson, insertPerson, savePasswordHash } from "#lib/data/people/persons.ts";
import { authorize } from "#lib/data/scope.ts";
import { change, type Tx } from "#lib/data/tx.ts";
import { LINK_LIFETIMES_MS } from "#lib/domain/people/link.ts";
import type { Actor } from "#lib/domain/people/permission.ts";
import { linkTokenHash, setupToken } from "./secret.ts";

const START: Actor = { kind: "system", id: "start", pageId: null };

export type FirstOwner =
  | { kind: "exists" }
  /** ADMIN_EMAIL and ADMIN_PASSWORD made the owner just now. */
  | { kind: "made" }
  /** The link's path; the same as at the last start while it is unused and has not expired. */
  | { kind: "link"; path: string; expiresAt: number };

/**
 * While a page has no owner: makes one of ADMIN_EMAIL and ADMIN_PASSWORD, else a link with which whoever starts the
 * product makes themselves the first. Several machines may start together: they get one and the same link.
 */
export async function ensureFirstOwner(
  pageId: string,
  options: { secretKey: string; admin: { email: string; password: string } | undefined; now: number },
): Promise<FirstOwner> {
  if ((await countOwners(pageId)) > 0) return { kind: "exists" };
  const { secretKey, admin, now } = options;
  const hash = admin ? await hashPassword(admin.password) : null;
  return await change<FirstOwner>(authorize(START, "team:write", pageId), async (tx) => {
    await lockTeam(tx, pageId);
    if ((await countOwners(pageId, tx)) > 0) return { result: { kind: "exists" }, audit: null, event: null };
    if (admin && hash) {
      const known = await findPerson({ email: admin.email }, tx);
      const person =
        known ?? (await insertPerson(tx, { name: admin.email.split("@")[0]!, email: admin.email }));
      await savePasswordHash(tx, person.id, hash);
      await saveMember(tx, { pageId, userId: person.id, role: "owner" });
      const about = { objectKind: "person", objectId: person.id, after: { role: "owner" } };
      return { result: { kind: "made" }, audit: { action: "member.join", ...about }, event: null };
    }
    const known = await printableLink(tx, pageId, { secretKey, now });
    const told = (id: string, expiresAt: number): FirstOwner => ({
      kind: "link",
      path: `/setup/${setupToken(secretKey, id)}`,
      expiresAt,
    });
    if (known) return { result: told(known.id, known.expiresAt), audit: null, event: null };
    const id = newId();
    const expiresAt = now + LINK_LIFETIMES_MS.setup;
    const tokenHash = linkTokenHash(setupToken(secretKey, id));
    const about = { email: null, role: null, personId: null, actor: START, now };
    await insertLink(tx, { id, pageId, kind: "setup", tokenHash, expiresAt, ...about });
    return {
      result: told(id, expiresAt),
      audit: { action: "setup_link.create", objectKind: "link", objectId: id },
      event: null,
    };
  });
}

/** An open setup link whose token follows from this SECRET_KEY; with another key nobody can print it again. */
async function printableLink(
  tx: Tx,
  pageId: string,
  { secretKey, now }: { secretKey: string; now: number },
): Promise<StoredLink | null> {
  for (const link of await listOpenLinks({ pageId, kind: "setup" }, now, undefined, tx)) {
    const found = await findLink(linkTokenHash(setupToken(secretKey, link.id)), tx);
    if (found) return found;
  }
  return null;
}
