import type { Scope } from "#lib/data/scope.ts";
import { type MonitorFacts, readMonitorFacts } from "#lib/data/status/monitor-facts.ts";

export type { MonitorFacts };

/** What each monitor of the page says now, by its id. */
export async function readFacts(scope: Scope<"page:read">): Promise<Map<string, MonitorFacts>> {
  return new Map((await readMonitorFacts(scope.pageId)).map((facts) => [facts.monitorId, facts]));
}
