import type { Root } from "mdast";
import remarkBreaks from "remark-breaks";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { tidied } from "./tidy.ts";

/** Longest text that is rendered; longer ones are cut, though no form or API takes them. */
export const MAX_MARKDOWN_LENGTH = 25_000;

// Where time grows with the square of the text, or the stack with its depth, markup beyond any honest use is plain text.
const MAX_NESTING = 12;
const MAX_EMPHASIS_MARKS = 1_000;
const MAX_BRACKETS = 2_000;
const MAX_LINES = 2_000;

const CONTAINER = "[ \\t]*(?:>|[-+*](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))";
const DEEP_NESTING = new RegExp(`^((?:${CONTAINER}){${MAX_NESTING}})(?:${CONTAINER})+`, "gm");

const EMPHASIS = ["attention"];
const LINKS = ["labelStartLink", "labelStartImage"];
const BLOCKS = ["blockQuote", "list", "setextUnderline", "definition"];

/** The tree of a text: Markdown of CommonMark, line ends kept, no raw HTML, no images. */
export function parseMarkdown(source: string): Root {
  const text = source.slice(0, MAX_MARKDOWN_LENGTH).toWellFormed().replace(DEEP_NESTING, "$1");
  const processor = processorWithout([
    ...(count(text, /[*_]/g) > MAX_EMPHASIS_MARKS ? EMPHASIS : []),
    ...(count(text, /\[/g) > MAX_BRACKETS ? LINKS : []),
    ...(count(text, /\n/g) > MAX_LINES ? BLOCKS : []),
  ]);
  return tidied(processor.runSync(processor.parse(text)) as Root);
}

const count = (text: string, mark: RegExp): number => text.match(mark)?.length ?? 0;

const processors = new Map<string, ReturnType<typeof createProcessor>>();
function processorWithout(disabled: string[]) {
  const key = disabled.join();
  const made = processors.get(key) ?? createProcessor(disabled);
  processors.set(key, made);
  return made;
}

const createProcessor = (disabled: string[]) =>
  unified()
    .data("micromarkExtensions", [{ disable: { null: disabled } }])
    .use(remarkParse)
    .use(remarkBreaks)
    .freeze();
