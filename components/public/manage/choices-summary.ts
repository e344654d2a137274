import type { Reader } from "#components/ui/reader.ts";
import { toldText } from "#components/ui/told.tsx";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { clockText, FLOORS } from "#lib/domain/subscribers/choices.ts";
import type { Choices } from "#lib/domain/subscribers/subscriber.ts";
import { manageWord } from "#lib/domain/words/manage.ts";
import { subscribeWord } from "#lib/domain/words/subscribe.ts";

/** What somebody hears of and when, in a line. */
export function choicesSummary(choices: Choices, snapshot: Snapshot, reader: Reader): string {
  const { language } = reader;
  if (!choices.followsPage) return manageWord("hears_nothing", language);
  const { quiet, digestAt, minImpact, kinds } = choices;
  return [
    whatOf(choices, snapshot, reader),
    kinds.map((kind) => subscribeWord(`kind_${kind}`, language)).join(", "),
    minImpact > 0 && subscribeWord(`impact_${FLOORS[minImpact]}`, language),
    quiet &&
      manageWord("quiet_between", language, { from: clockText(quiet.from), until: clockText(quiet.until) }),
    digestAt !== null && manageWord("digest_daily", language, { at: clockText(digestAt) }),
  ]
    .filter(Boolean)
    .join(" · ");
}

function whatOf(
  { componentIds, groupIds }: Choices,
  { components, groups }: Snapshot,
  reader: Reader,
): string {
  if (componentIds.length + groupIds.length === 0) return manageWord("hears_all", reader.language);
  const named = [
    ...groups.filter(({ id }) => groupIds.includes(id)),
    ...components.filter(({ id }) => componentIds.includes(id)),
  ];
  return named.map((noun) => toldText(noun, reader)).join(", ");
}
