import type { Incident } from "../incidents/incident.ts";
import { isEnd, phaseOf } from "../incidents/transitions.ts";

const MINUTE_MS = 60_000;
/** What fails again so soon after the end of its automatic incident reopens it. */
export const REOPEN_WITHIN_MS = 10 * MINUTE_MS;
/** Alerts of one source about the same components that come so close together share a draft. */
export const JOIN_WITHIN_MS = 10 * MINUTE_MS;
/** Components of one group that fail so close together share an incident. */
export const GROUP_WITHIN_MS = 2 * MINUTE_MS;
/** A promise of a next update, or the last word of an open incident, that is older than this nudges. */
export const NUDGE_AFTER_HOURS = [3, 6, 12, 24] as const;

type Setting = { autoIncident: "off" | "draft" | "publish"; autoPublishAfterMinutes: number | null };
export type Mode =
  | { kind: "off" }
  | { kind: "draft"; publishAfterMinutes: number | null }
  | { kind: "publish" };

/**
 * What the failing monitors of a component ask for together: publishing if one of them does, else a draft, which is
 * published by itself as early as one of those that asked for it says.
 */
export function modeOf(monitors: readonly Setting[]): Mode {
  if (monitors.some(({ autoIncident }) => autoIncident === "publish")) return { kind: "publish" };
  const drafting = monitors.filter(({ autoIncident }) => autoIncident === "draft");
  if (drafting.length === 0) return { kind: "off" };
  const minutes = drafting.flatMap(({ autoPublishAfterMinutes: after }) => after ?? []);
  return { kind: "draft", publishAfterMinutes: minutes.length > 0 ? Math.min(...minutes) : null };
}

/** Still going on: neither over, nor taken back, nor part of another. */
export const isGoingOn = (incident: Incident): boolean =>
  !isEnd(incident.status) && ["draft", "published"].includes(phaseOf(incident));

/** Automation opened it. */
export const isAutomatic = ({ origin }: Pick<Incident, "origin">): boolean =>
  origin === "monitor" || origin === "alert" || origin === "slo";

export type Ending = "close" | "resolve" | "propose" | "none";

/**
 * What recovery does to an incident. A draft that nobody attended to is closed quietly. A published one that automation
 * opened is resolved while it is automation's alone: a monitor's until a person has posted, an alert's until one has
 * touched it. Everything else is proposed to people.
 */
export function endingOf(incident: Incident): Ending {
  if (!isGoingOn(incident)) return "none";
  const { origin, isAttended, updates } = incident;
  if (phaseOf(incident) === "draft") return isAutomatic(incident) && !isAttended ? "close" : "propose";
  const isSilent = updates.every((update) => update.isAutomatic);
  if (origin === "monitor" && isSilent) return "resolve";
  return origin === "alert" && !isAttended ? "resolve" : "propose";
}

/** True when something that failed at `failedAt` continues an automatic incident that ended shortly before. */
export function continues(incident: Incident, failedAt: number): boolean {
  const { resolvedAt } = incident;
  const phase = phaseOf(incident);
  if (!isAutomatic(incident) || resolvedAt === null || incident.status === "postmortem") return false;
  return (phase === "draft" || phase === "published") && failedAt <= resolvedAt + REOPEN_WITHIN_MS;
}

/** The hours after which an incident that is stale since `staleFrom` nudges, as many as are over at `now`. */
export const nudgesDue = (staleFrom: number, now: number): number[] =>
  NUDGE_AFTER_HOURS.filter((hours) => staleFrom + hours * 60 * MINUTE_MS <= now);
