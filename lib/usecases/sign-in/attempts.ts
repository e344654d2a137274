import { countAttempt, forgetAttempts } from "#lib/data/people/attempts.ts";
import { Failure } from "#lib/domain/errors.ts";
import { attemptKey } from "../one-time-links/secret.ts";
import type { SignInOptions } from "./auth.ts";

const QUARTER_SECONDS = 15 * 60;
/**
 * Wrong tries within a quarter of an hour. One account gets fewer than one address: an office has many people behind one.
 * A locked account still opens by passkey, by single sign-on, or by a reset link.
 */
export const ACCOUNT_TRIES = { window: QUARTER_SECONDS, max: 10 };
export const ADDRESS_TRIES = { window: QUARTER_SECONDS, max: 30 };

type Kind = "account" | "person" | "link address";
const RULES = { account: ACCOUNT_TRIES, person: ACCOUNT_TRIES, "link address": ADDRESS_TRIES };

/** Counts one try; too many are told to wait, in the same words whether or not the account exists. @throws Failure too_many */
export async function countTry(
  { secret }: SignInOptions,
  kind: Kind,
  whom: string,
  now: number,
): Promise<void> {
  const { allowed, retryAfter } = await countAttempt(attemptKey(secret, kind, whom), RULES[kind], now);
  if (!allowed)
    throw new Failure("too_many", "Too many tries: wait a while, then try again", {
      retryAfterSeconds: retryAfter ?? 1,
    });
}

/** After a success: the next wrong try is the first again. */
export const forgetTries = ({ secret }: SignInOptions, kind: Kind, whom: string): Promise<void> =>
  forgetAttempts(attemptKey(secret, kind, whom));
