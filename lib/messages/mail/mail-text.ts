import { markdownToText } from "#lib/domain/markdown.ts";
import type { Entry, Excerpt, Letter, Said } from "../letter/letter.ts";
import { stateMark } from "../told/marks.ts";
import { wrapped } from "./wrap.ts";

/** Programs fold what follows this line away: the foot is there for who looks for it. */
const RULE = "-- ";

const said = ({ head, text }: Said): string[] => [
  ...(head === null ? [] : [head]),
  ...(text.markdown === "" ? [] : [markdownToText(text.markdown)]),
];
const excerpt = ({ head, text }: Excerpt): string => `${head}\n${text}`;

function facts({ facts, affected }: Letter): string {
  const lines = facts.map(({ label, value }) => `${label}: ${value}`);
  if (!affected) return lines.join("\n");
  const items = affected.items.map(({ name, state, word }) =>
    state === null ? `- ${name}` : `- ${name}: ${stateMark(state)} ${word}`,
  );
  return [`${affected.label}:`, ...items, ...lines].join("\n");
}

const entry = ({ tone, label, title, lines, excerpt: newest, url }: Entry): string =>
  [`${stateMark(tone)} [${label}] ${title.text}`, ...lines, ...(newest ? [newest.text] : []), url].join("\n");

function foot({ foot: { lines, manage, unsubscribe }, page }: Letter): string {
  const links = [manage, unsubscribe].flatMap((link) => (link ? [`${link.text}: ${link.url}`] : []));
  const told = [...lines, ...links, page.name, page.url].map((line) => wrapped(line));
  return [RULE, ...told].join("\n");
}

/** The text part of a mail: everything that the HTML says, in lines that any program shows. */
export function mailText(letter: Letter): string {
  const { band, title, lead, entries, body, button, earlier } = letter;
  const blocks = [
    band ? `[${stateMark(band.tone)} ${band.label}] ${title.text}` : title.text,
    lead,
    facts(letter),
    ...entries.map(entry),
    ...body.flatMap(said),
    ...(button ? [`${button.text}:\n${button.url}`] : []),
    ...(earlier ? [earlier.label, ...earlier.items.map(excerpt), earlier.more ?? ""] : []),
  ];
  const above = blocks.filter((block) => block !== "").map((block) => wrapped(block));
  return `${[...above, foot(letter)].join("\n\n")}\n`.replace(/(?![\n\t])\p{Cc}/gu, "");
}
