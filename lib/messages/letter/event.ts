import { markdownToText } from "#lib/domain/markdown.ts";
import { messageWords } from "#lib/domain/words/messages.ts";
import type { ToldEvent, ToldUpdate } from "../told/event.ts";
import { subscriberFoot } from "./foot.ts";
import { type Excerpt, type Letter, type OwnLinks, PLAIN } from "./letter.ts";
import { singleLine, subjectOf } from "./lines.ts";

/** Earlier updates are there to remember by, not to be read again. */
const MAX_EARLIER = 3;
const MAX_EXCERPT_LENGTH = 300;
const MAX_PREHEADER_LENGTH = 140;

const headOf = ({ label, atText }: ToldUpdate): string => `${label} · ${atText}`;

/** An earlier update in a few lines, without markup. */
export const excerptOf = (update: ToldUpdate): Excerpt => ({
  head: headOf(update),
  text: singleLine(markdownToText(update.text.markdown), MAX_EXCERPT_LENGTH),
  lang: update.text.lang,
});

function earlierOf({ earlier, language }: ToldEvent): Letter["earlier"] {
  if (earlier.length === 0) return null;
  const rest = earlier.length - MAX_EARLIER;
  return {
    label: messageWords("earlier", language),
    items: earlier.slice(0, MAX_EARLIER).map(excerptOf),
    more: rest > 0 ? messageWords("more_earlier", language, { count: rest }) : null,
  };
}

/** What subscribers hear of an event. */
export function eventLetter(told: ToldEvent, links: OwnLinks): Letter {
  const { language, page, update } = told;
  const preheader = update ? markdownToText(update.text.markdown) : told.headline;
  return {
    ...PLAIN,
    language,
    subject: subjectOf(told.label, told.name.text, page.name),
    preheader: singleLine(preheader, MAX_PREHEADER_LENGTH),
    page,
    band: { tone: told.tone, label: told.label },
    title: told.name,
    lead: told.headline,
    facts: told.facts,
    affected:
      told.affected.length > 0 ? { label: messageWords("affected", language), items: told.affected } : null,
    body: update ? [{ head: headOf(update), text: update.text }] : [],
    button: { text: messageWords(`open_${told.kind}`, language), url: told.url },
    earlier: earlierOf(told),
    foot: subscriberFoot(language, page.name, links),
  };
}
