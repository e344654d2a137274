import { durationText, secondsOf } from "../slo/defining/duration.ts";
import type { AlertRule, Severity } from "../slo/definition.ts";

/** Alert rules that OpenSLO has no words for, as people read and write them. */
export type WordedRule = Exclude<AlertRule, { kind: "burn" }>;

export function ruleText(rule: WordedRule): string {
  const { severity } = rule;
  switch (rule.kind) {
    case "lasting":
      return `${severity} below ${rule.below}% for ${durationText(rule.forSeconds)}`;
    case "window":
      return `${severity} window above ${rule.above}% ${rule.bad} bad ${rule.good} good`;
    case "consecutive":
      return `${severity} consecutive ${rule.bad} bad ${rule.good} good`;
    case "nearing":
      return `${severity} nearing ${rule.percent}% over ${durationText(rule.windowSeconds)}`;
    case "missed":
      return `${severity} missed`;
    default:
      return `${severity} first bad`;
  }
}

/** The forms, for whoever wrote another one. */
export const RULE_FORMS =
  '"warning below 98% for 1h", "critical window above 10% 1 bad 3 good", "critical consecutive 3 bad 3 good", "info nearing 80% over 1h", "info missed" or "critical first bad"';

type Make = (severity: Severity, parts: string[]) => WordedRule | null;
const NUMBER = String.raw`(\d+(?:\.\d+)?)%?`;
const FORMS: [RegExp, Make][] = [
  [
    new RegExp(`^below ${NUMBER} for (\\w+)$`),
    (severity, [below = "", duration = ""]) => {
      const forSeconds = secondsOf(duration);
      return forSeconds === null ? null : { kind: "lasting", severity, below, forSeconds };
    },
  ],
  [
    new RegExp(`^window above ${NUMBER} (\\d+) bad (\\d+) good$`),
    (severity, [above = "", bad, good]) => ({
      kind: "window",
      severity,
      above,
      bad: Number(bad),
      good: Number(good),
    }),
  ],
  [
    /^consecutive (\d+) bad (\d+) good$/,
    (severity, [bad, good]) => ({ kind: "consecutive", severity, bad: Number(bad), good: Number(good) }),
  ],
  [
    new RegExp(`^nearing ${NUMBER} over (\\w+)$`),
    (severity, [percent, duration = ""]) => {
      const windowSeconds = secondsOf(duration);
      if (windowSeconds === null) return null;
      return { kind: "nearing", severity, percent: Number(percent), windowSeconds };
    },
  ],
  [/^missed$/, (severity) => ({ kind: "missed", severity })],
  [/^first bad$/, (severity) => ({ kind: "first_bad", severity })],
];

/** One rule; null when it is in none of the forms. */
export function readRule(text: string): WordedRule | null {
  const match = /^(info|warning|critical) (.+)$/.exec(text.trim().replace(/\s+/g, " "));
  if (!match) return null;
  const [, severity, rest = ""] = match;
  for (const [form, make] of FORMS) {
    const parts = form.exec(rest);
    if (parts) return make(severity as Severity, parts.slice(1));
  }
  return null;
}
