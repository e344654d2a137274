import type { Severity } from "./definition.ts";

/** A violation as screens, the API and the escalation see it. Instants are milliseconds since the epoch. */
export type Violation = {
  id: string;
  pageId: string;
  sloId: string;
  sloKey: string;
  sloName: string;
  objectiveId: string;
  objectiveKey: string;
  objectiveName: string;
  tierKey: string | null;
  scope: string;
  rule: string;
  severity: Severity;
  startedAt: number;
  detectedAt: number;
  /** When it was detected as critical: the clock of the escalation. Null while it is not (an eased one starts anew). */
  criticalAt: number | null;
  endedAt: number | null;
  resolvedAt: number | null;
  /** Kept after the hold is over: who took it last. */
  acknowledgedAt: number | null;
  acknowledgedBy: string | null;
  /** While it is held by an acknowledgement, when the escalation goes on; null: it is not held. */
  resumesAt: number | null;
  /** When the objective's budget ends if what happens now goes on, as the last round saw it; null: it does not, or there is none. */
  budgetEndsAt: number | null;
  level: number;
  actual: string;
  target: string;
  unit: "percent" | "us" | "count";
  componentIds: string[];
  incidentId: string | null;
  /** The person who ended it; null while open, and where its rule ended it. */
  resolvedBy: string | null;
  reopened: number;
  revision: number;
};

export const VIOLATION_EVENTS = [
  "opened",
  "worsened",
  "eased",
  "level",
  "paged",
  "acknowledged",
  "resumed",
  "commented",
  "ticked",
  "action",
  "linked",
  "resolved",
  "reopened",
] as const;
export type ViolationEventKind = (typeof VIOLATION_EVENTS)[number];

export type ViolationEvent = {
  id: string;
  violationId: string;
  kind: ViolationEventKind;
  details: Record<string, unknown>;
  actorKind: string;
  actorId: string;
  at: number;
};
