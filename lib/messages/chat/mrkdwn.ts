import type { TextStyle } from "#lib/domain/markdown/text.ts";
import { markdownToStyledText, markdownToText } from "#lib/domain/markdown.ts";

/** Slack's own escaping: what is left cannot be a mention, a channel or a link. */
export const slackText = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** An address inside of `<…|…>`. */
const slackAddress = (address: string): string => slackText(address).replace(/\|/g, "%7C");

const BACKTICKS = /`/g;

const STYLE: TextStyle = {
  text: slackText,
  strong: (inner) => (inner.trim() === "" ? inner : `*${inner}*`),
  code: (value) => `\`${slackText(value).replace(BACKTICKS, "ˋ")}\``,
  codeBlock: (value) => `\`\`\`\n${slackText(value).replace(BACKTICKS, "ˋ")}\n\`\`\``,
  link: (inner, value, address) =>
    value === address
      ? `<${slackAddress(address)}>`
      : `<${slackAddress(address)}|${inner.replace(/[|\n]/g, " ")}>`,
};

/** A link of ours. */
export const slackLink = (text: string, url: string): string =>
  `<${slackAddress(url)}|${slackText(text).replace(/[|\n]/g, " ")}>`;

/** At most `most` characters of escaped text; never half an entity. */
export function cutSlackText(text: string, most: number): string {
  let kept = text.slice(0, most);
  while (slackText(kept).length > most) kept = kept.slice(0, Math.max(0, kept.length - 10));
  if (kept.length === text.length) return slackText(text);
  return `${slackText(kept.slice(0, -6)).trimEnd()}…`;
}

/**
 * Markdown in Slack's form, in pieces of at most `most` characters. A paragraph that is longer loses its markup and its end;
 * so does whatever comes after `pieces` pieces.
 */
export function slackPieces(
  markdown: string,
  most: number,
  pieces: number,
): { texts: string[]; isCut: boolean } {
  const blocks = markdownToStyledText(markdown, STYLE).split("\n\n");
  const texts: string[] = [];
  for (const block of blocks) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + block.length + 2 <= most)
      texts[texts.length - 1] = `${last}\n\n${block}`;
    else texts.push(block);
  }
  if (texts.some((text) => text.length > most)) {
    const plain = markdownToText(markdown);
    return { texts: [cutSlackText(plain, most)], isCut: slackText(plain).length > most };
  }
  return { texts: texts.filter((text) => text !== "").slice(0, pieces), isCut: texts.length > pieces };
}
