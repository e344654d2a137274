import { createHash } from "node:crypto";

/** Our own scripts: the only ones that a page without a framework runtime keeps. */
const OWN_SCRIPT = /^\/(?:live|[a-z0-9-]+-own)\.js(?:\?|$)/;

const SCRIPT = /<script\b([^>]*)>([\s\S]*?)<\/script>/gi;
const LINK = /<link\b([^>]*)>/gi;
const COMMENT = /<!--[\s\S]*?-->/g;
/** React's marks of content that arrives late and is moved into place by script. */
const LATE_CONTENT = /<template id="[BP]:|<div hidden id="S:/;

const attribute = (attributes: string, name: string): string | null =>
  new RegExp(`(?:^|\\s)${name}="([^"]*)"`, "i").exec(attributes)?.[1] ?? null;

function isKept(attributes: string): boolean {
  if (/^application\/(ld\+)?json$/.test(attribute(attributes, "type") ?? "")) return true;
  return OWN_SCRIPT.test(attribute(attributes, "src") ?? "");
}

function isScriptPreload(attributes: string): boolean {
  const rel = attribute(attributes, "rel");
  if (rel === "modulepreload") return true;
  return (rel === "preload" || rel === "prefetch") && attribute(attributes, "as") === "script";
}

/**
 * Makes a plain document of what Next rendered: its scripts, their preload links and React's comments go, our own
 * scripts stay. Next writes this markup itself and escapes all text in it, so that tags cannot hide in text.
 * @throws when a part of the page would only appear by script (a Suspense boundary that was not ready)
 */
export function withoutFramework(html: string): string {
  if (LATE_CONTENT.test(html))
    throw new Error("A public page suspended: part of it would need Next's scripts");
  return html
    .replace(SCRIPT, (script, attributes: string) => (isKept(attributes) ? script : ""))
    .replace(LINK, (link, attributes: string) => (isScriptPreload(attributes) ? "" : link))
    .replace(COMMENT, "");
}

/** CSP sources ('sha256-…') of every inline script of a hydrating page. */
export function inlineScriptHashes(html: string): string[] {
  const hashes = new Set<string>();
  for (const [, attributes = "", text = ""] of html.matchAll(SCRIPT)) {
    if (attribute(attributes, "src") !== null || isKept(attributes)) continue;
    hashes.add(`'sha256-${createHash("sha256").update(text).digest("base64")}'`);
  }
  return [...hashes];
}
