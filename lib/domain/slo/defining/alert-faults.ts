import type { Fault } from "../../errors.ts";
import { type AlertRule, type ObjectiveRule, WINDOW_SECONDS } from "../definition.ts";
import { compare, decimalText, type Fraction, readDecimal, readPercent } from "../fraction.ts";
import { greatestBurn } from "../rules/burn.ts";
import { ruleName } from "../rules/name.ts";
import { durationText } from "./duration.ts";
import { MAX_ALERTS } from "./known.ts";

/** Rows of windows that are counted: a day of them. */
const MAX_ROW = 288;

type Judged = {
  rule: ObjectiveRule;
  /** Null where the target itself is at fault. */
  target: Fraction | null;
  targetText: string;
  /** Of the operational window. */
  windowSeconds: number;
};

/** Which rules say anything of which kind of objective. */
function misplaced(alert: AlertRule, { rule }: Judged): string | null {
  if (rule.kind === "zero_tolerance")
    return alert.kind === "first_bad"
      ? null
      : "zero tolerance has no budget and no windows: only first_bad says anything of it";
  if (alert.kind === "first_bad") return "first_bad is for zero tolerance: other objectives have a budget";
  if (alert.kind === "nearing" && rule.kind !== "latency")
    return "nearing looks at a percentile: only latency objectives have one";
  if (alert.kind === "window" && rule.kind !== "ratio" && rule.kind !== "composite")
    return "window looks at the share of bad events: only ratio and composite objectives have one";
  if (alert.kind === "consecutive" && rule.kind === "availability")
    return "availability is judged in time, not in windows: use burn or lasting";
  return null;
}

const dividesFault = (path: string, seconds: number): Fault[] =>
  Number.isInteger(seconds) && seconds > 0 && seconds % WINDOW_SECONDS === 0
    ? []
    : [
        {
          path,
          message: `${seconds} s are no whole five-minute windows: ${seconds} / ${WINDOW_SECONDS} leaves ${seconds % WINDOW_SECONDS}`,
        },
      ];

function percentFault(path: string, text: string): Fault[] {
  const share = readPercent(text);
  if (share && share.numerator > 0n && compare(share, { numerator: 1n, denominator: 1n }) < 0) return [];
  return [{ path, message: "a percentage above 0 and below 100 with at most nine decimals, such as 99.95" }];
}

function rowFaults(path: string, { bad, good }: { bad: number; good: number }): Fault[] {
  const isRow = (count: number) => Number.isInteger(count) && count >= 1 && count <= MAX_ROW;
  const message = `1 to ${MAX_ROW} windows in a row`;
  return [
    ...(isRow(bad) ? [] : [{ path: `${path}.bad`, message }]),
    ...(isRow(good) ? [] : [{ path: `${path}.good`, message }]),
  ];
}

/** A factor that no failure can reach never tells anybody anything. */
function factorFault(path: string, factor: number, { target, targetText }: Judged): Fault[] {
  const read = readDecimal(String(factor));
  if (!read || read.numerator === 0n)
    return [{ path, message: "a number above 0 with at most nine decimals, such as 14.4" }];
  const greatest = target && greatestBurn(target);
  if (!greatest || compare(read, greatest) < 0) return [];
  const most = decimalText(greatest, 2);
  return [
    {
      path,
      message: `can never fire: at ${targetText} % even a total outage burns at 1 / (1 − ${targetText} / 100) = ${most}, which is not above ${factor}`,
    },
  ];
}

function burnFaults(path: string, alert: Extract<AlertRule, { kind: "burn" }>, judged: Judged): Fault[] {
  const { longSeconds, shortSeconds, factor } = alert;
  const faults = [
    ...dividesFault(`${path}.long_seconds`, longSeconds),
    ...dividesFault(`${path}.short_seconds`, shortSeconds),
    ...factorFault(`${path}.factor`, factor, judged),
  ];
  if (faults.length > 0) return faults;
  if (shortSeconds >= longSeconds)
    faults.push({
      path: `${path}.short_seconds`,
      message: `must be shorter than the long window of ${durationText(longSeconds)}`,
    });
  else if (longSeconds % shortSeconds !== 0)
    faults.push({
      path: `${path}.short_seconds`,
      message: `does not divide the long window: ${longSeconds} / ${shortSeconds} leaves ${longSeconds % shortSeconds}`,
    });
  if (longSeconds > judged.windowSeconds)
    faults.push({
      path: `${path}.long_seconds`,
      message: `${durationText(longSeconds)} is longer than the window of the SLO, ${durationText(judged.windowSeconds)}`,
    });
  return faults;
}

function ruleFaults(path: string, alert: AlertRule, judged: Judged): Fault[] {
  switch (alert.kind) {
    case "burn":
      return burnFaults(path, alert, judged);
    case "lasting":
      return [
        ...percentFault(`${path}.below`, alert.below),
        ...dividesFault(`${path}.for_seconds`, alert.forSeconds),
      ];
    case "window":
      return [...percentFault(`${path}.above`, alert.above), ...rowFaults(path, alert)];
    case "consecutive":
      return rowFaults(path, alert);
    case "nearing":
      return [
        ...percentFault(`${path}.percent`, String(alert.percent)),
        ...dividesFault(`${path}.window_seconds`, alert.windowSeconds),
      ];
    default:
      return [];
  }
}

/** Everything wrong with the alert rules of an objective; paths begin with `path`, names as on the wire. */
export function alertFaults(path: string, alerts: readonly AlertRule[], judged: Judged): Fault[] {
  if (alerts.length > MAX_ALERTS) return [{ path, message: `at most ${MAX_ALERTS} alert rules` }];
  const names = alerts.map(ruleName);
  return alerts.flatMap((alert, i) => {
    const at = `${path}.${i}`;
    const elsewhere = misplaced(alert, judged);
    if (elsewhere) return [{ path: `${at}.kind`, message: elsewhere }];
    if (names.indexOf(names[i]!) < i) return [{ path: at, message: "the same rule stands there twice" }];
    return ruleFaults(at, alert, judged);
  });
}
