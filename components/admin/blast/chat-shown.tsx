"use client";
import { Fragment } from "react";

type Fields = Record<string, unknown>;
const BOX = "grid gap-2 rounded-box border border-line border-l-4 border-l-accent bg-page p-3 text-sm";

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;
const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);
const textOf = (value: unknown): string => {
  const text = isFields(value) ? value.text : value;
  return typeof text === "string" ? unescaped(text) : "";
};
/** Slack's own escapes and dates; the rest of its marks is shown as it is. */
const unescaped = (text: string) =>
  text
    .replace(/<!date\^\d+\^[^|>]*\|([^>]*)>/g, "$1")
    .replace(/<(https?:[^|>]+)\|([^>]*)>/g, "$2")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

/** Blocks of Slack, drawn plainly: what stands where, not how Slack colours it. */
export function SlackShown({ payload, fallback }: { payload: unknown; fallback: string }) {
  const blocks = listOf(isFields(payload) ? payload.blocks : null);
  if (blocks.length === 0) return <p className={BOX}>{fallback}</p>;
  return (
    <div className={BOX}>
      {blocks.map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks are a fixed list
        <Fragment key={at}>
          <Block block={block} />
        </Fragment>
      ))}
    </div>
  );
}

function Block({ block }: { block: Fields }) {
  switch (block.type) {
    case "header":
      return <p className="text-base font-semibold">{textOf(block.text)}</p>;
    case "section":
      return (
        <>
          {isFields(block.text) && <p className="whitespace-pre-wrap">{bold(textOf(block.text))}</p>}
          {Array.isArray(block.fields) && (
            <div className="grid gap-2 sm:grid-cols-2">
              {listOf(block.fields).map((field) => (
                <p key={textOf(field)} className="whitespace-pre-wrap">
                  {bold(textOf(field))}
                </p>
              ))}
            </div>
          )}
        </>
      );
    case "context":
      return (
        <p className="text-muted">
          {listOf(block.elements)
            .map((element) => textOf(element))
            .join(" ")}
        </p>
      );
    case "actions":
      return <Buttons titles={listOf(block.elements).map((element) => textOf(element.text))} />;
    default:
      return null;
  }
}

const bold = (text: string) =>
  text.split(/(\*[^*\n]+\*)/).map((part, at) =>
    /^\*.+\*$/.test(part) ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text
      <strong key={at}>{part.slice(1, -1)}</strong>
    ) : (
      part
    ),
  );

function Buttons({ titles }: { titles: string[] }) {
  return (
    <p className="flex flex-wrap gap-2">
      {titles.map((title) => (
        <span key={title} className="rounded-box border border-line bg-surface px-3 py-1 font-medium">
          {title}
        </span>
      ))}
    </p>
  );
}

/** The card inside of either body that Teams takes. */
function cardIn(payload: unknown): Fields | null {
  if (!isFields(payload)) return null;
  const [attached] = listOf(payload.attachments);
  return isFields(attached?.content) ? attached.content : payload;
}

/** An Adaptive Card, drawn plainly. */
export function CardShown({ card, fallback }: { card: unknown; fallback: string }) {
  const content = cardIn(card);
  const body = listOf(content?.body);
  if (!content || body.length === 0) return <p className={BOX}>{fallback}</p>;
  return (
    <div className={BOX}>
      {body.map((element, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: elements are a fixed list
        <Fragment key={at}>
          <CardElement element={element} />
        </Fragment>
      ))}
      <Buttons titles={listOf(content.actions).map(({ title }) => textOf(title))} />
    </div>
  );
}

function CardElement({ element }: { element: Fields }) {
  if (element.type === "FactSet")
    return (
      <dl className="grid grid-cols-[auto_1fr] gap-x-4">
        {listOf(element.facts).map(({ title, value }) => (
          <Fragment key={textOf(title)}>
            <dt className="font-medium">{textOf(title)}</dt>
            <dd>{textOf(value)}</dd>
          </Fragment>
        ))}
      </dl>
    );
  if (element.type !== "TextBlock") return null;
  const isHead = element.weight === "bolder" || element.style === "heading";
  return (
    <p className={`whitespace-pre-wrap ${isHead ? "text-base font-semibold" : ""}`}>{textOf(element.text)}</p>
  );
}
