import type { Element, Root, RootContent } from "hast";
import rehypeParse from "rehype-parse";
import { unified } from "unified";

type Options = {
  /** A part of a document, such as the description of a feed's item; else the whole of one. */
  fragment?: boolean;
  /** Sources of scripts that belong to the document. */
  ownScripts?: readonly RegExp[];
  /** Mails carry their styles in every element: those that are ours. A mail's head may have a style sheet, too. */
  ownStyles?: ReadonlySet<string>;
};

/** Every style that elements of `html` carry: of a document with harmless words, those that are ours. */
export function stylesIn(html: string): Set<string> {
  const styles = (parent: Root | Element): string[] =>
    parent.children.flatMap((node: RootContent) =>
      node.type === "element" ? [String(node.properties.style ?? ""), ...styles(node)] : [],
    );
  return new Set(styles(unified().use(rehypeParse).parse(html)));
}

const RUNNING = /^\s*(?:javascript|vbscript|data|blob|file):/i;
const ADDRESSED = [
  "href",
  "src",
  "xLinkHref",
  "action",
  "formAction",
  "data",
  "background",
  "poster",
  "srcDoc",
];
const FORBIDDEN = new Set(
  "iframe object embed base applet portal foreignobject animate set math template noscript".split(" "),
);
const OWN_STYLESHEET = /^\/[^/\\]/;

/**
 * Everything in a document of HTML, as a browser would read it, that could run or load what strangers wrote: scripts
 * that are not ours, handlers, addresses that run, frames, foreign styles. Empty for a safe one.
 */
export function executablesIn(html: string, options: Options = {}): string[] {
  const tree: Root = unified()
    .use(rehypeParse, { fragment: options.fragment ?? false })
    .parse(html);
  return faultsBelow(tree, options);
}

function faultsBelow(parent: Root | Element, options: Options): string[] {
  return parent.children.flatMap((node: RootContent) =>
    node.type === "element" ? [...faultsOf(node, options), ...faultsBelow(node, options)] : [],
  );
}

function faultsOf(element: Element, { ownScripts = [], ownStyles }: Options): string[] {
  const { tagName, properties } = element;
  const faults: string[] = [];
  const isOwn = ownScripts.some((own) => own.test(String(properties.src ?? "")));
  if (tagName === "script" && !isOwn) faults.push(`<script src="${properties.src ?? ""}">`);
  if (FORBIDDEN.has(tagName.toLowerCase())) faults.push(`<${tagName}>`);
  const isOwnMeta = ownStyles && String(properties.httpEquiv).toLowerCase() === "content-type";
  if (tagName === "meta" && properties.httpEquiv && !isOwnMeta) faults.push("<meta http-equiv>");
  if (tagName === "style" && !ownStyles) faults.push("<style>");
  if (
    tagName === "link" &&
    String(properties.rel) === "stylesheet" &&
    !OWN_STYLESHEET.test(String(properties.href))
  )
    faults.push(`<link href="${properties.href}">`);
  for (const [name, value] of Object.entries(properties)) {
    if (/^on/i.test(name)) faults.push(`<${tagName} ${name}>`);
    if (name === "style" && !ownStyles?.has(String(value))) faults.push(`<${tagName} style>`);
    // Browsers drop controls and spaces from an address before they look at its scheme.
    const address = String(value).replace(/[\p{Cc}\s]/gu, "");
    if (ADDRESSED.includes(name) && RUNNING.test(address)) faults.push(`<${tagName} ${name}="${value}">`);
  }
  return faults;
}
