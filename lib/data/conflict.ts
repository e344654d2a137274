/** Prisma's name, and its adapter's (all that is told of a raw query), for deadlocks and write conflicts. */
const WRITE_CONFLICTS = new Set(["P2034", "40P01", "40001", "TransactionWriteConflict"]);
/** And for two rows with one key. */
const UNIQUE_CONFLICTS = new Set(["P2002", "23505", "UniqueConstraintViolation"]);

function names(error: unknown): string[] {
  const { code, meta } = (error ?? {}) as {
    code?: unknown;
    meta?: { driverAdapterError?: { cause?: { kind?: unknown } } };
  };
  return [code, meta?.driverAdapterError?.cause?.kind].filter((name) => typeof name === "string");
}

/** PostgreSQL ended a transaction for another's sake: the same work may simply be done again. */
export const isWriteConflict = (error: unknown): boolean =>
  names(error).some((name) => WRITE_CONFLICTS.has(name));

/** Somebody else was there first. */
export const isUniqueConflict = (error: unknown): boolean =>
  names(error).some((name) => UNIQUE_CONFLICTS.has(name));
