import { Failure } from "#lib/domain/errors.ts";

/** So many requests of a page may wait in one process; each of them holds its points in memory. */
export const MAX_WAITING = 50;
const RETRY_SECONDS = 1;

type Line = { last: Promise<unknown>; waiting: number };
const lines = new Map<string, Line>();

/**
 * Runs work of one page one after the other, in the order of the calls: senders that wait for each other must not keep a connection
 * to the database each. @throws Failure too_many, and whatever the work throws
 */
export async function inTurn<T>(pageId: string, work: () => Promise<T>): Promise<T> {
  const line = lines.get(pageId) ?? { last: Promise.resolve(), waiting: 0 };
  if (line.waiting >= MAX_WAITING)
    throw new Failure("too_many", "Too many senders at once", { retryAfterSeconds: RETRY_SECONDS });
  lines.set(pageId, line);
  line.waiting += 1;
  const mine = line.last.then(work);
  line.last = mine.catch(() => {});
  try {
    return await mine;
  } finally {
    line.waiting -= 1;
    if (line.waiting === 0) lines.delete(pageId);
  }
}
