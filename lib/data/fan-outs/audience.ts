import type { FanOutPlan } from "#lib/domain/delivery/plan.ts";

/** Whom a plan reaches: the same condition for the expansion and for showing it beforehand. */
export type Audience = { pageId: string; incidentId: string | null; eventAt: number; plan: FanOutPlan };

/** How many parameters of a statement belong to the audience: the statement's own begin after them. */
export const AUDIENCE_PARAMETERS = 12;

const without = (list: readonly string[], gone: readonly string[]) => list.filter((id) => !gone.includes(id));

/** The parameters $1 to $12. */
export const audienceParameters = ({ pageId, incidentId, eventAt, plan }: Audience): unknown[] => [
  pageId,
  incidentId,
  new Date(eventAt),
  plan.kind,
  plan.componentIds,
  plan.groupIds,
  plan.floorApplies,
  plan.impact,
  plan.tellsSms,
  without(plan.componentIds, plan.addedComponentIds),
  without(plan.groupIds, plan.addedGroupIds),
  plan.impactBefore,
];

const concerns = (components: string, groups: string): string =>
  `(coalesce(cardinality(s.component_ids), 0) = 0 and coalesce(cardinality(s.group_ids), 0) = 0
    or s.component_ids && ${components}::text[] or s.group_ids && ${groups}::text[])`;
const above = (impact: string): string => `(not $7::boolean or ${impact}::int >= s.min_impact)`;

/**
 * SQL: rows of subscribers as `s` (of the page, active) whom the event reaches: confirmed before it, and following the
 * incident itself, or the page with this kind, these components and a floor that is reached. By SMS only the events that it
 * tells, and whatever is the first that they hear of.
 */
export const IS_REACHED = `s.confirmed_at <= $3::timestamptz
  and (s.follows_page and $4::text = any(s.kinds) and ${concerns("$5", "$6")} and ${above("$8")}
    or exists (select 1 from subscriber_incidents si where si.subscriber_id = s.id and si.incident_id = $2::text))
  and (s.channel <> 'sms' or $9::boolean
    or $12::int is not null and s.follows_page and not (${concerns("$10", "$11")} and ${above("$12")})
      and not exists (select 1 from subscriber_incidents si where si.subscriber_id = s.id and si.incident_id = $2::text))`;
