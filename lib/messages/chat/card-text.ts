import { markdownToText } from "#lib/domain/markdown.ts";

// A mark of emphasis between spaces is no mark. The hair space counts as one, and is hardly seen.
const SPACE = "\u200a";
// Between the parts of a link, before what opens a block: not seen at all.
const NOTHING = "\u200b";

/**
 * Text that a card shows as it is: cards read Markdown in every text, and have no reliable escape for it. No emphasis, no
 * link, no heading, quote or rule comes out of it; addresses in the text stay what they are.
 */
export const cardText = (text: string): string =>
  text
    .replace(/[*_~]+/g, (marks) => `${SPACE}${marks}${SPACE}`)
    .replace(/\](?=[([:])/g, `]${NOTHING}`)
    .replace(/!(?=\[)/g, `!${NOTHING}`)
    .replace(/</g, `<${NOTHING}`)
    .replace(/\{(?=\{)/g, `{${NOTHING}`)
    .replace(/&(?=[#\w]+;)/g, `&${NOTHING}`)
    .replace(/\\/g, `\\${NOTHING}`)
    .replace(/^([ \t]*)(#{1,6}(?=[ \t]|$)|>|[-=+]{2,}|\|)/gm, `$1${NOTHING}$2`);

/** What people wrote in Markdown, as paragraphs of a card. */
export const cardParagraphs = (markdown: string): string[] =>
  markdownToText(markdown)
    .split("\n\n")
    .filter((text) => text.trim() !== "")
    .map(cardText);
