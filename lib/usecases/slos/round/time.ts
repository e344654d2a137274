import { readCorrections } from "#lib/data/corrections/told.ts";
import { readNoticedWindows } from "#lib/data/slo/noticed-windows.ts";
import { readOutageWindows } from "#lib/data/slo/summing/window-rows.ts";
import type { Sql } from "#lib/data/sql.ts";
import { readBaselineStarts, readClaims, readCountedComponents } from "#lib/data/status/components.ts";
import { readTimelines } from "#lib/data/status/timelines.ts";
import {
  MIN_EVENTS,
  type ObjectiveRule,
  type StoredObjective,
  WINDOW_MS,
} from "#lib/domain/slo/definition.ts";
import { combinedDowntime, type Downtime, downtimeOf } from "#lib/domain/slo/downtime.ts";
import type { TimeFacts } from "#lib/domain/slo/judging/input.ts";
import { excludedMaintenance, plannedTime } from "#lib/domain/slo/planned.ts";
import { difference, type Stretch, union } from "#lib/domain/slo/stretches.ts";
import { dayBounds, dayOf, lastDays, monthBounds } from "#lib/domain/status/calendar.ts";
import { coveredFrom, factsOf } from "../../days/facts.ts";

const DAYS = 92;

type Availability = StoredObjective & { rule: Extract<ObjectiveRule, { kind: "availability" }> };
export const isAvailability = (objective: StoredObjective): objective is Availability =>
  objective.rule.kind === "availability";

/** Of one component over the stretch: its downtime, its planned time, and from when it is covered (null: nothing is known). */
type Known = Downtime & { planned: Stretch[]; coveredFrom: number | null };

async function readKnown(
  sql: Sql,
  ids: readonly string[],
  { from, until }: { from: number; until: number },
): Promise<Map<string, Known>> {
  const components = await readCountedComponents(sql, ids);
  const starts = await readBaselineStarts(sql, ids);
  const baselines = await readTimelines(
    sql,
    "component",
    ids.map((id) => ({ id, fromAt: from })),
  );
  const claims = await readClaims(sql, ids, from);
  const corrections = await readCorrections(sql, ids, from);
  const notices = await readNoticedWindows(sql, ids, { from, until });
  return new Map(
    components.map((component) => {
      const { id } = component;
      const facts = factsOf(component, baselines.get(id)!, claims.get(id)!, corrections.get(id)!);
      const covered = coveredFrom(component) ?? starts.get(id) ?? null;
      const known = downtimeOf({ ...facts, coveredFrom: covered ?? until }, from, until);
      return [id, { ...known, planned: plannedTime(notices.get(id)!), coveredFrom: covered }];
    }),
  );
}

/** The calendar months of the stretch in a zone. */
function monthsOf(from: number, until: number, timeZone: string): Stretch[] {
  const days = lastDays(Math.ceil((until - from) / 86_400_000) + 1, until, timeZone);
  const months = new Set([dayOf(from, timeZone).slice(0, 7), ...days.map((day) => day.slice(0, 7))]);
  return [...months].sort().map((month) => monthBounds(month, timeZone));
}

function factsOfObjective(
  { rule, settings }: Availability,
  parts: readonly Known[],
  evidence: readonly Stretch[],
  { months, now }: { months: readonly Stretch[]; now: number },
): TimeFacts {
  const isExcluding = settings.exclusions.includes("planned_maintenance");
  const maintenance = isExcluding ? excludedMaintenance(parts, months) : parts.map(() => []);
  const excluding = parts.map((part, i) => ({
    ...part,
    excluded: union([...part.excluded, ...maintenance[i]!]),
  }));
  const { raw, down, unknown } = combinedDowntime(excluding, rule.combine);
  // What requests prove is of the whole, not of a component: whatever is excluded of any of them is excluded of it.
  const proved = difference(union(evidence), union(excluding.flatMap(({ excluded }) => excluded)));
  const all = union([...raw, ...evidence]);
  const covered = parts.flatMap(({ coveredFrom: at }) => at ?? []);
  return {
    coveredFrom: covered.length > 0 ? Math.min(...covered) : now,
    raw: all,
    // Component by component: the maintenance of one excludes nothing of another's outage.
    down: union([...down, ...proved]),
    unknown: difference(unknown, all),
    excluded: [],
  };
}

/** Which components are down at `now`: whom a violation of availability concerns. */
export type TimeOfObjective = { time: TimeFacts; downNow: string[] };

/**
 * What availability objectives of a page are judged by, over the last 90 days and a little more: everything is read once, however
 * many objectives there are. Open outages end at `now`.
 */
export async function readTimes(
  sql: Sql,
  objectives: readonly StoredObjective[],
  { timeZone, now }: { timeZone: string; now: number },
): Promise<Map<string, TimeOfObjective>> {
  const judged = objectives.filter(isAvailability);
  if (judged.length === 0) return new Map();
  const from = dayBounds(lastDays(DAYS, now, timeZone)[0]!, timeZone).startedAt;
  const stretch = { from, until: now };
  const known = await readKnown(sql, [...new Set(judged.flatMap(({ rule }) => rule.components))], stretch);
  const slis = [...new Set(judged.flatMap(({ rule }) => rule.evidence))];
  const outages = await readOutageWindows(sql, slis, { ...stretch, minEvents: MIN_EVENTS });
  const months = new Map<string, Stretch[]>();
  const facts = judged.map((objective) => {
    const { rule, settings } = objective;
    const zone = settings.contract?.timeZone ?? timeZone;
    if (!months.has(zone)) months.set(zone, monthsOf(from, now, zone));
    const parts = rule.components.flatMap((id) => known.get(id) ?? []);
    const evidence = rule.evidence.flatMap((sli) =>
      outages.get(sli)!.map((at) => ({ startedAt: at, endedAt: Math.min(now, at + WINDOW_MS) })),
    );
    const time = factsOfObjective(objective, parts, evidence, { months: months.get(zone)!, now });
    const downNow = rule.components.filter((id) => known.get(id)?.down.at(-1)?.endedAt === now);
    return [objective.id, { time, downNow }] as const;
  });
  return new Map(facts);
}
