import { readDueDrafts } from "#lib/data/alerts/automatic.ts";
import { publishIncident } from "../incidents/publish.ts";
import { automationScope, unlessOvertaken } from "./acting.ts";

const BATCH = 50;

/**
 * Publishes the automatic drafts that nobody attended to in their time. A draft that somebody has changed since it was
 * read is left to them. Returns how many were published.
 */
export async function publishDueDrafts(now: number): Promise<number> {
  let published = 0;
  for (const { id, pageId, revision } of await readDueDrafts(now, BATCH))
    if (await unlessOvertaken(() => publishIncident(automationScope(pageId), id, { revision }, now)))
      published += 1;
  return published;
}
