import { impactSaidBy, rankOf } from "../fan-outs/impact-rank.ts";
import type { EventStatus, ImpactOverride } from "../incidents/incident.ts";
import { isEnd } from "../incidents/transitions.ts";
import type { Language } from "../language.ts";
import type { Impact, SnapshotComponent } from "../snapshot.ts";
import type { WireState } from "../status/state.ts";
import { CHANNELS, type Channel } from "./channel.ts";
import type { PlannedEvent } from "./plan.ts";

/** What is about to be published, as far as it decides who is told. */
export type AudienceDraft = {
  /** Of an incident that exists. */
  incidentId?: string | undefined;
  kind: "incident" | "announcement" | "maintenance" | "postmortem";
  status: EventStatus;
  components: Record<string, WireState>;
  impactOverride?: ImpactOverride | null | undefined;
};

/** Who would be told. */
export type AudienceCounts = {
  total: number;
  channels: Record<Channel, number>;
  /** Those who chose this component, or a group that it is in. */
  components: { componentId: string; count: number }[];
  /** Those who hear of every component. */
  unlimited: number;
  /** Of them, those who hear of it later: after quiet hours, or in a digest. */
  later: number;
  /** By language, for the segments of the messages and what they cost. */
  sms: Record<Language, number>;
};

export const NOBODY: AudienceCounts = {
  total: 0,
  channels: Object.fromEntries(CHANNELS.map((channel) => [channel, 0])) as Record<Channel, number>,
  components: [],
  unlimited: 0,
  later: 0,
  sms: { ko: 0, en: 0 },
};

const DRAFT_ID = "draft";

function eventKind({ kind, status }: AudienceDraft, known: PlannedEvent | null): string {
  if (kind === "postmortem") return "postmortem.published";
  if (kind === "maintenance") {
    if (status === "scheduled") return known ? "maintenance.updated" : "maintenance.scheduled";
    if (status !== "in_progress") return `maintenance.${status}`;
    return known && known.status !== "scheduled" ? "maintenance.updated" : "maintenance.started";
  }
  if (!known) return "incident.opened";
  if (isEnd(status) === isEnd(known.status)) return "incident.updated";
  return isEnd(status) ? "incident.resolved" : "incident.reopened";
}

const worse = (a: Impact, b: Impact): Impact => (rankOf(a) >= rankOf(b) ? a : b);

/** The event that publishing the draft would be, on top of what is `known` to the public of its incident; null: nobody may know. */
export function draftEvent(
  draft: AudienceDraft,
  known: PlannedEvent | null,
  components: readonly Pick<SnapshotComponent, "id">[],
): { kind: string; updateId: string; event: PlannedEvent } | null {
  const isPublic = (componentId: string) => components.some(({ id }) => id === componentId);
  const named = Object.entries(draft.components);
  const told = named.flatMap(([id, newState]) => (isPublic(id) ? { id, newState } : []));
  if (!known && named.length > 0 && told.length === 0) return null;
  const update = { id: DRAFT_ID, status: draft.status, affectedComponents: told };
  const impact = draft.impactOverride ?? worse(known?.impact ?? "none", impactSaidBy([update]));
  const event: PlannedEvent = {
    ...(draft.kind === "announcement" && { kind: "announcement" as const }),
    ...(draft.kind === "maintenance" && { scheduledFor: "" }),
    ...known,
    status: draft.status,
    impact,
    componentIds: [...new Set([...(known?.componentIds ?? []), ...told.map(({ id }) => id)])],
    updates: [update, ...(known?.updates ?? [])],
  };
  return { kind: eventKind(draft, known), updateId: DRAFT_ID, event };
}
