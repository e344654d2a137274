import { findLink } from "#lib/data/people/links.ts";
import { countOwners } from "#lib/data/people/members.ts";
import { findPerson } from "#lib/data/people/persons.ts";
import { LINK_TOKEN, type LinkKind, type LinkState, linkState } from "#lib/domain/people/link.ts";
import type { Role } from "#lib/domain/people/permission.ts";
import { linkTokenHash } from "./secret.ts";

/** What the page of a link shows to who holds it. */
export type LinkView = { state: LinkState; email: string | null; role: Role | null };

const DEAD: LinkView = { state: "unknown", email: null, role: null };

/** What became of the link of this kind and token. Only who holds an open one is told whom it is for. */
export async function readLink(kind: LinkKind, token: string, now: number): Promise<LinkView> {
  if (!LINK_TOKEN.test(token)) return DEAD;
  const link = await findLink(linkTokenHash(token));
  if (link?.kind !== kind) return DEAD;
  const state = linkState(link, now);
  if (state !== "open") return { ...DEAD, state };
  if (kind === "setup" && (await countOwners(link.pageId)) > 0) return { ...DEAD, state: "used" };
  const person = link.personId === null ? null : await findPerson({ id: link.personId });
  return { state, email: link.email ?? person?.email ?? null, role: link.role };
}
