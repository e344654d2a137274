import { z } from "zod";
import { id } from "../id.ts";
import { singleLine } from "../input/text.ts";
import { STATES, type WireState } from "../status/state.ts";
import { MAX_LABEL_NAME_LENGTH, MAX_LABEL_VALUE_LENGTH } from "./reading.ts";

export const MAX_RULES = 200;
export const MAX_RULE_LABELS = 20;

/** `match` names labels and the values they must have; `*` stands for any characters, `?` for one. `{}` matches all. */
export const alertRule = z.object({
  match: z
    .record(singleLine(MAX_LABEL_NAME_LENGTH), singleLine(MAX_LABEL_VALUE_LENGTH))
    .refine((map) => Object.keys(map).length <= MAX_RULE_LABELS, `at most ${MAX_RULE_LABELS} labels a rule`),
  component_id: id,
  state: z.enum(STATES).exclude(["operational", "under_maintenance"]).default("major_outage"),
});
export type AlertRule = z.infer<typeof alertRule>;

export type Suggestion = { componentId: string; state: WireState };

/**
 * True when the whole of `text` fits the pattern. No regular expression: one step back to the last star at a time, so a
 * pattern cannot make it wander.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  let [p, t, star, resumed] = [0, 0, -1, 0];
  while (t < text.length) {
    if (pattern[p] === "*") {
      star = p++;
      resumed = t;
    } else if (p < pattern.length && (pattern[p] === "?" || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resumed;
    } else return false;
  }
  while (pattern[p] === "*") p++;
  return p === pattern.length;
}

type Labelled = { title: string; severity: string | null; labels: Record<string, string> };

/** Title and severity can be asked for like labels, unless labels of these names are there. */
const asked = ({ title, severity, labels }: Labelled): Record<string, string> => ({
  title,
  ...(severity !== null && { severity }),
  ...labels,
});

/** The components that an alert is about, in the order of the rules; for each component its first matching rule wins. */
export function suggest(rules: readonly AlertRule[], alert: Labelled): Suggestion[] {
  const labels = asked(alert);
  const found = new Map<string, WireState>();
  for (const { match, component_id, state } of rules) {
    const fits = Object.entries(match).every(
      ([name, pattern]) => Object.hasOwn(labels, name) && matchesGlob(pattern, labels[name]!),
    );
    if (fits && !found.has(component_id)) found.set(component_id, state);
  }
  return [...found].map(([componentId, state]) => ({ componentId, state }));
}
