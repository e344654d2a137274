import { concernsPrivate, readDueDrafts } from "#lib/data/alerts/automatic.ts";
import { publishIncident } from "../incidents/publish.ts";
import { automationScope, claiming, unlessOvertaken } from "./acting.ts";

const BATCH = 50;

/** What names a private component is left to people; looked at in the moment of commit, for a component may become private. */
const publish = (pageId: string, id: string, revision: number, now: number) =>
  publishIncident(
    claiming(automationScope(pageId), async (tx) => !(await concernsPrivate(pageId, id, tx))),
    id,
    { revision },
    now,
  );

/**
 * Publishes the automatic drafts that nobody attended to in their time. A draft that somebody has changed since it was
 * read is left to them. Returns how many were published.
 */
export async function publishDueDrafts(now: number): Promise<number> {
  let published = 0;
  for (const { id, pageId, revision } of await readDueDrafts(now, BATCH))
    if (await unlessOvertaken(() => publish(pageId, id, revision, now))) published += 1;
  return published;
}
