import type { Fault } from "../../errors.ts";
import { isTimeZone } from "../../status/calendar.ts";
import { BOUNDARIES_US, binOf, isBoundary } from "../boundaries.ts";
import { type ObjectiveDefinition, type SloDefinition, WINDOW_SECONDS } from "../definition.ts";
import { compare, decimalText, fraction, ONE, readPercent } from "../fraction.ts";
import { alertFaults } from "./alert-faults.ts";
import { durationText } from "./duration.ts";
import { KEY_FORM, type Known, MAX_OBJECTIVES, MAX_PARTS, type Note, namesLike } from "./known.ts";

const MIN_OPERATIONAL_SECONDS = 3_600;
/** As long as figures are shown for. */
const MAX_OPERATIONAL_SECONDS = 90 * 86_400;
const KEY_MESSAGE = "1 to 63 letters, digits, dots, dashes or underscores, such as SLO-001";

const milliseconds = (us: number): string =>
  decimalText(fraction(BigInt(us), 1000n), 3).replace(/\.?0+$/, "");

function sliFaults(path: string, name: string, known: Known, wantsLatency = false): Fault[] {
  const kind = known.slis.get(name);
  if (kind === undefined)
    return [
      { path, message: `no such SLI: ${name} (there are: ${namesLike(name, known.slis.keys(), known.ids)})` },
    ];
  if (wantsLatency && kind !== "latency")
    return [{ path, message: `${name} has no latencies: a percentile needs an SLI of the kind latency` }];
  return [];
}

function componentFaults(path: string, names: readonly string[], known: Known): Fault[] {
  return names.flatMap((name, i) =>
    known.components.has(name)
      ? []
      : [
          {
            path: `${path}.${i}`,
            message: `no such component: ${name} (there are: ${namesLike(name, known.components, known.ids)})`,
          },
        ],
  );
}

function targetFaults(path: string, { rule, target }: ObjectiveDefinition): Fault[] {
  const share = readPercent(target);
  if (!share || share.numerator === 0n)
    return [{ path, message: "a percentage above 0 with at most nine decimals, such as 99.95" }];
  const isWhole = compare(share, ONE) === 0;
  if (rule.kind === "zero_tolerance")
    return isWhole ? [] : [{ path, message: "zero tolerance means 100 %: not one bad event" }];
  if (!isWhole) return [];
  const message =
    "100 % leaves no budget: 100 − 100 = 0, and every burn rate would divide by it. Take less, or zero_tolerance";
  return [{ path, message }];
}

function partFaults(path: string, objective: ObjectiveDefinition, known: Known): Fault[] {
  const { rule } = objective;
  if (rule.kind !== "composite") return [];
  if (rule.parts.length < 2 || rule.parts.length > MAX_PARTS)
    return [{ path: `${path}.parts`, message: `2 to ${MAX_PARTS} parts` }];
  const names = rule.parts.map(({ sli }) => sli);
  return rule.parts.flatMap(({ sli, weight }, i) => {
    const at = `${path}.parts.${i}`;
    if (names.indexOf(sli) < i) return [{ path: `${at}.sli`, message: "the same SLI stands there twice" }];
    const weighs = Number.isFinite(weight) && weight > 0 && weight <= 1_000_000;
    const faults = weighs ? [] : [{ path: `${at}.weight`, message: "a weight above 0" }];
    return [...sliFaults(`${at}.sli`, sli, known), ...faults];
  });
}

function ruleFaults(path: string, objective: ObjectiveDefinition, known: Known): Fault[] {
  const { rule } = objective;
  switch (rule.kind) {
    case "availability":
      return [
        ...(rule.components.length === 0
          ? [{ path: `${path}.components`, message: "at least one component" }]
          : componentFaults(`${path}.components`, rule.components, known)),
        ...rule.evidence.flatMap((name, i) => sliFaults(`${path}.evidence.${i}`, name, known)),
      ];
    case "composite":
      return partFaults(path, objective, known);
    case "latency":
      return [
        ...sliFaults(`${path}.sli`, rule.sli, known, true),
        ...(Number.isInteger(rule.thresholdUs) &&
        rule.thresholdUs > 0 &&
        rule.thresholdUs <= BOUNDARIES_US.at(-1)!
          ? []
          : [
              {
                path: `${path}.threshold_ms`,
                message: "above 0 and at most 60000 ms, in whole microseconds",
              },
            ]),
      ];
    case "time_slice": {
      const share = readPercent(rule.sliceTarget);
      const isShare = share !== null && share.numerator > 0n;
      return [
        ...sliFaults(`${path}.sli`, rule.sli, known),
        ...(isShare
          ? []
          : [{ path: `${path}.slice_target`, message: "a percentage above 0 and at most 100" }]),
      ];
    }
    default:
      return sliFaults(`${path}.sli`, rule.sli, known);
  }
}

