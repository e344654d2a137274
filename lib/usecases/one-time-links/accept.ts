import { hashPassword } from "better-auth/crypto";
import type { z } from "zod";
import { findLink, lockLink, markLinkUsed, type StoredLink } from "#lib/data/people/links.ts";
import { activeMemberships, countOwners, lockTeam, saveMember } from "#lib/data/people/members.ts";
import {
  findPerson,
  insertPerson,
  savePasswordHash,
  signOutEverywhere,
  updatePerson,
} from "#lib/data/people/persons.ts";
import { authorize } from "#lib/data/scope.ts";
import { type Audit, change, type Tx } from "#lib/data/tx.ts";
import { Failure } from "#lib/domain/errors.ts";
import {
  type invitationInput,
  type LinkKind,
  linkState,
  type resetInput,
  type setupInput,
} from "#lib/domain/people/link.ts";
import type { Actor, Role } from "#lib/domain/people/permission.ts";
import { linkTokenHash } from "./secret.ts";

/** Whoever holds a link acts as the link. */
const actorOf = (link: StoredLink): Actor => ({ kind: "system", id: `link:${link.id}`, pageId: null });

const dead = () =>
  new Failure(
    "not_found",
    "This link does not work any more: it was used, it has expired, or it was replaced",
  );

type Done = { email: string; personId: string };

/** Runs `work` with the link held; the link is used up in the same transaction. @throws Failure not_found for a dead link */
async function withLink(
  kind: LinkKind,
  token: string,
  now: number,
  work: (tx: Tx, link: StoredLink) => Promise<{ done: Done; audit: Audit }>,
): Promise<Done> {
  const hash = linkTokenHash(token);
  const known = await findLink(hash);
  if (known?.kind !== kind || linkState(known, now) !== "open") throw dead();
  const scope = authorize(actorOf(known), "team:write", known.pageId);
  return await change(scope, async (tx) => {
    await lockTeam(tx, known.pageId);
    const link = await lockLink(tx, hash);
    if (!link || linkState(link, now) !== "open") throw dead();
    const { done, audit } = await work(tx, link);
    await markLinkUsed(tx, link.id, now);
    return {
      result: done,
      audit,
      event: { kind: `${kind}.used`, payload: { link_id: link.id, person_id: done.personId } },
    };
  });
}

const joined = (personId: string, link: StoredLink, role: Role): Audit => ({
  action: "member.join",
  objectKind: "person",
  objectId: personId,
  after: { role, link_id: link.id },
});

/** Makes the first owner. @throws Failure not_found (a dead link, or there is an owner) */
export async function acceptSetup(input: z.infer<typeof setupInput>, now: number): Promise<Done> {
  const hash = await hashPassword(input.password);
  return await withLink("setup", input.token, now, async (tx, link) => {
    if ((await countOwners(link.pageId, tx)) > 0) throw dead();
    const person =
      (await findPerson({ email: input.email }, tx)) ??
      (await insertPerson(tx, { name: input.name, email: input.email }));
    await updatePerson(tx, person.id, { name: input.name });
    await savePasswordHash(tx, person.id, hash);
    await signOutEverywhere(tx, person.id);
    await saveMember(tx, { pageId: link.pageId, userId: person.id, role: "owner" });
    return {
      done: { email: person.email, personId: person.id },
      audit: joined(person.id, link, "owner"),
    };
  });
}

/**
 * Joins the team. Somebody who is active on another page already keeps name and password: an invitation must not be a way
 * into their account.
 */
export async function acceptInvitation(
  input: z.infer<typeof invitationInput>,
  now: number,
): Promise<Done & { keptPassword: boolean }> {
  const hash = await hashPassword(input.password);
  let keptPassword = false;
  const done = await withLink("invite", input.token, now, async (tx, link) => {
    const [email, role] = [link.email!, link.role!];
    const known = await findPerson({ email }, tx);
    keptPassword = known !== null && (await activeMemberships(known.id, tx)).length > 0;
    const person = known ?? (await insertPerson(tx, { name: input.name, email }));
    if (!keptPassword) {
      await updatePerson(tx, person.id, { name: input.name });
      await savePasswordHash(tx, person.id, hash);
      await signOutEverywhere(tx, person.id);
    }
    await saveMember(tx, { pageId: link.pageId, userId: person.id, role });
    return { done: { email, personId: person.id }, audit: joined(person.id, link, role) };
  });
  return { ...done, keptPassword };
}

/** Sets a new password and ends every session. */
export async function acceptReset(input: z.infer<typeof resetInput>, now: number): Promise<Done> {
  const hash = await hashPassword(input.password);
  return await withLink("reset", input.token, now, async (tx, link) => {
    const person = link.personId === null ? null : await findPerson({ id: link.personId }, tx);
    if (!person) throw dead();
    await savePasswordHash(tx, person.id, hash);
    await signOutEverywhere(tx, person.id);
    return {
      done: { email: person.email, personId: person.id },
      audit: { action: "person.reset_password", objectKind: "person", objectId: person.id },
    };
  });
}
