import { isDatabaseAway } from "#lib/data/away.ts";
import { Failure } from "#lib/domain/errors.ts";

const RETRY_AFTER_SECONDS = 5;
/** Two requests at the same rows: unique keys (P2002, 23505), deadlocks and write conflicts (P2034, 40001, 40P01). */
const CONFLICTS = new Set(["P2002", "P2034", "23505", "40001", "40P01"]);

/**
 * The refusal behind an error, whatever layer threw it; null for a defect, of which a door tells nothing.
 */
export function explain(error: unknown): Failure | null {
  if (error instanceof Failure) return error;
  if (isDatabaseAway(error))
    return new Failure("unavailable", "The database is away; what is published goes on. Try again soon", {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  const { code } = (error ?? {}) as { code?: unknown };
  if (typeof code === "string" && CONFLICTS.has(code))
    return new Failure("conflict", "Something else changed at the same time: try again", {
      retryAfterSeconds: 1,
    });
  return null;
}
