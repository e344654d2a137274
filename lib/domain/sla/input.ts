import { z } from "zod";
import { instantField } from "../input/instant-field.ts";
import { compare, parsePercent, readPercent } from "../slo/fraction.ts";
import { TIER_KEYS } from "../slo/tier.ts";
import { daysOfMonth, isTimeZone, monthBounds } from "../status/calendar.ts";
import { type SlaMonth, subscribedMonth } from "./evaluate.ts";
import { CURRENCIES, minorUnits } from "./money.ts";
import { MAINTENANCE_CAP_MS, SLA_TIERS } from "./rules.ts";

const MAX_STRETCHES = 5_000;
const MAX_OBJECTIVES = 500;
/** Five-minute windows of the longest month. */
const MAX_RUN_WINDOWS = (31 * 24 + 1) * 12;
const MAX_MONTH_DAYS = 31;
const LONGEST_MONTH_MS = (MAX_MONTH_DAYS * 24 + 1) * 3_600_000;

const isBefore = ({ start, end }: { start: number; end: number }) => start < end;
const ENDS_AFTER = { message: "must be after the start", path: ["end"] };
const span = { start: instantField, end: instantField };
const days = z.number().int().min(0).max(MAX_MONTH_DAYS).default(0);
const list = <T extends z.ZodType>(item: T, max = MAX_STRETCHES) =>
  z.array(item).max(max, `at most ${max} entries`).default([]);

const fields = z.object({
  month: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/, "a month such as 2026-09")
    .meta({ example: "2026-09" }),
  time_zone: z
    .string()
    .max(64)
    .refine(isTimeZone, "a zone of the IANA database, such as Asia/Seoul")
    .meta({ example: "Asia/Seoul", description: "Of the contract: where its months begin and end" }),
  tier: z.enum(TIER_KEYS),
  fee: z
    .object({ amount: z.string(), currency: z.enum(Object.keys(CURRENCIES) as ["KRW", "USD"]) })
    .refine(({ amount, currency }) => minorUnits(amount, currency) !== null, {
      message: "a decimal in major units: KRW without decimals, USD with at most two",
      path: ["amount"],
    })
    .meta({ description: "What was charged for this month, already prorated; it is not prorated again" }),
  subscription: z
    .object({ from: instantField, until: instantField })
    .refine(({ from, until }) => from < until, { message: "must be after the start", path: ["until"] })
    .optional(),
  outages: list(z.object(span).refine(isBefore, ENDS_AFTER)),
  maintenance: list(
    z
      .object({ ...span, notice_at: instantField, cancelled: z.boolean().default(false) })
      .refine(isBefore, ENDS_AFTER),
  ),
  maintenance_cap_ms: z.number().int().min(0).max(LONGEST_MONTH_MS).default(MAINTENANCE_CAP_MS),
  adjustments: list(
    z
      .object({
        ...span,
        target: z.string().refine((text) => readPercent(text) !== null, "a percentage such as 99.95"),
      })
      .refine(isBefore, ENDS_AFTER),
    100,
  ),
  performance: list(
    z.object({
      objective: z.string().min(1, "must not be empty").max(120),
      days_over_200_percent: z.number().int().min(0).max(MAX_MONTH_DAYS).default(0),
      longest_run_windows: z.number().int().min(0).max(MAX_RUN_WINDOWS).default(0),
    }),
    MAX_OBJECTIVES,
  ),
  data_loss_days: days,
  security_days: days,
});
type Fields = z.output<typeof fields>;
type Report = (path: (string | number)[], message: string) => void;

/** What each field allows and all of them together do not. */
function contradictions(given: Fields, report: Report): void {
  const { month, time_zone: timeZone, tier } = given;
  const inMonth = daysOfMonth(month).length;
  for (const name of ["data_loss_days", "security_days"] as const)
    if (given[name] > inMonth) report([name], `the month has ${inMonth} days`);
  given.performance.forEach(({ objective, days_over_200_percent }, i) => {
    if (days_over_200_percent > inMonth)
      report(["performance", i, "days_over_200_percent"], `the month has ${inMonth} days`);
    if (given.performance.findIndex((one) => one.objective === objective) < i)
      report(["performance", i, "objective"], "is there twice");
  });
  const { from: startedAt, until: endedAt } = given.subscription ?? {};
  const subscription = startedAt === undefined || endedAt === undefined ? null : { startedAt, endedAt };
  if (!subscribedMonth({ month, timeZone, subscription })) {
    const { startedAt: from, endedAt: until } = monthBounds(month, timeZone);
    const told = `${new Date(from).toISOString()} to ${new Date(until).toISOString()}`;
    report(["subscription"], `does not touch the month, ${told}`);
  }
  const promised = SLA_TIERS[tier].availability;
  given.adjustments.forEach(({ start, end, target }, i) => {
    const path = ["adjustments", i];
    if (compare(parsePercent(target), parsePercent(promised)) > 0)
      report([...path, "target"], `must not be above the ${promised} % of the tier: an adjustment relaxes`);
    if (given.adjustments.slice(0, i).some((other) => other.start < end && start < other.end))
      report([...path, "start"], "overlaps another adjustment");
  });
}

const stretch = ({ start, end }: { start: number; end: number }) => ({ startedAt: start, endedAt: end });

function monthOf(given: Fields): SlaMonth {
  return {
    month: given.month,
    timeZone: given.time_zone,
    tier: given.tier,
    feeMinor: minorUnits(given.fee.amount, given.fee.currency)!,
    subscription: given.subscription
      ? { startedAt: given.subscription.from, endedAt: given.subscription.until }
      : null,
    outages: given.outages.map(stretch),
    maintenance: given.maintenance.map(({ notice_at, cancelled, ...one }) => ({
      ...stretch(one),
      noticeAt: notice_at,
      isCancelled: cancelled,
    })),
    maintenanceCapMs: given.maintenance_cap_ms,
    adjustments: given.adjustments.map(({ target, ...one }) => ({
      ...stretch(one),
      target: parsePercent(target),
    })),
    performance: given.performance.map((one) => ({
      objective: one.objective,
      daysOver200Percent: one.days_over_200_percent,
      longestRunWindows: one.longest_run_windows,
    })),
    dataLossDays: given.data_loss_days,
    securityDays: given.security_days,
  };
}

/** A month to be evaluated, as it is sent; what contradicts itself is refused with the path of each fault. */
export const slaInput = fields.transform((given, context) => {
  contradictions(given, (path, message) => {
    context.issues.push({ code: "custom", input: given, path, message });
  });
  return context.issues.length > 0 ? z.NEVER : { facts: monthOf(given), currency: given.fee.currency };
});
export type SlaInput = z.output<typeof slaInput>;
