import { messageWords } from "#lib/domain/words/messages.ts";
import type { Entry, Letter } from "../letter/letter.ts";
import { singleLine } from "../letter/lines.ts";
import type { OutgoingSlack } from "../outgoing.ts";
import { stateMark } from "../told/marks.ts";
import { cutSlackText, slackLink, slackPieces, slackText } from "./mrkdwn.ts";

/** Slack's limits. */
const MAX_HEADER = 150;
const MAX_SECTION = 3_000;
const MAX_FIELD = 2_000;
const MAX_FIELDS = 10;
const MAX_BUTTON = 75;
/** The page has the whole text. */
const MAX_BODY_PIECES = 3;

type Block = Record<string, unknown>;

const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
const section = (text: string): Block => ({ type: "section", text: mrkdwn(text) });
const context = (...texts: string[]): Block => ({ type: "context", elements: texts.map(mrkdwn) });

function fields({ band, facts, affected }: Letter): Block[] {
  const field = (label: string, value: string) =>
    mrkdwn(`*${slackText(label)}*\n${cutSlackText(value, MAX_FIELD - label.length * 5 - 4)}`);
  const items = affected?.items.map(({ name, state, word }) =>
    state === null ? name : `${stateMark(state)} ${name} · ${word}`,
  );
  const all = [
    ...(band ? [mrkdwn(`${stateMark(band.tone)} *${slackText(band.label)}*`)] : []),
    ...facts.map(({ label, value }) => field(label, value)),
    ...(affected ? [field(affected.label, items!.join("\n"))] : []),
  ].slice(0, MAX_FIELDS);
  return all.length > 0 ? [{ type: "section", fields: all }] : [];
}

function bodyBlocks({ body, language }: Letter): Block[] {
  return body.flatMap(({ head, text }) => {
    const { texts, isCut } = slackPieces(text.markdown, MAX_SECTION, MAX_BODY_PIECES);
    return [
      ...(head === null ? [] : [context(slackText(head))]),
      ...texts.map(section),
      ...(isCut ? [context(slackText(messageWords("cut", language)))] : []),
    ];
  });
}

function entryBlock({ tone, label, title, lines, excerpt, url }: Entry): Block {
  const head = `${stateMark(tone)} *${slackText(label)}* · ${slackLink(singleLine(title.text), url)}`;
  const rest = [...lines, ...(excerpt ? [excerpt.text] : [])].join("\n");
  return section(`${head}\n${cutSlackText(rest, MAX_SECTION - head.length - 1)}`);
}

const buttonBlock = ({ button }: Letter): Block[] =>
  button
    ? [
        {
          type: "actions",
          elements: [
            {
              type: "button",
              text: { type: "plain_text", text: singleLine(button.text, MAX_BUTTON), emoji: false },
              url: button.url,
            },
          ],
        },
      ]
    : [];

/** A letter as Slack's blocks. `text` is what notifications show. */
export function slackPost(letter: Letter): OutgoingSlack["payload"] {
  const { page, foot, title, lead, entries } = letter;
  const ways = [
    slackLink(singleLine(page.name), page.url),
    ...(foot.unsubscribe ? [slackLink(foot.unsubscribe.text, foot.unsubscribe.url)] : []),
  ];
  return {
    text: slackText(letter.subject),
    blocks: [
      {
        type: "header",
        text: { type: "plain_text", text: cutSlackText(singleLine(title.text), MAX_HEADER), emoji: false },
      },
      section(cutSlackText(lead, MAX_SECTION)),
      ...fields(letter),
      ...bodyBlocks(letter),
      ...entries.map(entryBlock),
      ...buttonBlock(letter),
      context(ways.join(" · ")),
    ],
  };
}
