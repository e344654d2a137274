import "server-only";
import { notFound } from "next/navigation";
import { findEvent, holdsMonth, monthEvents, type PublicEvent } from "#lib/domain/history/months.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { readMonthHistory } from "#lib/usecases/history/month.ts";
import { readOldEvent } from "#lib/usecases/history/read.ts";
import { type Found, searchHistory } from "#lib/usecases/history/search.ts";

/**
 * An event from the snapshot, or, when it is older than that, from the database. 404 when there is none.
 * @throws whatever the database throws: our server answers 503 and keeps no such page
 */
export async function findPublicEvent(snapshot: Snapshot, id: string): Promise<PublicEvent> {
  const found = findEvent(snapshot, id);
  if (found) return found;
  const isHeld = snapshot.archive.heldFrom === null;
  return (isHeld ? null : await readOldEvent(snapshot.page.id, id)) ?? notFound();
}

/** A month from the snapshot if that holds the whole of it, else from the database. Throws as above. */
export async function readHistoryMonth(
  snapshot: Snapshot,
  month: string,
): Promise<{ events: PublicEvent[]; isCut: boolean }> {
  if (holdsMonth(snapshot, month)) return { events: monthEvents(snapshot, month), isCut: false };
  return await readMonthHistory(snapshot.page.id, month, snapshot.page.timeZone);
}

export type HistoryQuestion = { q: string; componentId: string | null; page: number };

/** What is asked by the query of a search, which our server has made plain; null when nothing is. */
export function historyQuestion(
  query: Record<string, string | string[] | undefined>,
): HistoryQuestion | null {
  const one = (name: string): string => [query[name]].flat()[0] ?? "";
  if (one("q") === "" && one("component") === "") return null;
  return { q: one("q"), componentId: one("component") || null, page: Number(one("page")) || 1 };
}

/** Throws as above. */
export const askHistory = async (snapshot: Snapshot, question: HistoryQuestion): Promise<Found> =>
  await searchHistory(snapshot.page.id, question);
