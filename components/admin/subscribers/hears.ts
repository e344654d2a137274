import type { ImpactRank } from "#lib/domain/delivery/plan.ts";
import { word } from "#lib/domain/glossary.ts";
import type { Language } from "#lib/domain/language.ts";
import { clockText, DEFAULT_KINDS } from "#lib/domain/subscribers/choices.ts";
import type { Subscriber } from "#lib/domain/subscribers/subscriber.ts";
import { subscriberWord } from "#lib/domain/words/subscribers.ts";

const IMPACT_WORDS = ["impact_none", "impact_minor", "impact_major", "impact_critical"] as const;

/** From which impact on somebody is told: "Partial outage or worse". */
export const floorText = (rank: ImpactRank, language: Language): string =>
  rank === 0
    ? subscriberWord("impact_any", language)
    : subscriberWord("floor", language, { impact: word(IMPACT_WORDS[rank], language) });

function counted(what: "group" | "component", n: number, language: Language): string | null {
  if (n === 0) return null;
  return n === 1 ? subscriberWord(`one_${what}`, language) : subscriberWord(`n_${what}s`, language, { n });
}

/** What somebody hears of, in a few words: "3 components · Partial outage or worse · daily at 09:00". */
export function hearsOf({ choices, incidentIds }: Subscriber, language: Language): string {
  const { followsPage, componentIds, groupIds, kinds, minImpact, digestAt } = choices;
  if (!followsPage) return subscriberWord("only_incidents", language, { n: incidentIds.length });
  const limits = [
    counted("group", groupIds.length, language),
    counted("component", componentIds.length, language),
  ].filter((text) => text !== null);
  return [
    ...(limits.length > 0 ? limits : [subscriberWord("everything", language)]),
    !DEFAULT_KINDS.every((kind) => kinds.includes(kind)) &&
      kinds.map((kind) => subscriberWord(`kind_${kind}`, language)).join(", "),
    minImpact > 0 && floorText(minImpact, language),
    digestAt !== null && subscriberWord("digest_daily", language, { time: clockText(digestAt) }),
  ]
    .filter((text) => text !== false)
    .join(" · ");
}
