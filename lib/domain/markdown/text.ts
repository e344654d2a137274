import type { BlockContent, List, ListItem, PhrasingContent, Root, RootContent } from "mdast";
import { safeAddress } from "./address.ts";

/** A tree of Markdown as plain text: blocks one empty line apart, lists with their marks, links with their address. */
export const toText = (tree: Root): string => blocks(tree.children, definitionsOf(tree));

type Definitions = Map<string, string>;

const definitionsOf = (tree: Root): Definitions =>
  new Map(tree.children.flatMap((node) => (node.type === "definition" ? [[node.identifier, node.url]] : [])));

const blocks = (nodes: RootContent[], definitions: Definitions): string =>
  nodes
    .map((node) => block(node, definitions))
    .filter((text) => text !== "")
    .join("\n\n");

function block(node: RootContent, definitions: Definitions): string {
  switch (node.type) {
    case "paragraph":
    case "heading":
      return phrasing(node.children, definitions);
    case "blockquote":
      return marked("> ", "> ", blocks(node.children, definitions));
    case "list":
      return list(node, definitions);
    case "code":
      return node.value;
    case "thematicBreak":
      return "—";
    default:
      return "";
  }
}

function list(node: List, definitions: Definitions): string {
  const items = node.children.map((item: ListItem, i) => {
    const mark = node.ordered ? `${(node.start ?? 1) + i}. ` : "- ";
    const parts = item.children.map((part: BlockContent | RootContent) => block(part, definitions));
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

const phrasing = (nodes: PhrasingContent[], definitions: Definitions): string =>
  nodes.map((node) => phrase(node, definitions)).join("");

function phrase(node: PhrasingContent, definitions: Definitions): string {
  switch (node.type) {
    case "text":
    case "inlineCode":
      return node.value;
    case "break":
      return "\n";
    case "emphasis":
    case "strong":
      return phrasing(node.children, definitions);
    case "link":
      return withAddress(phrasing(node.children, definitions), node.url);
    case "linkReference":
      return withAddress(phrasing(node.children, definitions), definitions.get(node.identifier) ?? "");
    default:
      return "";
  }
}

function withAddress(text: string, url: string): string {
  const address = safeAddress(url);
  const isSaid = address === null || text === address || `mailto:${text}` === address;
  return isSaid ? text : `${text} (${address})`;
}
