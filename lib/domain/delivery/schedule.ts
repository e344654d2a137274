import type { Channel } from "./channel.ts";

/** Pauses before the second try, the third and so on; then `thenEveryMs` again and again, or never more. */
export type RetrySchedule = { stepsMs: readonly number[]; thenEveryMs: number | null };

/** A pause is up to a fifth shorter or longer, so that what failed together does not come back together. */
export const JITTER = 0.2;

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** After a lost connection or a temporary refusal: soon at first, then hourly until the message is too old. */
const PATIENT: RetrySchedule = {
  stepsMs: [5 * SECOND_MS, 30 * SECOND_MS, 2 * MINUTE_MS, 10 * MINUTE_MS, 30 * MINUTE_MS],
  thenEveryMs: HOUR_MS,
};
/** The schedule of the Standard Webhooks specification: ten tries within 75 h 35 min. */
const STANDARD_WEBHOOKS: RetrySchedule = {
  stepsMs: [
    5 * SECOND_MS,
    5 * MINUTE_MS,
    30 * MINUTE_MS,
    ...[2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR_MS),
  ],
  thenEveryMs: null,
};

export const RETRIES: Record<Channel, RetrySchedule> = {
  email: PATIENT,
  sms: PATIENT,
  slack: PATIENT,
  teams: PATIENT,
  webhook: STANDARD_WEBHOOKS,
};

/** The scheduled pause after `attempts` tries, without jitter; null: that was the last. */
export function retryStepMs({ stepsMs, thenEveryMs }: RetrySchedule, attempts: number): number | null {
  return stepsMs[attempts - 1] ?? thenEveryMs;
}

/** `pauseMs`, up to a fifth more or less. `random` is from 0 to 1. */
export const withJitter = (pauseMs: number, random: number): number =>
  Math.round(pauseMs * (1 + JITTER * (2 * random - 1)));
