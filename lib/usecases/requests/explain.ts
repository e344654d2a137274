import { isDatabaseAway } from "#lib/data/away.ts";
import { isUniqueConflict, isWriteConflict } from "#lib/data/conflict.ts";
import { Failure } from "#lib/domain/errors.ts";

const RETRY_AFTER_SECONDS = 5;

/**
 * The refusal behind an error, whatever layer threw it; null for a defect, of which a door tells nothing.
 */
export function explain(error: unknown): Failure | null {
  if (error instanceof Failure) return error;
  if (isDatabaseAway(error))
    return new Failure("unavailable", "The database is away; what is published goes on. Try again soon", {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  if (isWriteConflict(error) || isUniqueConflict(error))
    return new Failure("conflict", "Something else changed at the same time: try again", {
      retryAfterSeconds: 1,
    });
  return null;
}
