import { type State, severity, type WireState } from "../status/state.ts";
import type { EventStatus, IncidentKind } from "./incident.ts";

/** So long probes and people may disagree before the admin is warned. */
export const DISAGREEMENT_MS = 5 * 60_000;
/** An open incident of which nothing was said for so long is stale; its owner is nudged from then on. */
export const SILENCE_MS = 3 * 3_600_000;

/** What a component shows, and what it rests on, at one instant. */
export type ComponentFact = {
  id: string;
  name: string;
  /** Effective state. */
  state: State;
  /** What its monitors or, for a manual one, people say; unknown too. */
  baseline: State;
  baselineSince: number | null;
  isMeasured: boolean;
  /** A person's word over the monitors. */
  override: { state: WireState; since: number } | null;
};

/** What an open incident or window says at one instant. */
export type EventFact = {
  id: string;
  kind: IncidentKind;
  status: EventStatus;
  isPublished: boolean;
  scheduledUntil: number | null;
  nextUpdateAt: number | null;
  lastUpdateAt: number;
  /** The state it gives each of its components, and since when it says so. */
  components: readonly { componentId: string; state: WireState; since: number }[];
};

export type Contradiction =
  /** An open incident whose components are all operational: clients see no indicator. */
  | { kind: "open_but_operational"; incidentId: string }
  /** Down, and nobody tells readers why; drafts that name it are at hand. */
  | {
      kind: "down_without_incident";
      componentId: string;
      state: State;
      since: number | null;
      draftIds: string[];
    }
  /** It counts as downtime from the announced end on. */
  | { kind: "maintenance_overrun"; incidentId: string; since: number }
  /** Probes say one thing, people another, for more than five minutes. `incidentId: null`: the override. */
  | {
      kind: "disagreement";
      componentId: string;
      incidentId: string | null;
      probed: State;
      said: WireState;
      since: number;
    };

const RUNNING: readonly EventStatus[] = ["in_progress", "verifying"];
const isTold = (event: EventFact): boolean => event.isPublished && event.kind === "incident";
const isRunning = (event: EventFact): boolean =>
  event.isPublished && event.kind === "maintenance" && RUNNING.includes(event.status);
const names = (event: EventFact, componentId: string): boolean =>
  event.components.some((one) => one.componentId === componentId);

function openButOperational(
  events: readonly EventFact[],
  states: ReadonlyMap<string, State>,
): Contradiction[] {
  return events
    .filter((event) => isTold(event) && event.components.length > 0)
    .filter((event) => event.components.every(({ componentId }) => states.get(componentId) === "operational"))
    .map(({ id }) => ({ kind: "open_but_operational", incidentId: id }));
}

const isDown = (state: State): boolean => state === "partial_outage" || state === "major_outage";

function downWithoutIncident(
  components: readonly ComponentFact[],
  events: readonly EventFact[],
): Contradiction[] {
  return components
    .filter(({ state }) => isDown(state))
    .filter(({ id }) => !events.some((event) => isTold(event) && names(event, id)))
    .map(({ id, state, baseline, baselineSince, override }) => ({
      kind: "down_without_incident",
      componentId: id,
      state,
      since: baseline === state ? baselineSince : (override?.since ?? null),
      draftIds: events.filter((event) => !event.isPublished && names(event, id)).map((event) => event.id),
    }));
}

function overruns(events: readonly EventFact[], now: number): Contradiction[] {
  return events
    .filter((event) => isRunning(event) && event.scheduledUntil !== null && event.scheduledUntil < now)
    .map(({ id, scheduledUntil }) => ({
      kind: "maintenance_overrun",
      incidentId: id,
      since: scheduledUntil!,
    }));
}

type Word = { incidentId: string | null; state: WireState; since: number };

/** Words of trouble where the probes see none; or, if the probes see worse than anybody says, the worst of the words. */
function contradicted(probed: State, words: readonly Word[]): Word[] {
  if (probed === "operational") return words.filter(({ state }) => severity(state) > severity("operational"));
  const loudest = words.toSorted((a, b) => severity(b.state) - severity(a.state))[0];
  return loudest && severity(probed) > severity(loudest.state) ? [loudest] : [];
}

function disagreements(
  components: readonly ComponentFact[],
  events: readonly EventFact[],
  now: number,
): Contradiction[] {
  const running = events.filter(isRunning);
  return components
    .filter(({ id, isMeasured }) => isMeasured && !running.some((event) => names(event, id)))
    .flatMap(({ id, baseline, baselineSince, override }) => {
      const words: Word[] = events
        .filter(isTold)
        .flatMap((event) =>
          event.components
            .filter(({ componentId }) => componentId === id)
            .map(({ state, since }) => ({ incidentId: event.id, state, since })),
        );
      if (override) words.push({ incidentId: null, ...override });
      return contradicted(baseline, words)
        .map((word) => ({
          kind: "disagreement" as const,
          componentId: id,
          incidentId: word.incidentId,
          probed: baseline,
          said: word.state,
          since: Math.max(word.since, baselineSince ?? word.since),
        }))
        .filter(({ since }) => now - since > DISAGREEMENT_MS);
    });
}

/** Everything that contradicts itself at `now`, as the admin warns of it; the worst kinds first. */
export function contradictionsOf(
  components: readonly ComponentFact[],
  events: readonly EventFact[],
  now: number,
): Contradiction[] {
  const states = new Map(components.map(({ id, state }) => [id, state]));
  return [
    ...downWithoutIncident(components, events),
    ...overruns(events, now),
    ...openButOperational(events, states),
    ...disagreements(components, events, now),
  ];
}

/** A promise that was not kept, or an incident of which nothing was said for hours. */
export type Stale = { incidentId: string; kind: "promise" | "silence"; since: number };

/** What readers wait for at `now`: broken promises, then silence; an incident is told once. */
export function staleOf(events: readonly EventFact[], now: number): Stale[] {
  const open = events.filter(isTold);
  const broken = open
    .filter(({ nextUpdateAt }) => nextUpdateAt !== null && nextUpdateAt < now)
    .map(({ id, nextUpdateAt }) => ({ incidentId: id, kind: "promise" as const, since: nextUpdateAt! }));
  const silent = open
    .filter(({ nextUpdateAt, lastUpdateAt }) => nextUpdateAt === null && now - lastUpdateAt > SILENCE_MS)
    .map(({ id, lastUpdateAt }) => ({ incidentId: id, kind: "silence" as const, since: lastUpdateAt }));
  return [...broken, ...silent].sort((a, b) => a.since - b.since);
}
