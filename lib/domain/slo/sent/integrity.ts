import { z } from "zod";
import { listQuery } from "../../input/list.ts";

export const INTEGRITY_KINDS = ["backup", "restore", "restore_test", "checksum"] as const;
export type IntegrityKind = (typeof INTEGRITY_KINDS)[number];
/** `failure`: the job did not do its work. `data_loss`: it found that data is gone or no longer what it was. */
export const INTEGRITY_OUTCOMES = ["success", "failure", "data_loss"] as const;
export type IntegrityOutcome = (typeof INTEGRITY_OUTCOMES)[number];

/** The contract's goals: back within an hour, with at most the last quarter of an hour lost. */
export const RTO_SECONDS = 3_600;
export const RPO_SECONDS = 900;
/** A restore is practised every month: after so long without a successful one somebody is told. */
export const RESTORE_TEST_DAYS = 31;

/** What a job said of data that it saved, brought back or checked. `at` in milliseconds since the epoch. */
export type IntegrityEvent = {
  kind: IntegrityKind;
  /** Which database or store. */
  job: string;
  at: number;
  outcome: IntegrityOutcome;
  /** How long bringing it back took, and how old the newest data was that came back; null: not measured. */
  rtoSeconds: number | null;
  rpoSeconds: number | null;
  /** Names the event among those of its kind and job: told again, it is the same event. */
  clientId: string;
  note: string | null;
};
export type StoredIntegrityEvent = IntegrityEvent & { id: string; pageId: string; createdAt: number };

/** Which of the two goals an event missed. It changes no figure: an objective judges outcomes. */
export function lateBy({ rtoSeconds, rpoSeconds }: IntegrityEvent): ("rto" | "rpo")[] {
  const late: ("rto" | "rpo")[] = [];
  if ((rtoSeconds ?? 0) > RTO_SECONDS) late.push("rto");
  if ((rpoSeconds ?? 0) > RPO_SECONDS) late.push("rpo");
  return late;
}

export type RestoreTests = {
  /** When a restore was last practised with success; null: never. */
  lastAt: number | null;
  /** Since when one is expected: the first integrity event or the first SLI of integrity; null: nobody uses them. */
  expectedFrom: number | null;
};
export type OverdueRestoreTest = { lastAt: number | null; since: number };

/** Whether the monthly restore test is overdue at `now`, and since when. */
export function overdueRestoreTest(
  { lastAt, expectedFrom }: RestoreTests,
  now: number,
): OverdueRestoreTest | null {
  const from = lastAt ?? expectedFrom;
  if (from === null) return null;
  const since = from + RESTORE_TEST_DAYS * 86_400_000;
  return now > since ? { lastAt, since } : null;
}

export const integrityQuery = listQuery.extend({
  kind: z.enum(INTEGRITY_KINDS).optional(),
  outcome: z.enum(INTEGRITY_OUTCOMES).optional(),
  job: z.string().min(1).max(200).optional(),
});
export type IntegrityFilter = {
  kind?: IntegrityKind | undefined;
  outcome?: IntegrityOutcome | undefined;
  job?: string | undefined;
};