function objectiveFaults(path: string, slo: SloDefinition, i: number, known: Known): Fault[] {
  const objective = slo.objectives[i]!;
  const { key, tierKey, rule, target, alerts } = objective;
  const faults: Fault[] = [];
  if (!KEY_FORM.test(key)) faults.push({ path: `${path}.key`, message: KEY_MESSAGE });
  if (slo.objectives.findIndex((one) => one.key === key) < i)
    faults.push({ path: `${path}.key`, message: "another objective has this key" });
  if (tierKey !== null && !known.tiers.has(tierKey)) {
    const message = `no such tier: ${tierKey} (there are: ${namesLike(tierKey, known.tiers)})`;
    faults.push({ path: `${path}.tier`, message });
  }
  const ofTarget = targetFaults(`${path}.target`, objective);
  return [
    ...faults,
    ...ruleFaults(`${path}.rule`, objective, known),
    ...ofTarget,
    ...alertFaults(`${path}.alerts`, alerts, {
      rule,
      target: ofTarget.length === 0 ? readPercent(target) : null,
      targetText: target,
      windowSeconds: slo.settings.operational.seconds,
    }),
  ];
}

function settingsFaults({ settings }: SloDefinition): Fault[] {
  const { seconds } = settings.operational;
  const faults: Fault[] = [];
  if (!Number.isInteger(seconds) || seconds % WINDOW_SECONDS !== 0)
    faults.push({
      path: "window_seconds",
      message: `${seconds} s are no whole five-minute windows: ${seconds} / ${WINDOW_SECONDS} leaves ${seconds % WINDOW_SECONDS}`,
    });
  else if (seconds < MIN_OPERATIONAL_SECONDS || seconds > MAX_OPERATIONAL_SECONDS)
    faults.push({
      path: "window_seconds",
      message: `${durationText(MIN_OPERATIONAL_SECONDS)} to ${durationText(MAX_OPERATIONAL_SECONDS)}`,
    });
  if (settings.contract && !isTimeZone(settings.contract.timeZone))
    faults.push({
      path: "contract_time_zone",
      message: 'a name of the IANA time zone database, like "Asia/Seoul"',
    });
  return faults;
}

/**
 * Everything that is wrong with a definition on this page, with the arithmetic. Paths are those of the wire:
 * `objectives.0.alerts.1.factor`.
 */
export function definitionFaults(slo: SloDefinition, known: Known): Fault[] {
  const { objectives } = slo;
  const count =
    objectives.length >= 1 && objectives.length <= MAX_OBJECTIVES
      ? []
      : [{ path: "objectives", message: `1 to ${MAX_OBJECTIVES} objectives` }];
  return [
    ...(KEY_FORM.test(slo.key) ? [] : [{ path: "key", message: KEY_MESSAGE }]),
    ...componentFaults("components", slo.components, known),
    ...settingsFaults(slo),
    ...count,
    ...objectives.flatMap((_, i) => objectiveFaults(`objectives.${i}`, slo, i, known)),
  ];
}

function thresholdNote(path: string, thresholdUs: number): Note[] {
  if (isBoundary(thresholdUs)) return [];
  const bin = binOf(thresholdUs);
  const [below, above] = [BOUNDARIES_US[bin - 1] ?? 0, BOUNDARIES_US[bin]!];
  const [wanted, low, high] = [thresholdUs, below, above].map(milliseconds);
  const message = `${wanted} ms lies between our boundaries ${low} and ${high} ms: a percentile between them counts as too slow`;
  return [{ path, message }];
}

/** What a definition is told besides: it is held, but people should know. */
export function definitionNotes({ objectives }: SloDefinition): Note[] {
  return objectives.flatMap(({ rule, alerts, target }, i) => {
    if (rule.kind === "latency") return thresholdNote(`objectives.${i}.rule.threshold_ms`, rule.thresholdUs);
    const share = readPercent(target);
    if (!share || rule.kind === "zero_tolerance") return [];
    return alerts.flatMap((alert, j) => {
      if (alert.kind !== "lasting") return [];
      const below = readPercent(alert.below);
      if (!below || compare(below, share) <= 0) return [];
      const message = `${alert.below} % is above the target of ${target} %: it fires while the objective is met`;
      return [{ path: `objectives.${i}.alerts.${j}.below`, message }];
    });
  });
}
