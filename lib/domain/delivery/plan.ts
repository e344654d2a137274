import { type ImpactRank, maxRank, rankAsOf, type Said } from "../fan-outs/impact-rank.ts";
import type { EventStatus } from "../incidents/incident.ts";
import { isEnd } from "../incidents/transitions.ts";
import type { Impact, SnapshotComponent } from "../snapshot.ts";

/** What a subscriber may want to hear of. */
export const SUBSCRIPTION_KINDS = ["incidents", "maintenance", "postmortems", "reports"] as const;
export type SubscriptionKind = (typeof SUBSCRIPTION_KINDS)[number];

export type { ImpactRank } from "../fan-outs/impact-rank.ts";

/** Whom one event reaches: worked out once, stored with the fan-out, and applied to the subscribers by one statement. */
export type FanOutPlan = {
  kind: SubscriptionKind;
  /** Every public component that the incident touches or touched, and their groups; both empty: no component at all. */
  componentIds: string[];
  groupIds: string[];
  /** Those that this update added: their subscribers hear of it for the first time. */
  addedComponentIds: string[];
  addedGroupIds: string[];
  impact: ImpactRank;
  /** Before this update; who has a floor in between hears of it for the first time. Null: this is the first update. */
  impactBefore: ImpactRank | null;
  floorApplies: boolean;
  /** SMS tells created, resolved and the start of maintenance only; first notices always. */
  tellsSms: boolean;
  /** The last word: readers must get it. */
  isFinal: boolean;
};

type Rule = { kind: SubscriptionKind; tellsSms?: true; isFinal?: true };

/** The events that subscribers may hear of. Everything else (edits, states of components by themselves) tells nobody. */
const RULES: Record<string, Rule> = {
  "incident.opened": { kind: "incidents", tellsSms: true },
  "incident.published": { kind: "incidents", tellsSms: true },
  "incident.updated": { kind: "incidents" },
  "incident.resolved": { kind: "incidents", tellsSms: true, isFinal: true },
  // Who was told "resolved" by SMS and nothing more would believe it.
  "incident.reopened": { kind: "incidents", tellsSms: true },
  "incident.merged": { kind: "incidents" },
  "maintenance.scheduled": { kind: "maintenance" },
  "maintenance.updated": { kind: "maintenance" },
  "maintenance.rescheduled": { kind: "maintenance" },
  "maintenance.reminded": { kind: "maintenance" },
  "maintenance.started": { kind: "maintenance", tellsSms: true },
  "maintenance.extended": { kind: "maintenance" },
  "maintenance.verifying": { kind: "maintenance" },
  "maintenance.completed": { kind: "maintenance", isFinal: true },
  "maintenance.cancelled": { kind: "maintenance", isFinal: true },
  "postmortem.published": { kind: "postmortems", isFinal: true },
};
export const TOLD_KINDS: readonly string[] = Object.keys(RULES);
/** Those after which nothing is open any more. */
export const ENDING_KINDS: readonly string[] = [
  "incident.resolved",
  "maintenance.completed",
  "maintenance.cancelled",
];

/** An event of the outbox, as far as planning needs it. */
export type ToldEvent = { kind: string; updateId: string | null; deliverNotifications: boolean };

/** What planning needs of a public incident or window. */
export type PlannedEvent = {
  kind?: "incident" | "announcement";
  /** Of a window. */
  scheduledFor?: string;
  status: EventStatus;
  impact: Impact;
  componentIds: string[];
  /** Newest first. */
  updates: (Said & { id: string; status: EventStatus })[];
};

type Grouped = Pick<SnapshotComponent, "id" | "groupId">;

/** The groups of components, each once. */
export function groupsOf(componentIds: readonly string[], components: readonly Grouped[]): string[] {
  const groupIds = new Map(components.map(({ id, groupId }) => [id, groupId]));
  return union(componentIds.flatMap((id) => groupIds.get(id) ?? []));
}

const union = (...lists: (readonly string[])[]): string[] => [...new Set(lists.flat())];
const without = (list: readonly string[], gone: readonly string[]) => list.filter((id) => !gone.includes(id));

type Updates = PlannedEvent["updates"];
const namedBy = (updates: Updates): string[] =>
  union(updates.flatMap(({ affectedComponents }) => (affectedComponents ?? []).map(({ id }) => id)));

/** The updates up to the one that is told, newest first, and those after it; null: it is not public. */
function split(
  { updates }: PlannedEvent,
  updateId: string | null,
): { until: Updates; later: Updates } | null {
  if (updateId === null) return { until: updates, later: [] };
  const at = updates.findIndex(({ id }) => id === updateId);
  return at === -1 ? null : { until: updates.slice(at), later: updates.slice(0, at) };
}

/**
 * Whom an event reaches, or null: nobody. `event` is what the public may know of its incident now (null: nothing), and
 * `previous` the plan of what was told of it last: who heard of it once keeps hearing of it.
 */
export function planOf(
  { kind, updateId, deliverNotifications }: ToldEvent,
  event: PlannedEvent | null,
  components: readonly Grouped[],
  previous: FanOutPlan | null,
): FanOutPlan | null {
  const rule = RULES[kind];
  const parts = event && split(event, updateId);
  if (!rule || !deliverNotifications || !parts) return null;
  const { until, later } = parts;
  const status: EventStatus = until[0]?.status ?? event.status;
  // What a later update added is that one's news.
  const named = namedBy(until);
  const touched = union(named, without(event.componentIds, without(namedBy(later), named)));
  const before = previous?.componentIds ?? [];
  const added = previous ? without(touched, before) : [];
  const floorApplies = event.scheduledFor === undefined && event.kind !== "announcement";
  const groupsBefore = previous?.groupIds ?? [];
  return {
    kind: rule.kind,
    componentIds: union(before, touched),
    groupIds: union(groupsBefore, groupsOf(touched, components)),
    addedComponentIds: added,
    addedGroupIds: without(groupsOf(added, components), groupsBefore),
    impact: floorApplies ? maxRank(rankAsOf(event, until), previous?.impact ?? 0) : 0,
    impactBefore: previous?.impact ?? null,
    floorApplies,
    tellsSms: rule.tellsSms === true || (previous === null && rule.kind === "incidents"),
    isFinal: rule.isFinal === true || isEnd(status),
  };
}
