import type { ImpactRank, SubscriptionKind } from "#lib/domain/delivery/plan.ts";
import type { Language } from "#lib/domain/language.ts";
import { clockText, defaultChoices, FLOORS } from "#lib/domain/subscribers/choices.ts";
import type { Choices } from "#lib/domain/subscribers/subscriber.ts";

/** What somebody hears of, as its form holds it. Times are "22:00"; empty: none. */
export type ChoiceValues = {
  componentIds: string[];
  groupIds: string[];
  kinds: SubscriptionKind[];
  minImpact: ImpactRank;
  quietFrom: string;
  quietUntil: string;
  digestAt: string;
  language: Language;
  timeZone: string;
};

/** Everything, at once, in the page's first language and zone. */
export const newChoices = (languages: Language[], timeZone: string): ChoiceValues =>
  choiceValues(defaultChoices({ languages, timeZone }));

/** What somebody has chosen, for its form. */
export const choiceValues = ({ quiet, digestAt, followsPage: _, ...choices }: Choices): ChoiceValues => ({
  ...choices,
  quietFrom: quiet ? clockText(quiet.from) : "",
  quietUntil: quiet ? clockText(quiet.until) : "",
  digestAt: digestAt === null ? "" : clockText(digestAt),
});

/** The same for the manage API. */
export const wireChoices = (values: ChoiceValues): Record<string, unknown> => ({
  component_ids: values.componentIds,
  group_ids: values.groupIds,
  kinds: values.kinds,
  min_impact: FLOORS[values.minImpact],
  quiet_from: values.quietFrom || null,
  quiet_until: values.quietUntil || null,
  digest_at: values.digestAt || null,
  language: values.language,
  time_zone: values.timeZone,
});
