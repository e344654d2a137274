import type { PhrasingContent, Root, RootContent } from "mdast";

/** Elements whose content is no text for readers. */
const UNREAD =
  /<(script|style|template|title|noscript|iframe|textarea|svg|math|object)\b[\s\S]*?(?:<\/\1\b[^<>]*>|$)/gi;
const COMMENT = /<(?:!--[\s\S]*?(?:-->|$)|[!?][^<>]*>)/g;
const LINE_END = /<(?:br\b|\/(?:p|div|li|ul|ol|tr|table|h[1-6]|blockquote|pre)\b)[^<>]*>/gi;
const TAG = /<[^<>]*>/g;
const REFERENCES: Record<string, string> = {
  "&nbsp;": " ",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&amp;": "&",
};

/** Addresses that stand in the text as such; a mark at their end belongs to the sentence. */
const ADDRESS = /https?:\/\/[^\s<>"'`|\\^{}()[\]]*[^\s<>"'`|\\^{}()[\].,:;!?*_~]/g;

type Parent = { children: RootContent[] };

/** The tree without raw HTML and images, with addresses made links. Changes `tree`. */
export function tidied(tree: Root): Root {
  tidy(tree, false);
  return tree;
}

function tidy(parent: Parent, isInLink: boolean): void {
  parent.children = parent.children.flatMap((node): RootContent[] => {
    if (node.type === "html") return isPhrasing(parent) ? inlineMarkup(node.value) : blockMarkup(node.value);
    if (node.type === "image" || node.type === "imageReference")
      return [{ type: "text", value: node.alt ?? "" }];
    if (node.type === "text" && !isInLink) return withLinks(node.value);
    const isLink = node.type === "link" || node.type === "linkReference";
    if ("children" in node) tidy(node as Parent, isInLink || isLink);
    return [node];
  });
}

const PHRASING = new Set(["paragraph", "heading", "emphasis", "strong", "link", "linkReference"]);
const isPhrasing = (parent: Parent): boolean => PHRASING.has((parent as { type?: string }).type ?? "");

/** A single tag within a sentence: the words around it stand in nodes of their own. */
const inlineMarkup = (value: string): RootContent[] => (/^<br\b/i.test(value) ? [{ type: "break" }] : []);

/**
 * A block of HTML as a paragraph of its words. This is for clients that write `<p>…</p>`; nothing relies on it for
 * safety, as what it leaves is text and is escaped as such.
 */
function blockMarkup(value: string): RootContent[] {
  const text = value
    .replace(UNREAD, "")
    .replace(COMMENT, "")
    .replace(LINE_END, "\n")
    .replace(TAG, "")
    .replace(/&(?:nbsp|lt|gt|quot|#39|amp);/g, (reference) => REFERENCES[reference]!);
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (lines.length === 0) return [];
  const children = lines.flatMap((line, i): PhrasingContent[] => [
    ...(i > 0 ? [{ type: "break" } as const] : []),
    ...withLinks(line),
  ]);
  return [{ type: "paragraph", children }];
}

function withLinks(value: string): PhrasingContent[] {
  const nodes: PhrasingContent[] = [];
  let end = 0;
  for (const { 0: url, index } of value.matchAll(ADDRESS)) {
    if (index > end) nodes.push({ type: "text", value: value.slice(end, index) });
    nodes.push({ type: "link", url, children: [{ type: "text", value: url }] });
    end = index + url.length;
  }
  if (end < value.length) nodes.push({ type: "text", value: value.slice(end) });
  return nodes;
}
