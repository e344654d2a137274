import { Failure, notFound } from "#lib/domain/errors.ts";
import { type Actor, HIDING_PERMISSIONS, holds, type Permission } from "#lib/domain/people/permission.ts";
import type { Tx } from "./tx.ts";

declare const proof: unique symbol;

/** Proof that `actor` may do `permission` on this page. Only `authorize` makes one: forgetting it does not compile. */
export type Scope<P extends Permission = Permission> = {
  readonly actor: Actor;
  readonly pageId: string;
  readonly permission: P;
  /** Runs in the transaction of the change, after its rows: an answer that must be remembered exactly if it came true. */
  readonly beforeCommit?: (tx: Tx, result: unknown) => Promise<void>;
  readonly [proof]: true;
};

/**
 * The only source of a Scope. A page that is not the actor's answers exactly like a page that does not exist.
 * @throws Failure not_found (foreign page, or a person who may not know of the noun), forbidden (missing permission)
 */
export function authorize<P extends Permission>(actor: Actor, permission: P, pageId: string): Scope<P> {
  if (actor.pageId !== null && actor.pageId !== pageId) throw notFound("page");
  if (!holds(actor, permission)) throw refusal(actor, permission);
  return { actor, pageId, permission } as Scope<P>;
}

function refusal(actor: Actor, permission: Permission): Failure {
  if (actor.kind === "token") return new Failure("forbidden", `This token lacks the scope ${permission}`);
  // In the words with which the door answers what is not there at all.
  if (HIDING_PERMISSIONS.includes(permission)) return notFound("resource");
  return new Failure("forbidden", `Your role may not do this (it lacks ${permission})`);
}
