import { readCorrections } from "#lib/data/corrections/told.ts";
import { pool } from "#lib/data/db.ts";
import { readRelatedIds } from "#lib/data/incidents/related.ts";
import { readGroup } from "#lib/data/page/component-groups.ts";
import { readComponent } from "#lib/data/page/components.ts";
import type { Scope } from "#lib/data/scope.ts";
import { readClaims, readCountedComponents } from "#lib/data/status/components.ts";
import { readTimelines } from "#lib/data/status/timelines.ts";
import { notFound } from "#lib/domain/errors.ts";
import { uptimeRange } from "#lib/domain/page/uptime-range.ts";
import type { UptimePolicy } from "#lib/domain/snapshot.ts";
import { componentTimeline } from "#lib/domain/status/effective.ts";
import { addMs, millisecondsByState, noMs, type StateMs } from "#lib/domain/status/uptime.ts";
import { factsOf } from "../days/facts.ts";
import { readScopedPage } from "../pages/read.ts";

export type UptimeQuestion = {
  start?: string | undefined;
  end?: string | undefined;
  skip_related_events?: boolean | undefined;
};
export type Uptime = {
  id: string;
  name: string;
  from: number;
  until: number;
  ms: StateMs;
  policy: UptimePolicy;
  warnings: string[];
  /** Published incidents and windows of that time, newest first; null: not asked for. */
  related: string[] | null;
};

/** Time per state, summed over the components; each counts as the snapshot counts it. */
async function countedMs(ids: readonly string[], from: number, until: number): Promise<StateMs> {
  const components = await readCountedComponents(pool(), ids);
  const wanted = ids.map((id) => ({ id, fromAt: from }));
  const baselines = await readTimelines(pool(), "component", wanted);
  const claims = await readClaims(pool(), ids, from);
  const corrections = await readCorrections(pool(), ids, from);
  return components
    .map((component) => {
      const { id } = component;
      const facts = factsOf(component, baselines.get(id)!, claims.get(id)!, corrections.get(id)!);
      return millisecondsByState(componentTimeline(facts, from, until), from, until);
    })
    .reduce(addMs, noMs());
}

/**
 * Time per state of one component over whole days of the page's zone (at most six calendar months, never before its
 * start date, today until `now`). @throws Failure not_found, invalid
 */
export async function componentUptime(
  scope: Scope<"page:read">,
  id: string,
  question: UptimeQuestion,
  now: number,
): Promise<Uptime> {
  const component = await readComponent(scope.pageId, id);
  if (!component || component.archivedAt !== null) throw notFound("component");
  const { timeZone, policy } = await readScopedPage(scope);
  const range = uptimeRange(question, { startDate: component.startDate, timeZone, now });
  const ms = await countedMs([id], range.from, range.until);
  const related = question.skip_related_events ? null : await readRelatedIds(scope.pageId, [id], range);
  return { id, name: component.name, ...range, ms, policy, related };
}

/** The same of a group: the sums over its members, which is their mean weighted by covered time. */
export async function groupUptime(
  scope: Scope<"page:read">,
  id: string,
  question: UptimeQuestion,
  now: number,
): Promise<Uptime> {
  const group = await readGroup(scope.pageId, id);
  if (!group) throw notFound("component group");
  const { timeZone, policy } = await readScopedPage(scope);
  const range = uptimeRange(question, { startDate: null, timeZone, now });
  const ms = await countedMs(group.componentIds, range.from, range.until);
  const related = question.skip_related_events
    ? null
    : await readRelatedIds(scope.pageId, group.componentIds, range);
  return { id, name: group.name, ...range, ms, policy, related };
}
