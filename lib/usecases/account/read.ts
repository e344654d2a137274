import { findPerson, type ProofsOfPerson, readProofs } from "#lib/data/people/persons.ts";
import type { Scope } from "#lib/data/scope.ts";
import { notFound } from "#lib/domain/errors.ts";
import type { Role } from "#lib/domain/people/permission.ts";
import type { Person } from "#lib/domain/people/person.ts";

export type OwnAccount = Person & ProofsOfPerson & { role: Role };

/** The person who acts. Tokens and the operator have no account. @throws Failure not_found */
export function personOf(scope: Scope<"page:read">): { id: string; role: Role } {
  const { actor } = scope;
  if (actor.kind !== "user") throw notFound("account");
  return { id: actor.id, role: actor.role };
}

/** One's own account. @throws Failure not_found */
export async function readAccount(scope: Scope<"page:read">): Promise<OwnAccount> {
  const { id, role } = personOf(scope);
  const person = await findPerson({ id });
  if (!person) throw notFound("account");
  return { ...person, ...(await readProofs(id)), role };
}
