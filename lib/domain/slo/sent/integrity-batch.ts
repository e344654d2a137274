import { parseInstant } from "../../input/instant.ts";
import { MAX_AGE_MS, MAX_AHEAD_MS, type Rejected } from "../measurement-batch.ts";
import { INTEGRITY_KINDS, INTEGRITY_OUTCOMES, type IntegrityEvent } from "./integrity.ts";

export const MAX_INTEGRITY_EVENTS = 1_000;
export const MAX_JOB_LENGTH = 200;
export const MAX_CLIENT_ID_LENGTH = 100;
export const MAX_NOTE_LENGTH = 1_000;
/** A year: what takes longer was not measured, it was mistyped. */
export const MAX_MEASURED_SECONDS = 366 * 86_400;

/** What a stored event and a given one with its id disagree on is never written over. */
export const OTHER_EVENT_FAULT = "client_id was used for another event of this kind and job";

const CONTROL = /\p{Cc}/u;
const KIND_FAULT = `kind must be one of ${INTEGRITY_KINDS.join(", ")}`;
const OUTCOME_FAULT = `outcome must be one of ${INTEGRITY_OUTCOMES.join(", ")}`;
const AT_FAULT = "at must be an ISO-8601 instant with its zone, like 2026-11-23T10:05:00Z";
const AHEAD_FAULT = `at lies more than ${MAX_AHEAD_MS / 60_000} minutes in the future`;
const OLD_FAULT = `at lies more than ${MAX_AGE_MS / 86_400_000} days in the past`;

const isNothing = (value: unknown): value is null | undefined => value === undefined || value === null;
const isOneOf = <T extends string>(values: readonly T[], value: unknown): value is T =>
  values.includes(value as T);
const isLine = (value: unknown, max: number): value is string =>
  typeof value === "string" &&
  value.length > 0 &&
  value.length <= max &&
  !CONTROL.test(value) &&
  value.isWellFormed();
const isDuration = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_MEASURED_SECONDS;

function readAt(value: unknown, now: number): number | string {
  const at = typeof value === "string" ? parseInstant(value) : null;
  if (at === null) return AT_FAULT;
  if (at > now + MAX_AHEAD_MS) return AHEAD_FAULT;
  return at < now - MAX_AGE_MS ? OLD_FAULT : at;
}

/** One event, or the sentence that says what is wrong with it. */
function readEvent(entry: unknown, now: number): IntegrityEvent | string {
  if (typeof entry !== "object" || entry === null) return "must be an object";
  const { kind, job, outcome, client_id, note, rto_seconds, rpo_seconds, ...rest } = entry as Record<
    string,
    unknown
  >;
  if (!isOneOf(INTEGRITY_KINDS, kind)) return KIND_FAULT;
  if (!isOneOf(INTEGRITY_OUTCOMES, outcome)) return OUTCOME_FAULT;
  if (!isLine(job, MAX_JOB_LENGTH)) return `job must be a line of 1 to ${MAX_JOB_LENGTH} characters`;
  const at = readAt(rest.at, now);
  if (typeof at === "string") return at;
  for (const [name, value] of Object.entries({ rto_seconds, rpo_seconds }))
    if (!isNothing(value) && !isDuration(value))
      return `${name} must be whole seconds from 0 to ${MAX_MEASURED_SECONDS}, or left out`;
  if (!isNothing(client_id) && !isLine(client_id, MAX_CLIENT_ID_LENGTH))
    return `client_id must be a line of 1 to ${MAX_CLIENT_ID_LENGTH} characters, or left out`;
  if (!isNothing(note) && !isLine(note, MAX_NOTE_LENGTH))
    return `note must be a line of 1 to ${MAX_NOTE_LENGTH} characters, or left out`;
  return {
    ...{ kind, job, at, outcome, note: isNothing(note) ? null : note },
    rtoSeconds: isDuration(rto_seconds) ? rto_seconds : null,
    rpoSeconds: isDuration(rpo_seconds) ? rpo_seconds : null,
    // Without a name of its own an event is known by when it happened: a job does one thing at a time.
    clientId: isNothing(client_id) ? new Date(at).toISOString() : client_id,
  };
}

/** What makes an event that event. */
export const keyOfEvent = ({ kind, job, clientId }: IntegrityEvent): string =>
  JSON.stringify([kind, job, clientId]);

const FIELDS = ["at", "outcome", "rtoSeconds", "rpoSeconds", "note"] as const;
export const saysTheSame = (a: IntegrityEvent, b: IntegrityEvent): boolean =>
  FIELDS.every((field) => a[field] === b[field]);

/** Sorts a batch into events, each once with its place, and refusals with theirs; `repeated`: given twice in the batch. */
export function readIntegrityEvents(
  batch: readonly unknown[],
  now: number,
): { events: { index: number; event: IntegrityEvent }[]; repeated: number; rejected: Rejected[] } {
  const kept = new Map<string, { index: number; event: IntegrityEvent }>();
  const rejected: Rejected[] = [];
  let repeated = 0;
  for (const [index, entry] of batch.entries()) {
    const event = readEvent(entry, now);
    if (typeof event === "string") {
      rejected.push({ index, message: event });
      continue;
    }
    const first = kept.get(keyOfEvent(event));
    if (!first) kept.set(keyOfEvent(event), { index, event });
    else if (saysTheSame(first.event, event)) repeated += 1;
    else rejected.push({ index, message: OTHER_EVENT_FAULT });
  }
  return { events: [...kept.values()], repeated, rejected };
}
