import type { Channel } from "./channel.ts";
import type { DeliveryJob, DeliveryState } from "./delivery.ts";
import type { Outcome, Receipt } from "./outcome.ts";
import { RETRIES, type RetrySchedule, retryStepMs, withJitter } from "./schedule.ts";

const DAY_MS = 24 * 3_600_000;
const THROTTLED = "429";
/** Longer than any message lives: who asks for more would never hear of anything again. */
export const MAX_RETRY_AFTER_MS = DAY_MS;
/** From this try on, a short Retry-After no longer shortens our own schedule. */
const PATIENT_TRIES = 5;
/** Before the end of a message's life, so that its last scheduled try still happens. */
const LAST_TRY_BEFORE_END_MS = 1_000;

/** Why a destination is not written to any more, until it is reactivated. */
export type QuarantineReason = "gone" | "bounced" | "failing";

export type SettleRules = {
  retries: Record<Channel, RetrySchedule>;
  /** Mail that is refused for the time being: so often in a row, and for so long. */
  softBounces: number;
  softBounceMs: number;
  /** Slack, Teams and webhooks without one success for so long are paused. */
  failingMs: number;
  /** An answer that took longer makes a destination a slow one. */
  slowMs: number;
  /** Shortest time between two posts to one destination. */
  paceMs: Partial<Record<Channel, number>>;
};

export const SETTLE_RULES: SettleRules = {
  retries: RETRIES,
  softBounces: 5,
  softBounceMs: 3 * DAY_MS,
  failingMs: 5 * DAY_MS,
  slowMs: 2_000,
  paceMs: { slack: 1_000, teams: 500 },
};

/** What a destination's row learns from a try; nothing is written where it would learn nothing. */
export type Lesson = {
  failures: "clear" | "count" | "keep";
  notBefore: number | null;
  isSlow: boolean | null;
};

/** What is written about one try. Instants are milliseconds since the epoch. */
export type Settlement = {
  id: string;
  recipientId: string;
  state: Exclude<DeliveryState, "gathered" | "collapsed">;
  /** Why it ended as it did, in a word. */
  reason: string | null;
  attempts: number;
  /** Of `pending` only. */
  dueAt: number | null;
  receipt: { code: string; text: string; duration_ms: number } | null;
  providerId: string | null;
  /** A row of delivery_attempts. */
  attempt: {
    at: number;
    outcome: "retry" | "permanent";
    code: string;
    text: string;
    durationMs: number;
  } | null;
  lesson: Lesson | null;
  quarantine: QuarantineReason | null;
};

/** `isProbe`: the channel was known to be away, and this one only tried it. */
export type Try = { now: number; durationMs: number; isProbe: boolean; random: number };

/** Chat and webhooks, where one destination is written to again and again and may be slow by itself. */
const isHook = (channel: Channel): boolean => channel !== "email" && channel !== "sms";

/** The notice about a failing webhook goes to another address: it teaches nothing about the webhook. */
const isOwnDestination = ({ recipient, kind }: DeliveryJob): boolean =>
  recipient.kind === "subscriber" && kind !== "quarantined";

const unsettled = (job: DeliveryJob): Settlement => ({
  id: job.id,
  recipientId: job.recipient.id,
  state: "pending",
  reason: null,
  attempts: job.attempts,
  dueAt: null,
  receipt: null,
  providerId: null,
  attempt: null,
  lesson: null,
  quarantine: null,
});

const kept = ({ code, text }: Receipt, durationMs: number): Settlement["receipt"] => ({
  code,
  text,
  duration_ms: Math.round(durationMs),
});

/** A message that turned out to have nothing to say. */
export const settleDropped = (job: DeliveryJob, reason: string): Settlement => ({
  ...unsettled(job),
  state: "cancelled",
  reason,
});

