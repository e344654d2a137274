import { markdownToText } from "#lib/domain/markdown.ts";
import { messageWords } from "#lib/domain/words/messages.ts";
import type { ToldEvent, ToldUpdate } from "../told/event.ts";
import type { Mail, OwnLinks, Said } from "./mail.ts";
import { singleLine, subjectOf } from "./subject.ts";

/** Earlier updates are there to remember by, not to be read again. */
const MAX_EARLIER = 3;
const MAX_EARLIER_LENGTH = 300;
const MAX_PREHEADER_LENGTH = 140;

const headOf = ({ label, atText }: ToldUpdate): string => `${label} · ${atText}`;

/** An earlier update in a few lines, without markup. */
const shortened = (update: ToldUpdate): Said => ({
  head: headOf(update),
  text: { ...update.text, markdown: singleLine(markdownToText(update.text.markdown), MAX_EARLIER_LENGTH) },
});

function earlierOf({ earlier, language }: ToldEvent): Mail["earlier"] {
  if (earlier.length === 0) return null;
  const rest = earlier.length - MAX_EARLIER;
  return {
    label: messageWords("earlier", language),
    items: earlier.slice(0, MAX_EARLIER).map(shortened),
    more: rest > 0 ? messageWords("more_earlier", language, { count: rest }) : null,
  };
}

/** What subscribers get of an event by mail. */
export function eventMail(told: ToldEvent, links: OwnLinks): Mail {
  const { language, page, update } = told;
  const preheader = update ? markdownToText(update.text.markdown) : told.headline;
  return {
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
    code: null,
    body: update ? [{ head: headOf(update), text: update.text }] : [],
    button: { text: messageWords(`open_${told.kind}`, language), url: told.url },
    earlier: earlierOf(told),
    foot: {
      lines: [
        messageWords("why_subscribed", language, { page: page.name }),
        messageWords("privacy", language),
      ],
      links: [
        { text: messageWords("manage", language), url: links.manage },
        { text: messageWords("unsubscribe", language), url: links.unsubscribe },
      ],
    },
  };
}
