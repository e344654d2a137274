import { findHistoryIds } from "#lib/data/incidents/history.ts";
import { inTransaction } from "#lib/data/sql.ts";
import type { PublicEvent } from "#lib/domain/history/months.ts";
import { eventsOf } from "./events.ts";

/** Answers on one page of a search. */
export const FOUND_PER_PAGE = 20;

export type Found = { events: PublicEvent[]; count: number; page: number; pages: number };

/** Published events that hold the words, of one component or of all, newest first. `page` begins with 1. */
export async function searchHistory(
  pageId: string,
  question: { q: string; componentId: string | null; page: number },
): Promise<Found> {
  const { q, componentId, page } = question;
  return await inTransaction(async (sql) => {
    const skip = (page - 1) * FOUND_PER_PAGE;
    const { ids, count } = await findHistoryIds(sql, pageId, { q, componentId, skip, take: FOUND_PER_PAGE });
    const events = await eventsOf(sql, pageId, ids);
    return { events, count, page, pages: Math.max(1, Math.ceil(count / FOUND_PER_PAGE)) };
  }, "begin isolation level repeatable read read only");
}
