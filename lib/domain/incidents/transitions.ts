import { Failure } from "../errors.ts";
import type { EventStatus, Incident, IncidentKind } from "./incident.ts";

const OPEN = ["investigating", "identified", "monitoring"] as const;

/**
 * Which status an update may bring after which. After `resolved` an open status reopens the incident; `postmortem` comes
 * and goes with the post-mortem itself. Those of maintenance say what a window may go through.
 */
export const FOLLOWING: Record<IncidentKind, Partial<Record<EventStatus, readonly EventStatus[]>>> = {
  incident: {
    investigating: [...OPEN, "resolved"],
    identified: [...OPEN, "resolved"],
    monitoring: [...OPEN, "resolved"],
    resolved: [...OPEN, "resolved"],
    postmortem: ["postmortem"],
  },
  announcement: { monitoring: ["monitoring", "resolved"], resolved: ["monitoring", "resolved"] },
  maintenance: {
    scheduled: ["scheduled", "in_progress"],
    in_progress: ["in_progress", "verifying", "completed"],
    verifying: ["verifying", "in_progress", "completed"],
    completed: ["completed"],
  },
};

/** What an incident may begin with. */
export const FIRST: Record<IncidentKind, readonly EventStatus[]> = {
  incident: [...OPEN, "resolved"],
  announcement: ["monitoring", "resolved"],
  maintenance: ["scheduled", "in_progress"],
};

const ENDS: readonly EventStatus[] = ["resolved", "postmortem", "completed"];

/** True for the statuses that end an incident and drop its claims. */
export const isEnd = (status: EventStatus): boolean => ENDS.includes(status);

/** A refusal that names what would be allowed. */
export function illegalTransition(from: string, to: string, allowed: readonly string[]): Failure {
  const names = allowed.length > 0 ? allowed.join(", ") : "nothing";
  return new Failure("conflict", `${from} cannot become ${to}; allowed now: ${names}`);
}

/** @throws Failure conflict (naming the allowed ones) */
export function requireFollowing(incident: Pick<Incident, "kind" | "status">, to: EventStatus): void {
  const allowed = FOLLOWING[incident.kind][incident.status] ?? [];
  if (!allowed.includes(to)) throw illegalTransition(incident.status, to, allowed);
}

/** @throws Failure conflict (naming the allowed ones) */
export function requireFirst(kind: IncidentKind, status: EventStatus): void {
  if (!FIRST[kind].includes(status)) throw illegalTransition(`a new ${kind}`, status, FIRST[kind]);
}

type Standing = Pick<Incident, "publishedAt" | "unpublishedAt" | "mergedIntoId">;
export type Phase = "draft" | "published" | "unpublished" | "merged";

/** Where an incident stands for readers; merged and taken back outrank what it was before. */
export function phaseOf(incident: Standing): Phase {
  if (incident.mergedIntoId !== null) return "merged";
  if (incident.unpublishedAt !== null) return "unpublished";
  return incident.publishedAt === null ? "draft" : "published";
}

/** What each verb needs; a word for the refusal. */
const VERBS: Record<Phase, readonly string[]> = {
  draft: ["edit", "update", "publish", "delete", "merge"],
  published: ["edit", "update", "resolve", "reopen", "unpublish"],
  unpublished: [],
  merged: [],
};

/** @throws Failure conflict unless the incident is in one of the phases that `verb` is for */
export function requirePhase(incident: Standing, verb: string, phases: readonly Phase[]): void {
  const phase = phaseOf(incident);
  if (phases.includes(phase)) return;
  const allowed = VERBS[phase];
  throw new Failure(
    "conflict",
    `This incident is ${phase === "draft" ? "a draft" : phase}: it cannot ${verb}; allowed now: ${allowed.join(", ") || "nothing"}`,
  );
}
