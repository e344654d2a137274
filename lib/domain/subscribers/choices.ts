import { z } from "zod";
import { SUBSCRIPTION_KINDS, type SubscriptionKind } from "../delivery/plan.ts";
import type { Fault } from "../errors.ts";
import { id } from "../id.ts";
import { type Language, language } from "../language.ts";
import { timeZone } from "../page/page.ts";
import type { Choices, Subscriber } from "./subscriber.ts";

/** The floor under which somebody wants to hear nothing, by rank. */
export const FLOORS = ["none", "minor", "major", "critical"] as const;
/** What who chooses nothing hears of. Reports are asked for. */
export const DEFAULT_KINDS: readonly SubscriptionKind[] = ["incidents", "maintenance", "postmortems"];

const MAX_CHOSEN = 500;
const HOUR_MINUTES = 60;
const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)$/;

const unique = <T>(list: T[]): T[] => [...new Set(list)];
const ids = z.array(id).max(MAX_CHOSEN, `at most ${MAX_CHOSEN} of them`).overwrite(unique);
/** A time of the day, "22:00": minutes of the local day behind it. */
const clock = z
  .string()
  .regex(CLOCK, 'a time of the day, such as "22:00"')
  .transform((text) => Number(text.slice(0, 2)) * HOUR_MINUTES + Number(text.slice(3)))
  .meta({ example: "22:00" });

/** Minutes of the local day as they are written: "22:00". */
export const clockText = (minutes: number): string =>
  `${String(Math.floor(minutes / HOUR_MINUTES)).padStart(2, "0")}:${String(minutes % HOUR_MINUTES).padStart(2, "0")}`;

/** What a subscriber may choose, as forms and the API write it; what is left out stays, or is as by default. */
export const choiceFields = {
  component_ids: ids
    .optional()
    .meta({ description: "Only these components; with no groups and none of them: all" }),
  group_ids: ids.optional().meta({ description: "Everything in these groups, also what is added later" }),
  kinds: z
    .array(z.enum(SUBSCRIPTION_KINDS))
    .min(1, "choose at least one")
    .max(MAX_CHOSEN)
    .overwrite(unique)
    .optional(),
  min_impact: z.enum(FLOORS).optional().meta({ description: "Incidents below this impact are not told" }),
  quiet_from: clock.nullish().meta({ description: "Quiet hours hold what comes; with quiet_until" }),
  quiet_until: clock.nullish(),
  digest_at: clock.nullish().meta({ description: "Everything is told together, once a day at this time" }),
  language: language.optional(),
  time_zone: timeZone.optional(),
};
export const choicesInput = z.object(choiceFields);
export type ChoicesInput = z.infer<typeof choicesInput>;

export const defaultChoices = (page: { languages: Language[]; timeZone: string }): Choices => ({
  followsPage: true,
  kinds: [...DEFAULT_KINDS],
  componentIds: [],
  groupIds: [],
  minImpact: 0,
  quiet: null,
  digestAt: null,
  language: page.languages[0] ?? "en",
  timeZone: page.timeZone,
});

/** Whether whatever the page tells of incidents and windows reaches them: nothing is left to follow by itself. */
export const hearsEverything = (choices: Choices): boolean =>
  choices.followsPage &&
  choices.minImpact === 0 &&
  choices.componentIds.length + choices.groupIds.length === 0 &&
  DEFAULT_KINDS.every((kind) => choices.kinds.includes(kind));

/** Whether following this incident or window would tell them more than they hear now. */
export const mayFollow = (
  { choices, incidentIds }: Pick<Subscriber, "choices" | "incidentIds">,
  incidentId: string,
): boolean => !incidentIds.includes(incidentId) && !hearsEverything(choices);

/** What is chosen after `input`, on top of what was. */
export function withChoices(before: Choices, input: ChoicesInput): { choices: Choices; faults: Fault[] } {
  const quiet = quietOf(before, input);
  const choices: Choices = {
    ...before,
    kinds: input.kinds ?? before.kinds,
    componentIds: input.component_ids ?? before.componentIds,
    groupIds: input.group_ids ?? before.groupIds,
    minImpact: input.min_impact
      ? (FLOORS.indexOf(input.min_impact) as Choices["minImpact"])
      : before.minImpact,
    quiet: quiet === "half" ? before.quiet : quiet,
    digestAt: input.digest_at === undefined ? before.digestAt : input.digest_at,
    language: input.language ?? before.language,
    timeZone: input.time_zone ?? before.timeZone,
  };
  const faults =
    quiet === "half"
      ? [{ path: "quiet_until", message: "quiet hours need a beginning and another end" }]
      : [];
  return { choices, faults };
}

function quietOf(before: Choices, input: ChoicesInput): Choices["quiet"] | "half" {
  const from = input.quiet_from === undefined ? before.quiet?.from : input.quiet_from;
  const until = input.quiet_until === undefined ? before.quiet?.until : input.quiet_until;
  if ((from ?? null) === null && (until ?? null) === null) return null;
  if ((from ?? null) === null || (until ?? null) === null || from === until) return "half";
  return { from: from!, until: until! };
}
