/** PostgreSQL: connection exceptions (08), shutting down or starting (57P), too many connections, disk full, read-only. */
const AWAY_SQLSTATES = /^(08...|57P0[1-4]|53300|53100|25006)$/;
const AWAY_SYSTEM = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENOENT",
  "EHOSTUNREACH",
]);
/** Prisma's names: unreachable, timed out, closed, no connection of the pool in time, transaction not begun, too many. */
const AWAY_PRISMA = new Set(["P1001", "P1002", "P1008", "P1017", "P2024", "P2028", "P2037"]);
/** Its adapter's names for the same, which is all that is told of a raw query. */
const AWAY_ADAPTER = new Set([
  "DatabaseNotReachable",
  "SocketTimeout",
  "ConnectionClosed",
  "TooManyConnections",
]);
/** "Query read timeout": not even the server's own limit came back, so the cable is cut. */
const AWAY_MESSAGE =
  /timeout exceeded when trying to connect|Query read timeout|Connection terminated|Client has encountered a connection error|Can't reach database server|not queryable/i;

const MAX_CAUSES = 5;

const isAway = (name: unknown): boolean =>
  typeof name === "string" &&
  (AWAY_SQLSTATES.test(name) || [AWAY_SYSTEM, AWAY_PRISMA, AWAY_ADAPTER].some((names) => names.has(name)));

/** True when an error says that the database cannot be asked now, as opposed to: the question was wrong. */
export function isDatabaseAway(error: unknown): boolean {
  let cause = error;
  for (let depth = 0; depth < MAX_CAUSES && typeof cause === "object" && cause !== null; depth++) {
    const { code, originalCode, kind, message, meta } = cause as Record<string, unknown>;
    if ([code, originalCode, kind].some(isAway)) return true;
    if (typeof message === "string" && AWAY_MESSAGE.test(message)) return true;
    cause =
      (cause as { cause?: unknown }).cause ??
      (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError;
  }
  return false;
}
