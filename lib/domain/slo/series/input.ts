import { z } from "zod";
import { instantField } from "../../input/instant-field.ts";
import { compare, fraction, ONE, readPercent } from "../fraction.ts";

/** Thirty days of five-minute windows, and some. */
export const MAX_BUCKETS = 10_000;
const MAX_WINDOW_DAYS = 366;
const DAY_SECONDS = 86_400;

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const bucket = z.object({
  start: instantField,
  seconds: z.number().int().min(1).max(DAY_SECONDS),
  good: count,
  total: count,
});

/** What is wrong with the whole of a target: below 100, because 100 % leaves nothing to burn. */
function faultOfTarget(text: string): string | null {
  const target = readPercent(text);
  if (!target) return "a percentage such as 99.9, with at most nine decimals";
  if (compare(target, ONE) === 0)
    return "100 % leaves a budget of 0: total × (1 − 1). Nothing can burn; use an SLO of zero tolerance";
  return compare(target, fraction(0n)) === 0 ? "must be above 0" : null;
}

const fields = z.object({
  target: z
    .string()
    .superRefine((text, context) => {
      const message = faultOfTarget(text);
      if (message) context.addIssue({ code: "custom", message });
    })
    .meta({ example: "99.9", description: "Percent, above 0 and below 100" }),
  window_days: z.number().int().min(1).max(MAX_WINDOW_DAYS),
  buckets: z.array(bucket).max(MAX_BUCKETS, `at most ${MAX_BUCKETS} buckets`),
  now: instantField,
});
type Fields = z.output<typeof fields>;

function contradictions(
  { buckets, now }: Fields,
  report: (path: (string | number)[], message: string) => void,
) {
  const order = buckets.map((one, i) => ({ ...one, i })).sort((a, b) => a.start - b.start || a.i - b.i);
  for (const [place, { i, start, good, total }] of order.entries()) {
    if (good > total) report(["buckets", i, "good"], `must not be above the total: ${good} > ${total}`);
    if (start >= now) report(["buckets", i, "start"], "must be before now");
    const before = order[place - 1];
    if (before && before.start + before.seconds * 1000 > start)
      report(["buckets", i, "start"], "overlaps another bucket");
  }
}

/** Series to be evaluated, as they are sent. */
export const seriesInput = fields.transform((given, context) => {
  contradictions(given, (path, message) => {
    context.issues.push({ code: "custom", input: given, path, message });
  });
  if (context.issues.length > 0) return z.NEVER;
  const { target, window_days, buckets, now } = given;
  return {
    target: readPercent(target)!,
    windowSeconds: window_days * DAY_SECONDS,
    now,
    buckets: buckets.map(({ start, good, total }) => ({
      at: start,
      good: BigInt(good),
      total: BigInt(total),
    })),
  };
});
export type Series = z.output<typeof seriesInput>;
