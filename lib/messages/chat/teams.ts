import { messageWords } from "#lib/domain/words/messages.ts";
import type { Entry, Letter, Link } from "../letter/letter.ts";
import { cutText, singleLine } from "../letter/lines.ts";
import { stateMark } from "../told/marks.ts";
import { cardParagraphs, cardText } from "./card-text.ts";

/** Teams refuses larger ones: 28 KB with whatever stands around the card. */
export const MAX_CARD_BYTES = 27_000;
const MAX_TITLE = 300;
const MAX_PARAGRAPH = 4_000;

type Element = Record<string, unknown>;

const block = (text: string, more: Element = {}): Element => ({
  type: "TextBlock",
  text,
  wrap: true,
  ...more,
});
const quiet = { isSubtle: true, size: "small" };

/** Adaptive Cards name colours by what they mean. */
const COLOURS = {
  operational: "good",
  degraded_performance: "warning",
  partial_outage: "warning",
  major_outage: "attention",
  under_maintenance: "accent",
  unknown: "default",
} as const;

function factSet({ facts, affected }: Letter): Element[] {
  const all = [
    ...facts.map(({ label, value }) => ({ title: cardText(label), value: cardText(value) })),
    ...(affected?.items ?? []).map(({ name, state, word }, i) => ({
      title: i === 0 ? cardText(affected!.label) : "",
      value: cardText(state === null ? name : `${name} · ${stateMark(state)} ${word}`),
    })),
  ];
  return all.length > 0 ? [{ type: "FactSet", facts: all }] : [];
}

const bodyElements = ({ body }: Letter): Element[] =>
  body.flatMap(({ head, text }) => [
    ...(head === null ? [] : [block(cardText(head), { ...quiet, separator: true, spacing: "medium" })]),
    ...cardParagraphs(text.markdown).map((paragraph) => block(cutText(paragraph, MAX_PARAGRAPH))),
  ]);

const entryElements = ({ tone, label, title, lines, excerpt, url }: Entry): Element[] => [
  block(`${stateMark(tone)} ${cardText(label)} · ${cardText(singleLine(title.text, MAX_TITLE))}`, {
    weight: "bolder",
    separator: true,
  }),
  ...[...lines, ...(excerpt ? [excerpt.text] : []), url].map((line) =>
    block(cardText(line), { spacing: "none" }),
  ),
];

const open = ({ text, url }: Link): Element => ({ type: "Action.OpenUrl", title: singleLine(text, 75), url });

const cardOf = (letter: Letter, middle: Element[]): Record<string, unknown> => {
  const { band, title, lead, button, foot, page } = letter;
  return {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.2",
    fallbackText: singleLine(letter.subject),
    body: [
      ...(band
        ? [
            block(`${stateMark(band.tone)} ${cardText(band.label)}`, {
              weight: "bolder",
              color: COLOURS[band.tone],
            }),
          ]
        : []),
      block(cardText(singleLine(title.text, MAX_TITLE)), {
        weight: "bolder",
        size: "large",
        style: "heading",
      }),
      block(cardText(lead)),
      ...middle,
      block(cardText(singleLine(page.name)), { ...quiet, separator: true }),
    ],
    actions: [...(button ? [open(button)] : []), ...(foot.unsubscribe ? [open(foot.unsubscribe)] : [])],
  };
};

const bytesOf = (card: unknown): number => Buffer.byteLength(JSON.stringify(card));

/** A letter as an Adaptive Card 1.2, in which nothing that people wrote is read as Markdown. What is too long is cut. */
export function teamsCard(letter: Letter): Record<string, unknown> {
  const middle = [...factSet(letter), ...bodyElements(letter), ...letter.entries.flatMap(entryElements)];
  const whole = cardOf(letter, middle);
  if (bytesOf(whole) <= MAX_CARD_BYTES) return whole;
  const told = block(cardText(messageWords("cut", letter.language)), quiet);
  for (let kept = middle.length - 1; kept > 0; kept--) {
    const card = cardOf(letter, [...middle.slice(0, kept), told]);
    if (bytesOf(card) <= MAX_CARD_BYTES) return card;
  }
  return cardOf(letter, [told]);
}

/** What Teams' workflow for channels takes: the card as an attachment of a message. */
export const teamsMessage = (card: Record<string, unknown>) => ({
  type: "message",
  attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content: card }],
});
