import type { WireState } from "../status/state.ts";
import type { ComponentChange, Incident, IncidentUpdate } from "./incident.ts";
import { isEnd, phaseOf } from "./transitions.ts";

/** What an incident claims of one component over [startedAt, endedAt); null: until it says otherwise. */
export type ClaimSpan = {
  componentId: string;
  state: WireState;
  startedAt: number;
  endedAt: number | null;
};

export type Claiming = Pick<
  Incident,
  | "kind"
  | "origin"
  | "isBackfilled"
  | "publishedAt"
  | "unpublishedAt"
  | "mergedIntoId"
  | "componentTimes"
  | "updates"
> & {
  maintenance: Pick<
    NonNullable<Incident["maintenance"]>,
    "scheduledUntil" | "cancelledAt" | "notices"
  > | null;
};

/** One thing that is said at an instant; `end` ends everything. */
type Word = { at: number; end: boolean; componentId?: string; state?: WireState };

/** Oldest first, as they stand on the page. */
export const inOrder = <U extends Pick<IncidentUpdate, "displayAt" | "createdAt" | "id">>(
  updates: readonly U[],
): U[] =>
  [...updates].sort(
    (a, b) => a.displayAt - b.displayAt || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1),
  );

/**
 * An automatic update of a monitor's incident claims nothing: the monitor itself says it already. Nor does what is said of
 * a window before it begins: that is what it will claim.
 */
const speaks = (incident: Claiming, update: IncidentUpdate): boolean =>
  !(update.isAutomatic && incident.origin === "monitor") && update.status !== "scheduled";

function wordsOf(incident: Claiming): Word[] {
  const words: Word[] = incident.componentTimes
    .filter(({ endedAt }) => endedAt === null)
    .map(({ componentId, state, startedAt }) => ({ at: startedAt, end: false, componentId, state }));
  if (incident.isBackfilled) return words;
  for (const update of inOrder(incident.updates)) {
    if (isEnd(update.status)) words.push({ at: update.displayAt, end: true });
    else if (speaks(incident, update))
      for (const { componentId, newState } of update.components ?? [])
        words.push({ at: update.displayAt, end: false, componentId, state: newState });
  }
  // A stable sort: of what is said in one instant, the later word wins.
  return words.sort((a, b) => a.at - b.at);
}

function spansOf(words: readonly Word[]): ClaimSpan[] {
  const done: ClaimSpan[] = [];
  const open = new Map<string, ClaimSpan>();
  const close = (span: ClaimSpan, at: number) => {
    open.delete(span.componentId);
    if (at > span.startedAt) done.push({ ...span, endedAt: at });
  };
  for (const { at, end, componentId, state } of words) {
    if (end) for (const span of [...open.values()]) close(span, at);
    if (!componentId || !state) continue;
    const before = open.get(componentId);
    if (before?.state === state) continue;
    if (before) close(before, at);
    if (state !== "operational") open.set(componentId, { componentId, state, startedAt: at, endedAt: null });
  }
  return [...done, ...open.values()];
}

/** When a window covers what it claims: each announced version of its times from its notice to the next, up to its end. */
function coverOf({ maintenance }: Claiming): { from: number; until: number }[] {
  if (!maintenance) return [];
  const { notices, scheduledUntil, cancelledAt } = maintenance;
  const last = cancelledAt ?? Number.POSITIVE_INFINITY;
  if (notices.length === 0)
    return [{ from: Number.NEGATIVE_INFINITY, until: Math.min(scheduledUntil, last) }];
  const ordered = [...notices].sort((a, b) => a.version - b.version);
  return ordered.map((notice, i) => ({
    from: i === 0 ? Number.NEGATIVE_INFINITY : notice.noticeAt,
    until: Math.min(notice.scheduledUntil, ordered[i + 1]?.noticeAt ?? Number.POSITIVE_INFINITY, last),
  }));
}

const cut = (span: ClaimSpan, { from, until }: { from: number; until: number }): ClaimSpan[] => {
  const startedAt = Math.max(span.startedAt, from);
  const endedAt = Math.min(span.endedAt ?? Number.POSITIVE_INFINITY, until);
  if (endedAt <= startedAt) return [];
  return [{ ...span, startedAt, endedAt: endedAt === Number.POSITIVE_INFINITY ? null : endedAt }];
};

/** Neighbours of one component and state become one span. */
function joined(spans: ClaimSpan[]): ClaimSpan[] {
  const ordered = spans.sort((a, b) => a.startedAt - b.startedAt);
  const result: ClaimSpan[] = [];
  for (const span of ordered) {
    const before = result.findLast((other) => other.componentId === span.componentId);
    if (before && before.state === span.state && before.endedAt === span.startedAt)
      before.endedAt = span.endedAt;
    else result.push({ ...span });
  }
  return result;
}

/**
 * All that an incident claims, from what its updates say: derived, never remembered, so no edit can leave a claim behind.
 * Drafts, announcements and what was taken back claim nothing; a backfilled incident only what its author said with times;
 * a maintenance window nothing beyond its announced end.
 */
export function claimsOf(incident: Claiming): ClaimSpan[] {
  if (phaseOf(incident) !== "published" || incident.kind === "announcement") return [];
  const explicit = incident.componentTimes.filter(
    ({ endedAt, state }) => endedAt !== null && state !== "operational",
  );
  const spans = [...explicit, ...spansOf(wordsOf(incident))];
  if (incident.kind !== "maintenance") return joined(spans);
  return joined(coverOf(incident).flatMap((cover) => spans.flatMap((span) => cut(span, cover))));
}

type Current = Pick<Incident, "components">;

/**
 * What an update changes: of every component that `map` names, the state claimed before and after. An end drops every
 * claim, whatever the map says. Null: it names no components.
 */
export function changesOf(
  { components }: Current,
  map: Readonly<Record<string, WireState>> | undefined,
  ends: boolean,
): ComponentChange[] | null {
  const now = new Map(components.map(({ componentId, state }) => [componentId, state]));
  const claimed = ends ? components.filter(({ state }) => state !== "operational") : [];
  const named = new Set([...claimed.map(({ componentId }) => componentId), ...Object.keys(map ?? {})]);
  if (named.size === 0) return null;
  return [...named].map((componentId) => ({
    componentId,
    oldState: now.get(componentId) ?? "operational",
    newState: ends ? "operational" : map![componentId]!,
  }));
}
