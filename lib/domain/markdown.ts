import { type MailForm, type TopHeading, toHtml, toMailHtml } from "./markdown/html.ts";
import { parseMarkdown } from "./markdown/parse.ts";
import { type TextStyle, toText } from "./markdown/text.ts";

/** Rendered texts are remembered up to this many characters of source and result together. */
const MAX_REMEMBERED_CHARACTERS = 8_000_000;
const DEFAULT_TOP_HEADING = 4;

/**
 * What people write, as HTML for pages and feeds: parsed to a tree, of which only a list of elements and attributes is
 * allowed. Raw HTML is never passed on (the words in it stay), images become their description, links lead to http,
 * https or mailto. `topHeading`: the level of its highest heading; the document around it has the levels above.
 */
export function markdownToHtml(source: string, options: { topHeading?: TopHeading } = {}): string {
  const top = options.topHeading ?? DEFAULT_TOP_HEADING;
  return remembered(`${top}${source}`, () => toHtml(parseMarkdown(source), top));
}

/** The same for a mail: styled in every element; links that lead away from `origin` are words with their address. */
export const markdownToMail = (source: string, form: MailForm): string =>
  toMailHtml(parseMarkdown(source), 2, form);

/** The same as plain text, for what shows no markup: SMS, calendars, descriptions. Links keep their address. */
export const markdownToText = (source: string): string =>
  remembered(`t${source}`, () => toText(parseMarkdown(source)));

/** The same as text of another form, with its own marks and escaping. */
export const markdownToStyledText = (source: string, style: TextStyle): string =>
  toText(parseMarkdown(source), style);

const known = new Map<string, string>();
let characters = 0;

/** The oldest go first; the same text is asked for by every page and feed of a snapshot. */
function remembered(key: string, make: () => string): string {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  characters += key.length + made.length;
  for (const [oldest, text] of known) {
    if (characters <= MAX_REMEMBERED_CHARACTERS) break;
    known.delete(oldest);
    characters -= oldest.length + text.length;
  }
  return made;
}