/** What one try means: pure, so that its tables can be read and tested. */
export function settle(
  job: DeliveryJob,
  outcome: Outcome,
  tried: Try,
  rules: SettleRules = SETTLE_RULES,
): Settlement {
  if (outcome.kind === "sent") return settleSent(job, outcome.receipt, tried, rules);
  const attempt = (kind: "retry" | "permanent"): Settlement["attempt"] => {
    const { code, text } = outcome.receipt;
    return { at: tried.now, outcome: kind, code, text, durationMs: Math.round(tried.durationMs) };
  };
  const base = { ...unsettled(job), receipt: kept(outcome.receipt, tried.durationMs) };
  if (outcome.kind === "permanent") {
    const isGone = outcome.effect === "gone";
    const reason = isGone ? goneReason(job.channel) : "refused";
    const quarantine = isGone && isOwnDestination(job) ? goneReason(job.channel) : null;
    const attempts = job.attempts + 1;
    return { ...base, state: "failed", reason, attempts, attempt: attempt("permanent"), quarantine };
  }
  // Nobody's turn is used up on a channel that is known to be away: it waits with all the others.
  if (outcome.fault === "channel" && tried.isProbe) return { ...base, dueAt: tried.now };
  return {
    ...base,
    ...again(job, outcome, tried, rules),
    attempts: job.attempts + 1,
    attempt: attempt("retry"),
  };
}

function settleSent(job: DeliveryJob, receipt: Receipt, tried: Try, rules: SettleRules): Settlement {
  const isSlow = isHook(job.channel) ? tried.durationMs > rules.slowMs : null;
  const paceMs = rules.paceMs[job.channel];
  const notBefore = paceMs === undefined ? null : tried.now + paceMs;
  const { failures, isSlow: wasSlow } = job.recipient;
  const isNews = failures > 0 || notBefore !== null || (isSlow !== null && isSlow !== wasSlow);
  return {
    ...unsettled(job),
    state: "sent",
    attempts: job.attempts + 1,
    receipt: kept(receipt, tried.durationMs),
    providerId: receipt.providerId ?? null,
    lesson: isNews && isOwnDestination(job) ? { failures: "clear", notBefore, isSlow } : null,
  };
}

const goneReason = (channel: Channel): QuarantineReason => (channel === "email" ? "bounced" : "gone");

type Retry = Extract<Outcome, { kind: "retry" }>;

/** Another try: when, or why not. */
function again(
  job: DeliveryJob,
  outcome: Retry,
  tried: Try,
  rules: SettleRules,
): Pick<Settlement, "state" | "reason" | "dueAt" | "lesson" | "quarantine"> {
  const lesson = lessonOf(job, outcome, tried, rules);
  const quarantine = lesson?.failures === "count" ? worn(job, tried.now, rules) : null;
  if (quarantine) return { state: "failed", reason: quarantine, dueAt: null, lesson, quarantine };
  const ended = (state: "failed" | "expired", reason: string) =>
    ({ state, reason, dueAt: null, lesson, quarantine }) as const;
  const dueAt = nextTryAt(job, outcome, tried, rules);
  if (dueAt === null) return ended("failed", "exhausted");
  if (dueAt >= job.expiresAt) return ended("expired", "too_old");
  return { state: "pending", reason: null, dueAt, lesson, quarantine };
}

function nextTryAt(job: DeliveryJob, { afterMs }: Retry, tried: Try, rules: SettleRules): number | null {
  const tries = job.attempts + 1;
  const stepMs = retryStepMs(rules.retries[job.channel], tries);
  if (stepMs === null) return null;
  const scheduledAt = tried.now + withJitter(stepMs, tried.random);
  const lastAt = job.expiresAt - LAST_TRY_BEFORE_END_MS;
  const ownAt = tried.now + stepMs < lastAt ? Math.min(scheduledAt, lastAt) : scheduledAt;
  if (!afterMs) return ownAt;
  const askedAt = tried.now + Math.min(afterMs, MAX_RETRY_AFTER_MS);
  return tries < PATIENT_TRIES ? askedAt : Math.max(askedAt, ownAt);
}

function lessonOf(job: DeliveryJob, outcome: Retry, tried: Try, rules: SettleRules): Lesson | null {
  if (outcome.fault === "channel" || !isOwnDestination(job)) return null;
  const { afterMs, receipt } = outcome;
  return {
    failures: receipt.code === THROTTLED ? "keep" : "count",
    notBefore: afterMs ? tried.now + Math.min(afterMs, MAX_RETRY_AFTER_MS) : null,
    isSlow: isHook(job.channel) ? tried.durationMs > rules.slowMs : null,
  };
}

/** A destination that has failed often enough, and for long enough. */
function worn({ channel, recipient }: DeliveryJob, now: number, rules: SettleRules): QuarantineReason | null {
  if (recipient.failingSince === null) return null;
  const forMs = now - recipient.failingSince;
  if (isHook(channel)) return forMs >= rules.failingMs ? "failing" : null;
  const isOften = recipient.failures + 1 >= rules.softBounces;
  return isOften && forMs >= rules.softBounceMs ? "bounced" : null;
}
