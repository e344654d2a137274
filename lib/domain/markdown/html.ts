import type { Element, ElementContent, Root as HtmlRoot, RootContent } from "hast";
import type { Root } from "mdast";
import rehypeSanitize from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { safeAddress } from "./address.ts";

export type TopHeading = 2 | 3 | 4 | 5;

const LOWEST_HEADING = 6;
const HEADING = /^h([1-6])$/;

/** Everything that a text may become. No class, no id, no style, no source of anything. */
const ALLOWED = {
  tagNames: [
    ...["p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a"],
    ...["h2", "h3", "h4", "h5", "h6"],
  ],
  attributes: { a: ["href", "rel"], ol: ["start"] },
  protocols: { href: ["http", "https", "mailto"] },
  clobber: [],
  clobberPrefix: "",
  required: {},
  strip: ["script", "style"],
};

/** How a mail wants it: styles in every element, and links to its own page alone. */
export type MailForm = { styles: Readonly<Record<string, string>>; origin: string };

const toTree = unified().use(remarkRehype).freeze();
const written = unified()
  .use(rehypeSanitize, ALLOWED)
  .use(rehypeStringify, { closeSelfClosing: true })
  .freeze();

/** A tree of Markdown as HTML of the allowed elements only. */
export function toHtml(tree: Root, topHeading: TopHeading): string {
  const html: HtmlRoot = toTree.runSync(tree);
  const ranks = [...headingLevels(html)].sort();
  settle(html, (level) => Math.min(LOWEST_HEADING, topHeading + ranks.indexOf(level)));
  return written.stringify(written.runSync(html));
}

/** The same for a mail. The styles are ours and come after the list of what is allowed. */
export function toMailHtml(tree: Root, topHeading: TopHeading, { styles, origin }: MailForm): string {
  const html: HtmlRoot = toTree.runSync(tree);
  const ranks = [...headingLevels(html)].sort();
  settle(html, (level) => Math.min(LOWEST_HEADING, topHeading + ranks.indexOf(level)));
  unlink(html, origin);
  const clean = written.runSync(html) as HtmlRoot;
  dress(clean, styles);
  return written.stringify(clean);
}

function unlink(parent: Parent, origin: string): void {
  parent.children = parent.children.flatMap((node): (RootContent | ElementContent)[] => {
    if (node.type !== "element") return [node];
    unlink(node, origin);
    if (node.tagName !== "a") return [node];
    const href = String(node.properties.href);
    if (new URL(href).origin === origin) return [node];
    const [only] = node.children;
    const isSaid =
      node.children.length === 1 &&
      only?.type === "text" &&
      [only.value, `mailto:${only.value}`].includes(href);
    return isSaid
      ? node.children
      : [...node.children, { type: "text", value: ` (${href.replace(/^mailto:/, "")})` }];
  });
}

function dress(parent: Parent, styles: MailForm["styles"]): void {
  for (const node of parent.children) {
    if (node.type !== "element") continue;
    const style = styles[node.tagName];
    if (style !== undefined) node.properties = { ...node.properties, style };
    dress(node, styles);
  }
}

type Parent = { children: (RootContent | ElementContent)[] };

function headingLevels(parent: Parent, levels = new Set<number>()): Set<number> {
  for (const node of parent.children) {
    if (node.type !== "element") continue;
    const level = HEADING.exec(node.tagName)?.[1];
    if (level) levels.add(Number(level));
    headingLevels(node, levels);
  }
  return levels;
}

/** Headings at their place below the document's own, links that lead out and say so; other addresses are plain words. */
function settle(parent: Parent, headingOf: (level: number) => number): void {
  parent.children = parent.children.flatMap((node): (RootContent | ElementContent)[] => {
    if (node.type !== "element") return [node];
    settle(node, headingOf);
    const level = HEADING.exec(node.tagName)?.[1];
    if (level) node.tagName = `h${headingOf(Number(level))}`;
    return node.tagName === "a" ? linkOf(node) : [node];
  });
}

function linkOf(link: Element): ElementContent[] {
  const href = safeAddress(String(link.properties.href ?? ""));
  if (href === null) return link.children;
  link.properties = { href, rel: ["nofollow", "noopener", "noreferrer"] };
  return [link];
}
