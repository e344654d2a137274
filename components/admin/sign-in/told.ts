import type { Language } from "#lib/domain/language.ts";
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "#lib/domain/people/person.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { signInWord } from "#lib/domain/words/sign-in.ts";
import type { Said } from "./post.ts";

const LOCKED = new Set(["ACCOUNT_TEMPORARILY_LOCKED"]);
const EXPIRED = new Set(["INVALID_TWO_FACTOR_COOKIE", "TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE"]);

/** Why it did not work, in the person's language; `otherwise` for what the step itself can be wrong about. */
export function refusalText(said: Said, language: Language, otherwise: string): string {
  if (said.status === 0) return shellWord("network_fault", language);
  if (said.code !== null && LOCKED.has(said.code)) return signInWord("code_locked", language);
  if (said.code !== null && EXPIRED.has(said.code)) return signInWord("code_expired", language);
  if (said.status === 429)
    return signInWord("too_many", language, { minutes: Math.max(1, Math.ceil(said.retryAfterSeconds / 60)) });
  if (said.status >= 500) return shellWord("server_fault", language, { id: "-" });
  return otherwise;
}

/** What is wrong with a field, by its path. */
export function faultText(said: Said | null, path: string, language: Language): string | undefined {
  if (!said?.faults.some((fault) => fault.path === path)) return undefined;
  if (path === "email") return signInWord("fault_email", language);
  if (path === "name") return signInWord("fault_name", language);
  return signInWord("fault_password", language, { min: MIN_PASSWORD_LENGTH, max: MAX_PASSWORD_LENGTH });
}
