import type { Severity } from "../slo/definition.ts";

export const LEVELS = [1, 2, 3, 4] as const;
export type Level = (typeof LEVELS)[number];

/** Whom a level pages: a contact point, a person over all of theirs, or whoever is on call. */
export type PageTarget =
  | { kind: "contact"; contactId: string }
  | { kind: "person"; userId: string }
  | { kind: "schedule"; scheduleId: string };

/** A step of a level's checklist, in words of both languages. */
export type ChecklistItem = { key: string; ko: string; en: string };

export type EscalationLevel = {
  level: Level;
  /** Seconds after detection: 0, 300, 900, 1800. */
  afterSeconds: number;
  pages: PageTarget[];
  /** What people do at this level; ticked off one by one. */
  checklist: ChecklistItem[];
};

export type EscalationPolicy = {
  id: string;
  pageId: string;
  name: string;
  isDefault: boolean;
  levels: EscalationLevel[];
  revision: number;
};

/** After an acknowledgement promotion waits so long, then goes on at the level that is due. */
export const ACK_HOLD_MS = 30 * 60_000;
/** A violation that comes back so soon is the same one, its clock running on. */
export const REOPEN_WITHIN_MS = 10 * 60_000;
/** A tier whose budget ends sooner pages level 2 at once. */
export const PRE_EMPTIVE_MS = 5 * 60_000;

/** What escalation is told of a violation. Instants are milliseconds since the epoch. */
export type Escalated = {
  severity: Severity;
  detectedAt: number;
  /** The start of its clock; null while it is not critical. */
  criticalAt: number | null;
  resolvedAt: number | null;
  /** Until when an acknowledgement holds promotion; null: it does not. */
  resumesAt: number | null;
};
