import { readCorrections } from "#lib/data/corrections/told.ts";
import { pool } from "#lib/data/db.ts";
import { inTransaction, type Sql } from "#lib/data/sql.ts";
import { type ComponentDayRow, readUncounted, writeComponentDays } from "#lib/data/status/component-days.ts";
import {
  type CountedComponent,
  readBaselineStarts,
  readClaims,
  readCountedComponents,
  readRunningComponents,
} from "#lib/data/status/components.ts";
import { claimDayRequests, type DayRequest, requestDays } from "#lib/data/status/day-requests.ts";
import { readTimelines } from "#lib/data/status/timelines.ts";
import { CHANGED_CHANNEL } from "#lib/data/tx.ts";
import { dayBounds, dayOf, lastDays } from "#lib/domain/status/calendar.ts";
import { componentTimeline } from "#lib/domain/status/effective.ts";
import { millisecondsByState } from "#lib/domain/status/uptime.ts";
import { coveredFrom, factsOf } from "./facts.ts";

const DAY_MS = 86_400_000;

/**
 * Counts the finished days that were asked for: component_days from the effective state, in the page's time zone.
 * Returns how many days were counted.
 */
export async function countDays(now: number): Promise<number> {
  let counted = 0;
  for (;;) {
    const done = await inTransaction(async (sql) => {
      const requests = await claimDayRequests(sql);
      return { requests: requests.length, days: await countRequests(sql, requests, now) };
    });
    counted += done.days;
    if (done.requests === 0) return counted;
  }
}

async function countRequests(sql: Sql, requests: readonly DayRequest[], now: number): Promise<number> {
  const from = new Map(requests.map(({ componentId, fromAt }) => [componentId, fromAt]));
  const components = (await readCountedComponents(sql, [...from.keys()])).filter(
    (component) => dayOf(from.get(component.id)!, component.timeZone) < dayOf(now, component.timeZone),
  );
  if (components.length === 0) return 0;
  const wanted = components.map((component) => {
    const firstDay = dayOf(from.get(component.id)!, component.timeZone);
    return { id: component.id, fromAt: dayBounds(firstDay, component.timeZone).startedAt };
  });
  const baselines = await readTimelines(sql, "component", wanted);
  const ids = wanted.map(({ id }) => id);
  const saidFrom = Math.min(...wanted.map(({ fromAt }) => fromAt));
  const claims = await readClaims(sql, ids, saidFrom);
  const corrections = await readCorrections(sql, ids, saidFrom);
  const rows: ComponentDayRow[] = [];
  for (const [i, component] of components.entries()) {
    const { id } = component;
    const facts = factsOf(component, baselines.get(id)!, claims.get(id)!, corrections.get(id)!);
    for (const date of finishedDays(wanted[i]!.fromAt, now, component.timeZone)) {
      const { startedAt, endedAt } = dayBounds(date, component.timeZone);
      const timeline = componentTimeline(facts, startedAt, endedAt);
      rows.push({
        componentId: component.id,
        date,
        ms: millisecondsByState(timeline, startedAt, endedAt),
      });
    }
  }
  await writeComponentDays(sql, rows);
  for (const pageId of new Set(components.map((component) => component.pageId)))
    await sql.query("select pg_notify($1, $2)", [CHANGED_CHANNEL, pageId]);
  return rows.length;
}

/** Calendar days from the one that holds `fromAt` to yesterday. */
function finishedDays(fromAt: number, now: number, timeZone: string): string[] {
  const first = dayOf(fromAt, timeZone);
  const about = Math.ceil((now - fromAt) / DAY_MS) + 2;
  return lastDays(about, now, timeZone)
    .slice(0, -1)
    .filter((date) => date >= first);
}

/**
 * Asks for the days that ended since they were last counted, of every running component: what makes yesterday appear
 * after midnight, and the days of a stopped product after its start. Returns how many components were asked for.
 */
export async function requestFinishedDays(now: number): Promise<number> {
  const components = await readRunningComponents(pool(), now - 2 * DAY_MS);
  const byYesterday = Map.groupBy(components, ({ timeZone }) => lastDays(2, now, timeZone)[0] as string);
  const requests: DayRequest[] = [];
  for (const [yesterday, members] of byYesterday) {
    const uncounted = await readUncounted(
      pool(),
      members.map(({ id }) => id),
      yesterday,
    );
    const starts = await readBaselineStarts(
      pool(),
      uncounted.map(({ componentId }) => componentId),
    );
    const byId = new Map(members.map((member) => [member.id, member]));
    for (const { componentId, nextDay } of uncounted) {
      const fromAt = firstUncounted(byId.get(componentId)!, nextDay, starts.get(componentId));
      if (fromAt !== null && fromAt < dayBounds(yesterday, byId.get(componentId)!.timeZone).endedAt)
        requests.push({ componentId, fromAt });
    }
  }
  await requestDays(pool(), requests);
  return requests.length;
}

function firstUncounted(component: CountedComponent, nextDay: string | null, baselineStart?: number) {
  if (nextDay) return dayBounds(nextDay, component.timeZone).startedAt;
  const starts = [coveredFrom(component), baselineStart ?? null].filter((at) => at !== null);
  return starts.length > 0 ? Math.min(...starts) : null;
}
