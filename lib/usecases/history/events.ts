import { readHiddenIds, readPublicEvents } from "#lib/data/incidents/told.ts";
import type { Sql } from "#lib/data/sql.ts";
import { readPublicComponents, readPublicGroups } from "#lib/data/status/public-nouns.ts";
import { newestFirst, type PublicEvent } from "#lib/domain/history/months.ts";
import { publicIncidents, publicMaintenances, publicNames } from "../snapshot/events.ts";

/** Events as the snapshot tells them, by the same functions: what is not public is in neither. Newest first. */
export async function eventsOf(sql: Sql, pageId: string, ids: readonly string[]): Promise<PublicEvent[]> {
  if (ids.length === 0) return [];
  const events = await readPublicEvents(sql, pageId, ids);
  const [components, groups] = [await readPublicComponents(sql, pageId), await readPublicGroups(sql, pageId)];
  const names = publicNames(components, groups, await readHiddenIds(sql, pageId));
  return newestFirst([...publicIncidents(events, names), ...publicMaintenances(events, names)]);
}
