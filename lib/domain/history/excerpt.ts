import { markdownToText } from "../markdown.ts";

/** Where a word ends, looked for in this share of an excerpt's end. */
const BREAK_SHARE = 0.2;
/** Of lists and quotations: between the words of one line they would be read as words. */
const LINE_MARKS = /^[ \t]*(?:[->—]|\d+\.) /gm;

/** The beginning of a text as one line without markup, cut between words; whole if it fits. */
export function excerpt(source: string, maxLength: number): { text: string; isCut: boolean } {
  const text = markdownToText(source).replace(LINE_MARKS, "").replace(/\s+/g, " ").trim();
  if (text.length <= maxLength) return { text, isCut: false };
  const cut = text
    .slice(0, maxLength)
    .toWellFormed()
    .replace(/\uFFFD$/, "");
  const space = cut.lastIndexOf(" ");
  const end = space > maxLength * (1 - BREAK_SHARE) ? space : cut.length;
  return { text: `${cut.slice(0, end).trimEnd()}…`, isCut: true };
}
