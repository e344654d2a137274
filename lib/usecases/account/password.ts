import { hashPassword, verifyPassword } from "better-auth/crypto";
import { countAttempt, forgetAttempts } from "#lib/data/people/attempts.ts";
import { readPasswordHash, savePasswordHash, signOutEverywhere } from "#lib/data/people/persons.ts";
import type { Scope } from "#lib/data/scope.ts";
import { change } from "#lib/data/tx.ts";
import { Failure, invalid } from "#lib/domain/errors.ts";
import { personOf } from "./read.ts";

/** Guesses at the password of an account, by whoever sits at a session. */
const GUESSES = { window: 15 * 60, max: 5 };

/**
 * Sets a new password and signs out everywhere, here too. @throws Failure invalid (the present one is wrong, or the new one
 * is the same), too_many, conflict (who signs in by other means has none)
 */
export async function changePassword(
  scope: Scope<"page:read">,
  input: { current_password: string; new_password: string },
  now: number,
): Promise<void> {
  const { id } = personOf(scope);
  const key = `password ${id}`;
  const { allowed, retryAfter } = await countAttempt(key, GUESSES, now);
  if (!allowed)
    throw new Failure("too_many", "Too many wrong passwords: wait", { retryAfterSeconds: retryAfter ?? 1 });
  const known = await readPasswordHash(id);
  if (known === null)
    throw new Failure("conflict", "This account has no password: an owner makes a link that sets one");
  if (!(await verifyPassword({ hash: known, password: input.current_password })))
    throw invalid([{ path: "current_password", message: "is not your present password" }]);
  if (input.current_password === input.new_password)
    throw invalid([{ path: "new_password", message: "is the present one: choose another" }]);
  const hash = await hashPassword(input.new_password);
  await change(scope, async (tx) => {
    await savePasswordHash(tx, id, hash);
    await signOutEverywhere(tx, id);
    return {
      result: undefined,
      audit: { action: "person.change_password", objectKind: "person", objectId: id },
      event: null,
    };
  });
  await forgetAttempts(key);
}
