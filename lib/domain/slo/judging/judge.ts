import { amountOfParts } from "../counting/composite.ts";
import type { AlertRule, StoredObjective } from "../definition.ts";
import type { ObjectiveFigures } from "../figures.ts";
import { ONE, parsePercent } from "../fraction.ts";
import { type Firing, rankOf, type Verdict } from "../life.ts";
import { suppressed } from "../rules/burn.ts";
import { ruleName } from "../rules/name.ts";
import { type Found, foundBy, toldIn } from "./alerts.ts";
import { firstBad, followedRows, followedUp, NO_EPISODE, settledBy } from "./episodes.ts";
import { type Evidence, evidenceOf } from "./evidence.ts";
import { latestLatency, rangeFigures, type Target } from "./figures.ts";
import type { JudgeInput, Judgement, Memory, RuleMemory, Run } from "./input.ts";
import { burnAlerts, burnFigures, endsInMs, exhaustedAt, isBurn } from "./projections.ts";
import { dataUntilOf } from "./ranges.ts";

/** What the target of an objective asks; 100 % of zero tolerance has no budget. */
export function targetOf({ rule, target }: Pick<StoredObjective, "rule" | "target">): Target {
  const isStrict = (rule.kind === "ratio" || rule.kind === "composite") && rule.isStrict === true;
  return {
    share: rule.kind === "zero_tolerance" ? ONE : parsePercent(target),
    isStrict,
    hasBudget: rule.kind !== "zero_tolerance",
  };
}

function unitOf({ rule }: StoredObjective): ObjectiveFigures["unit"] {
  if (rule.kind === "availability") return "ms";
  return rule.kind === "latency" || rule.kind === "time_slice" ? "windows" : "events";
}

type Episodes = { rules: Record<string, RuleMemory>; runs: Record<string, Run>; isKnown: boolean };

function missedBy(figures: ObjectiveFigures | null, now: number): Found {
  const isMet = figures?.operational.isMet ?? null;
  const actual = figures?.operational.attainment ?? "";
  return { isFiring: isMet === null ? null : !isMet, startedAt: now, lastBadAt: now, actual };
}

/** Every rule's memory after this round. */
function episodesOf(
  input: JudgeInput,
  evidence: Evidence,
  target: Target,
  figures: ObjectiveFigures | null,
): Episodes {
  const { objective, memory, now } = input;
  const settledUntil = settledBy(memory, now);
  const episodes: Episodes = { rules: {}, runs: {}, isKnown: evidence.until !== null };
  for (const alert of objective.alerts) {
    const name = ruleName(alert);
    const before = memory.rules[name] ?? NO_EPISODE;
    if (alert.kind === "consecutive" || alert.kind === "window") {
      const rows = followedRows(alert, objective.rule, evidence, memory, settledUntil);
      episodes.rules[name] = rows.rule;
      episodes.runs[name] = rows.run;
    } else if (alert.kind === "first_bad") {
      const { good, total } = amountOfParts(objective.rule, input.amounts.get("operational") ?? []);
      const seen = memory.badEvents === null ? null : BigInt(memory.badEvents);
      const windowMs = objective.settings.operational.seconds * 1000;
      episodes.rules[name] = firstBad(
        before,
        evidence,
        { seen, bad: total - good, total },
        { now, windowMs },
      );
      episodes.isKnown ||= total > 0n;
    } else {
      const found =
        alert.kind === "missed" ? missedBy(figures, now) : foundBy(alert, objective.rule, evidence, target);
      episodes.rules[name] = followedUp(before, found, now);
    }
  }
  return episodes;
}

/** What fires and is not silenced by a faster burn, the worst first. */
function firingOf({ alerts, rule, target }: StoredObjective, rules: Record<string, RuleMemory>): Firing[] {
  const burning = burnAlerts(alerts);
  const silenced = suppressed(burning.map((alert) => rules[ruleName(alert)]?.firing != null));
  return alerts
    .flatMap((alert) => {
      const episode = rules[ruleName(alert)]?.firing;
      if (!episode || (isBurn(alert) && silenced[burning.indexOf(alert)])) return [];
      return [
        { rule: ruleName(alert), severity: alert.severity, ...episode, ...toldIn(alert, rule, target) },
      ];
    })
    .sort((a, b) => rankOf(b.severity) - rankOf(a.severity));
}

/** The verdict of some of the rules: the worst that fires, since the first of them began. */
function verdictOf(
  alerts: readonly AlertRule[],
  firing: readonly Firing[],
  { rules, isKnown }: Episodes,
  now: number,
): Verdict {
  const names = alerts.map(ruleName);
  const worst = firing.find(({ rule }) => names.includes(rule));
  const episodes = names.map((name) => rules[name] ?? NO_EPISODE);
  if (worst) {
    const starts = episodes.flatMap((episode) => episode.firing?.startedAt ?? []);
    return { kind: "violated", firing: { ...worst, startedAt: Math.min(...starts) } };
  }
  if (!isKnown || alerts.length === 0) return { kind: "unknown" };
  const over = episodes.flatMap((episode) => episode.over ?? []);
  if (over.length === 0) return { kind: "met", endedAt: now, resolvedAt: now };
  return {
    kind: "met",
    endedAt: Math.max(...over.map(({ endedAt }) => endedAt)),
    resolvedAt: Math.max(...over.map(({ resolvedAt }) => resolvedAt)),
  };
}

/**
 * Judges an objective: what its figures are, which of its alert rules fire, what they remember. Pure: all that it knows is given,
 * so a past round can be judged again.
 */
export function judgeObjective(input: JudgeInput): Judgement {
  const { objective, memory, now } = input;
  const target = targetOf(objective);
  const evidence = evidenceOf(input);
  const ranges = rangeFigures(input, target);
  const figures: ObjectiveFigures = {
    unit: unitOf(objective),
    ...ranges,
    burn: burnFigures(objective, evidence, target),
    exhaustedAt: exhaustedAt(input, evidence, target, ranges),
    latency: objective.rule.kind === "latency" ? latestLatency(input) : null,
  };
  const episodes = episodesOf(input, evidence, target, figures);
  const firing = firingOf(objective, episodes.rules);
  const told = objective.alerts.filter(({ severity }) => severity !== "info");
  const noted = objective.alerts.filter(({ severity }) => severity === "info");
  const bad = amountOfParts(objective.rule, input.amounts.get("operational") ?? []);
  const next: Memory = {
    settledUntil: settledBy(memory, now),
    runs: episodes.runs,
    rules: episodes.rules,
    badEvents: objective.rule.kind === "zero_tolerance" ? String(bad.total - bad.good) : null,
  };
  return {
    figures: hasData(figures) ? figures : null,
    memory: next,
    verdict: verdictOf(told, firing, episodes, now),
    note: verdictOf(noted, firing, episodes, now),
    firing,
    dataUntil: input.time ? evidence.until : dataUntilOf(input.windows, now),
    endsInMs: endsInMs(input, evidence, target, ranges),
  };
}

const hasData = ({ operational, contract, ninetyDays, latency }: ObjectiveFigures): boolean =>
  latency !== null || [operational, contract, ninetyDays].some((figures) => figures?.attainment != null);
