import type { BlockContent, List, ListItem, PhrasingContent, Root, RootContent } from "mdast";
import { safeAddress } from "./address.ts";

/** How a form of text writes what people wrote: each has its own escaping. */
export type TextStyle = {
  text: (value: string) => string;
  strong: (inner: string) => string;
  code: (value: string) => string;
  codeBlock: (value: string) => string;
  /** `inner` is written already; `value` is what it says. */
  link: (inner: string, value: string, address: string) => string;
};

const asIs = (text: string): string => text;

/** An address that the words do not say follows them. */
const isSaid = (value: string, address: string): boolean =>
  value === address || `mailto:${value}` === address;

const PLAIN: TextStyle = {
  text: asIs,
  strong: asIs,
  code: asIs,
  codeBlock: asIs,
  link: (inner, value, address) => (isSaid(value, address) ? inner : `${inner} (${address})`),
};

/**
 * A tree of Markdown as text: blocks one empty line apart, lists with their marks, links with their address; as plain text
 * unless another style is given.
 */
export const toText = (tree: Root, style: TextStyle = PLAIN): string =>
  blocks(tree.children, { addresses: definitionsOf(tree), style });

type Writing = { addresses: Map<string, string>; style: TextStyle };

const definitionsOf = (tree: Root): Writing["addresses"] =>
  new Map(tree.children.flatMap((node) => (node.type === "definition" ? [[node.identifier, node.url]] : [])));

const blocks = (nodes: RootContent[], writing: Writing): string =>
  nodes
    .map((node) => block(node, writing))
    .filter((text) => text !== "")
    .join("\n\n");

function block(node: RootContent, writing: Writing): string {
  switch (node.type) {
    case "paragraph":
    case "heading":
      return phrasing(node.children, writing);
    case "blockquote":
      return marked("> ", "> ", blocks(node.children, writing));
    case "list":
      return list(node, writing);
    case "code":
      return writing.style.codeBlock(node.value);
    case "thematicBreak":
      return "—";
    default:
      return "";
  }
}

function list(node: List, writing: Writing): string {
  const items = node.children.map((item: ListItem, i) => {
    const mark = node.ordered ? `${(node.start ?? 1) + i}. ` : "- ";
    const parts = item.children.map((part: BlockContent | RootContent) => block(part, writing));
    return marked(mark, " ".repeat(mark.length), parts.join("\n"));
  });
  return items.join("\n");
}

/** `text` with `first` before its first line and `rest` before the others. */
const marked = (first: string, rest: string, text: string): string =>
  text
    .split("\n")
    .map((line, i) => (i === 0 ? first : rest) + line)
    .join("\n");

const phrasing = (nodes: PhrasingContent[], writing: Writing): string =>
  nodes.map((node) => phrase(node, writing)).join("");

function phrase(node: PhrasingContent, writing: Writing): string {
  const { style, addresses } = writing;
  switch (node.type) {
    case "text":
      return style.text(node.value);
    case "inlineCode":
      return style.code(node.value);
    case "break":
      return "\n";
    case "emphasis":
      return phrasing(node.children, writing);
    case "strong":
      return style.strong(phrasing(node.children, writing));
    case "link":
      return linked(node.children, node.url, writing);
    case "linkReference":
      return linked(node.children, addresses.get(node.identifier) ?? "", writing);
    default:
      return "";
  }
}

function linked(children: PhrasingContent[], url: string, writing: Writing): string {
  const address = safeAddress(url);
  const inner = phrasing(children, writing);
  if (address === null) return inner;
  return writing.style.link(inner, phrasing(children, { ...writing, style: PLAIN }), address);
}
