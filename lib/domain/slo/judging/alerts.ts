import { addCounts, countOf, percentileUs } from "../counting/percentile.ts";
import { type AlertRule, MIN_EVENTS, type ObjectiveRule, WINDOW_MS } from "../definition.ts";
import {
  compare,
  decimalOf,
  type Fraction,
  fraction,
  multiply,
  ONE,
  parsePercent,
  percentText,
  subtract,
} from "../fraction.ts";
import type { Firing } from "../life.ts";
import { burnRate, exceeds } from "../rules/burn.ts";
import { type Evidence, lastRun } from "./evidence.ts";
import type { Target } from "./figures.ts";

/** What a rule that looks at amounts finds now. `isFiring: null`: silence, what was goes on. */
export type Found = { isFiring: boolean | null; startedAt: number; lastBadAt: number; actual: string };
const SILENT: Found = { isFiring: null, startedAt: 0, lastBadAt: 0, actual: "" };

/** In what a rule tells its values, and what it compares them with. */
export function toldIn(
  alert: AlertRule,
  rule: ObjectiveRule,
  target: string,
): Pick<Firing, "target" | "unit"> {
  if (alert.kind === "first_bad") return { target: "0", unit: "count" };
  if (rule.kind !== "latency" || alert.kind === "burn" || alert.kind === "missed" || alert.kind === "lasting")
    return { target, unit: "percent" };
  const us =
    alert.kind === "nearing" ? Math.floor((rule.thresholdUs * alert.percent) / 100) : rule.thresholdUs;
  return { target: String(us), unit: "us" };
}

function burn(alert: Extract<AlertRule, { kind: "burn" }>, evidence: Evidence, target: Fraction): Found {
  const share = evidence.share(alert.longSeconds);
  const factor = decimalOf(alert.factor);
  const isFiring = exceeds(
    burnRate(share, target),
    burnRate(evidence.share(alert.shortSeconds), target),
    factor,
  );
  if (isFiring === null) return SILENT;
  const until = evidence.until!;
  const moments = evidence.badMoments(multiply(subtract(ONE, target), factor));
  const run = lastRun(moments) ?? { startedAt: until - alert.shortSeconds * 1000, lastBadAt: until };
  return { isFiring, ...run, actual: percentText(share ?? ONE) };
}

/** The trailing share and that of the last five minutes are both below: one good sample does not start a clock anew. */
function lasting(alert: Extract<AlertRule, { kind: "lasting" }>, evidence: Evidence): Found {
  const below = parsePercent(alert.below);
  const shares = [evidence.share(alert.forSeconds), evidence.share(WINDOW_MS / 1000)];
  const verdicts = shares.map((share) => (share === null ? null : compare(share, below) < 0));
  const until = evidence.until!;
  const from = until - alert.forSeconds * 1000;
  const moments = evidence.badMoments(subtract(ONE, below)).filter(({ startedAt }) => startedAt >= from);
  const run = {
    startedAt: moments[0]?.startedAt ?? from,
    lastBadAt: moments.at(-1)?.endedAt ?? until,
    actual: percentText(shares[0] ?? ONE),
  };
  if (verdicts.includes(false)) return { isFiring: false, ...run };
  return verdicts.includes(null) ? SILENT : { isFiring: true, ...run };
}

/** The percentile of the last so many seconds lies above so much of its threshold, strictly. */
function nearing(
  alert: Extract<AlertRule, { kind: "nearing" }>,
  evidence: Evidence,
  rule: Extract<ObjectiveRule, { kind: "latency" }>,
): Found {
  const lastBadAt = evidence.until!;
  const startedAt = lastBadAt - alert.windowSeconds * 1000;
  const counts = evidence.windows
    .filter(({ at }) => at >= startedAt && at < lastBadAt)
    .reduce<bigint[]>((sum, window) => addCounts(sum, window.counts), []);
  if (countOf(counts) < BigInt(MIN_EVENTS)) return SILENT;
  const us = percentileUs(counts, rule.percentile)!;
  const limit = multiply(fraction(BigInt(rule.thresholdUs), 100n), decimalOf(alert.percent));
  return { isFiring: compare(fraction(BigInt(us)), limit) > 0, startedAt, lastBadAt, actual: String(us) };
}

/** What a rule that looks at amounts finds; runs of windows (consecutive, window) and first_bad have memories of their own. */
export function foundBy(alert: AlertRule, rule: ObjectiveRule, evidence: Evidence, target: Target): Found {
  if (evidence.until === null) return SILENT;
  if (alert.kind === "burn") return burn(alert, evidence, target.share);
  if (alert.kind === "lasting") return lasting(alert, evidence);
  if (alert.kind === "nearing" && rule.kind === "latency") return nearing(alert, evidence, rule);
  return SILENT;
}
