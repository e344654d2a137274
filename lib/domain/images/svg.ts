import type { Element, ElementContent, Root } from "hast";
import { type Schema, sanitize } from "hast-util-sanitize";
import rehypeParse from "rehype-parse";
import rehypeStringify from "rehype-stringify";
import { unified } from "unified";
import { HARMLESS_FUNCTIONS, SVG_ATTRIBUTES, SVG_ELEMENTS } from "./svg-names.ts";

/** `use` inside of `use` multiplies what a browser must draw: so many, and no more, are harmless in any order. */
export const MAX_SVG_USES = 20;
/** Deeper than any drawing; whoever walks the tree does it by recursion. */
export const MAX_SVG_DEPTH = 100;
/** More than any logo. Tags that nobody opened cost the parser a walk through all that are open. */
export const MAX_SVG_TAGS = 10_000;
/**
 * Links, and the tags of HTML that a parser opens again in every paragraph that follows: with many of each, a small file
 * becomes millions of elements before anything can be left out.
 */
export const MAX_SVG_REPEATED = 10;
const REPEATED = /<(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])/gi;

const NAMESPACE = "http://www.w3.org/2000/svg";
const ELEMENTS = new Set(SVG_ELEMENTS);
/** XML knows no others; one of them, and a browser draws nothing. */
const NOT_IN_XML = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const PROLOGUES = [/^<\?[^>]*\?>/, /^<!--[\s\S]*?-->/, /^<!doctype[^[>]*(\[[^\]]*\]\s*)?>/i];

const SCHEMA: Schema = {
  tagNames: SVG_ELEMENTS,
  attributes: { "*": SVG_ATTRIBUTES },
  protocols: {},
  ancestors: {},
  clobber: [],
  clobberPrefix: "",
  required: {},
  strip: [],
  allowComments: false,
  allowDoctypes: false,
};

const parser = unified().use(rehypeParse, { fragment: true }).freeze();
const writer = unified()
  .use(rehypeStringify, {
    space: "svg",
    closeEmptyElements: true,
    closeSelfClosing: true,
    characterReferences: { useNamedReferences: false },
  })
  .freeze();

/** The text from its `<svg` on, without declarations, comments and document types before it; null when none follows. */
export function svgText(text: string): string | null {
  let rest = text.toWellFormed().trimStart();
  for (let found = true; found; ) {
    const prologue = PROLOGUES.map((form) => form.exec(rest)?.[0]).find((match) => match !== undefined);
    found = prologue !== undefined;
    rest = rest.slice(prologue?.length ?? 0).trimStart();
  }
  return /^<svg[\s/>]/.test(rest) ? rest : null;
}

/** Longest name of a function, and longest `#name)` behind `url(`: what is longer is nothing that is known here. */
const MAX_NAME_LENGTH = 40;
const MAX_REFERENCE_LENGTH = 200;
const OWN_REFERENCE = /^\s*(["']?)#[\w.-]+\1\s*\)/;

/** The word that stands before a parenthesis. By hand: a pattern would begin anew at each letter of a long word. */
function functionName(value: string, open: number): string {
  const before = value.slice(Math.max(0, open - MAX_NAME_LENGTH), open).trimEnd();
  let start = before.length;
  while (start > 0 && /[\w-]/.test(before[start - 1]!)) start--;
  return before.slice(start).toLowerCase();
}

/** Whether a value of an attribute or a style sheet stays inside of its file and runs nothing. */
function isHarmless(value: string): boolean {
  // A backslash hides letters from whoever reads them without CSS's rules, a comment splits them.
  if (/[\\@<]|\/\*|javascript:|data:|expression/i.test(value)) return false;
  for (let open = value.indexOf("("); open >= 0; open = value.indexOf("(", open + 1)) {
    const name = functionName(value, open);
    const isOwn =
      name === "url" && OWN_REFERENCE.test(value.slice(open + 1, open + 1 + MAX_REFERENCE_LENGTH));
    if (!isOwn && !HARMLESS_FUNCTIONS.has(name)) return false;
  }
  return true;
}

/** Whether a parser gets through it in no time, whatever it is. */
const isModest = (source: string): boolean =>
  source.split("<", MAX_SVG_TAGS + 2).length <= MAX_SVG_TAGS + 1 &&
  (source.match(REPEATED)?.length ?? 0) <= MAX_SVG_REPEATED;

const isInside = (href: unknown): href is string => typeof href === "string" && /^#[\w.-]+$/.test(href);

function cleanProperties({ properties }: Element): Element["properties"] {
  const { href, xLinkHref, ...others } = properties;
  const target = [href, xLinkHref].find(isInside);
  const kept = Object.entries(others).filter(([, value]) => isHarmless([value].flat().join(" ")));
  return { ...Object.fromEntries(kept), ...(target && { href: target }) };
}

const textOf = (element: Element): string =>
  element.children.map((child) => (child.type === "text" ? child.value : "")).join("");

/** Drops elements of other names, with what is in them, and values that reach outside. Changes `parent`. */
function clean(parent: Root | Element, depth: number, count: { uses: number }): void {
  if (depth > MAX_SVG_DEPTH) throw new RangeError("too deep");
  const kept = (parent.children as ElementContent[]).filter((child) => {
    if (child.type !== "element") return child.type === "text";
    if (child.tagName === "use" && ++count.uses > MAX_SVG_USES) return false;
    return ELEMENTS.has(child.tagName) && (child.tagName !== "style" || isHarmless(textOf(child)));
  });
  parent.children = kept;
  for (const child of kept) {
    if (child.type !== "element") continue;
    child.properties = cleanProperties(child);
    clean(child, depth + 1, count);
  }
}

/**
 * The drawing alone: elements and attributes of an allow-list, no scripts, no handlers, nothing from elsewhere. Null for
 * what is no drawing, nests deeper than any, or has more tags.
 */
export function sanitizeSvg(text: string): string | null {
  const source = svgText(text);
  if (source === null || !isModest(source)) return null;
  try {
    const parsed: Root = parser.parse(source);
    const root = parsed.children.find((child) => child.type === "element");
    if (root?.tagName !== "svg") return null;
    const alone: Root = { type: "root", children: [root] };
    clean(alone, 0, { uses: 0 });
    if (!root.children.some((child) => child.type === "element")) return null;
    const safe = sanitize(alone, SCHEMA) as Root;
    const drawing = safe.children[0] as Element;
    drawing.properties.xmlns = NAMESPACE;
    return writer.stringify(safe).replace(NOT_IN_XML, "");
  } catch (error) {
    // Thousands of levels: the parser's own recursion ends there, or ours.
    if (error instanceof RangeError) return null;
    throw error;
  }
}
