import type { Sender } from "#lib/channels/channel.ts";
import { pool } from "#lib/data/db.ts";
import { forgetSmsBefore, returnSms, type SmsRefusal, takeSms } from "#lib/data/sms/spending.ts";
import type { Outcome } from "#lib/domain/delivery/outcome.ts";
import { parseDestination } from "#lib/domain/subscribers/destination.ts";

/** SMS_COUNTRIES and SMS_DAILY_LIMIT. */
export type SmsRules = { countries: string[]; dailyLimit: number };

/** Numbers that differ in their last digits only: who is paid for traffic to numbers has them by the range. */
const RANGE_DIGITS = 4;
/** One range may have this part of the day, and at least so many. */
const RANGE_SHARE = 0.1;
const MIN_RANGE = 100;
const DAY_MS = 86_400_000;
const KEPT_DAYS = 7;
/** Answers of the provider have numbers for codes; without one, nobody knows whether the message left. */
const ANSWERED = /^\d+$/;

const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10);

const outsideCountries: Outcome = {
  kind: "permanent",
  receipt: { code: "country_not_allowed", text: "The number is of no country in SMS_COUNTRIES" },
  effect: "refused",
};

function limited(limit: SmsRefusal, now: number): Outcome {
  const afterMs = DAY_MS - (now % DAY_MS);
  if (limit === "day") {
    const receipt = { code: "daily_limit", text: "SMS_DAILY_LIMIT is reached for today (UTC)" };
    return { kind: "retry", receipt, afterMs, fault: "channel" };
  }
  const receipt = { code: "range_limit", text: "Too many SMS to this range of numbers today (UTC)" };
  return { kind: "retry", receipt, afterMs, fault: "destination" };
}

/**
 * Sends no SMS beyond what the operator allows: by country, by day, and by range of numbers. The day's count is in the
 * database, so several workers share it, and a restart does not begin it anew.
 */
export function withinAllowance(
  sender: Sender<"sms">,
  { countries, dailyLimit }: SmsRules,
  clock: () => number = Date.now,
): Sender<"sms"> {
  const perRange = Math.max(MIN_RANGE, Math.ceil(dailyLimit * RANGE_SHARE));
  const rules = { slackHosts: [], teamsHosts: [], countries };
  let forgottenOn = "";
  return {
    async send(message, limits) {
      const now = clock();
      if (parseDestination("sms", message.to, rules).fault !== undefined) return outsideCountries;
      const spent = { day: dayOf(now), range: message.to.slice(0, -RANGE_DIGITS) };
      if (forgottenOn !== spent.day) {
        forgottenOn = spent.day;
        await forgetSmsBefore(pool(), dayOf(now - KEPT_DAYS * DAY_MS));
      }
      const refusal = await takeSms(pool(), { ...spent, perDay: dailyLimit, perRange });
      if (refusal) return limited(refusal, now);
      const outcome = await sender.send(message, limits);
      if (outcome.kind !== "sent" && ANSWERED.test(outcome.receipt.code)) await returnSms(pool(), spent);
      return outcome;
    },
    close: () => sender.close(),
  };
}
