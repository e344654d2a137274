import { markdownToText } from "#lib/domain/markdown.ts";
import { stateMark } from "../told/marks.ts";
import type { Mail, Said } from "./mail.ts";
import { wrapped } from "./wrap.ts";

const RULE = "-- ";

const said = ({ head, text }: Said): string[] => [
  ...(head === null ? [] : [head]),
  ...(text.markdown === "" ? [] : [markdownToText(text.markdown)]),
];

function facts({ facts, affected }: Mail): string[] {
  const lines = facts.map(({ label, value }) => `${label}: ${value}`);
  if (!affected) return lines;
  const items = affected.items.map(({ name, state, word }) =>
    state === null ? `- ${name}` : `- ${name}: ${stateMark(state)} ${word}`,
  );
  return [...lines, `${affected.label}:`, ...items];
}

/** The text part of a mail: everything that the HTML says, in lines that any program shows. */
export function mailText(mail: Mail): string {
  const { band, title, lead, code, body, button, earlier, foot, page } = mail;
  const head = band ? `[${stateMark(band.tone)} ${band.label}] ${title.text}` : title.text;
  const blocks = [
    head,
    lead,
    facts(mail).join("\n"),
    ...(code === null ? [] : [`    ${code}`]),
    ...body.flatMap((one) => said(one)),
    ...(button ? [`${button.text}:\n${button.url}`] : []),
    ...(earlier
      ? [`${earlier.label}`, ...earlier.items.map((one) => said(one).join("\n")), earlier.more ?? ""]
      : []),
    [RULE, ...foot.lines, ...foot.links.map(({ text, url }) => `${text}: ${url}`), page.name, page.url].join(
      "\n",
    ),
  ];
  return `${blocks
    .filter((block) => block !== "")
    .map((block) =>
      block.startsWith(RULE)
        ? block
            .split("\n")
            .map((line) => (line === RULE ? line : wrapped(line)))
            .join("\n")
        : wrapped(block),
    )
    .join("\n\n")}\n`;
}
