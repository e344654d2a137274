import { createHash } from "node:crypto";
import type { Language } from "#lib/domain/language.ts";
import { compressedForms } from "../http/compress.ts";
import { type Forms, finishForms } from "../http/forms.ts";
import { CROSS_ORIGIN, pagePolicy, securityHeaders } from "../http/security-headers.ts";
import { cacheKey, type PublicPath } from "../public-paths.ts";
import { inlineScriptHashes, withoutFramework } from "./public-html.ts";

/** One public document of one page, in one language: all that its content may depend on, beside the snapshot. */
export type DocumentRequest = {
  rule: PublicPath;
  /** Without the language prefix. */
  path: string;
  params: Record<string, string>;
  /** Known parameters only, normalised; with its question mark. */
  search: string;
  locale: Language | null;
};

/** Where a document lies in the cache. */
export const keyOf = ({ locale, path, search }: DocumentRequest): string => cacheKey(locale, path, search);

/** What stood in Next's answer. */
export type Rendered = {
  status: number;
  contentType: string;
  body: Buffer;
  /** The document says of a part of itself that the database could not be read. */
  isPartial?: boolean;
  /** Of a redirect. */
  location?: string;
};

/** Facts of this installation that are part of every document. */
export type Site = { publicUrl: string; buildId: string };

export type Entry = {
  request: DocumentRequest;
  /** Equal stamps: the same document, nothing to render. */
  stamp: string;
  /** What the ETags of all forms share; empty for what is not found. */
  tag: string;
  /** Milliseconds, whole seconds. */
  lastModified: number;
  status: number;
  isPartial: boolean;
  /** For `/path` of which the language was negotiated, and for paths with a fixed one. */
  negotiated: Forms;
  fixed: Forms;
  bytes: number;
  /** Afterwards it is still served, while it is rendered anew. */
  expiresAt: number;
  /** Views since the last change of the snapshot. */
  hits: number;
  /** Position in the order of use. */
  usedAt: number;
};

export const CACHE_CONTROL = {
  live: "public, max-age=0, s-maxage=2, stale-if-error=86400",
  calm: "public, max-age=30, stale-while-revalidate=60, stale-if-error=86400",
  kept: "public, max-age=31536000, immutable",
  never: "no-store",
} as const;

/** A past month that cannot be read shows nothing but a sentence that says so. */
const UNREAD_STATUS = 503;
/** Bytes that an entry needs beside its bodies. */
const ENTRY_OVERHEAD_BYTES = 8_000;

type Input = {
  request: DocumentRequest;
  rendered: Rendered;
  stamp: string;
  version: number;
  lastModified: number;
  expiresAt: number;
  /** What the document tells was read from the database. */
  isRead: boolean;
  site: Site;
};

/** Compresses a rendered document once and finishes everything that a view needs. */
export async function buildEntry(input: Input): Promise<Entry> {
  const { rendered, site } = input;
  const { rule, locale } = input.request;
  const { body, policy } = finished(input);
  const status = statusOf(rule, rendered);
  const tag = status === 200 ? tagOf(input, body) : "";
  const isShared = rule.kind !== "page";
  const compressed = await compressedForms(body, rendered.contentType, "document");
  const forms = (vary: string): Forms =>
    finishForms(compressed, {
      tag,
      lastModified: input.lastModified,
      shared: ["cache-control", CACHE_CONTROL[rule.caching], "vary", vary, ...(isShared ? CROSS_ORIGIN : [])],
      own: [
        ...["content-type", rendered.contentType, "x-snapshot-version", String(input.version)],
        ...(rule.kind === "page" && locale ? ["content-language", locale] : []),
        ...securityHeaders(rule.kind, { policy, isHttps: isHttps(site), isShared }),
      ],
    });
  return {
    request: input.request,
    stamp: input.stamp,
    tag,
    lastModified: input.lastModified,
    status,
    isPartial: rendered.isPartial === true,
    fixed: forms("accept-encoding"),
    negotiated: forms("accept-encoding, accept-language"),
    bytes: ENTRY_OVERHEAD_BYTES + compressed.br.body.length + compressed.gzip.body.length + body.length,
    expiresAt: input.expiresAt,
    hits: 0,
    usedAt: 0,
  };
}

const isHttps = (site: Site) => site.publicUrl.startsWith("https:");

function statusOf(rule: PublicPath, rendered: Rendered): number {
  if (rendered.isPartial && rule.pattern.includes("{month}")) return UNREAD_STATUS;
  return rendered.status === 200 ? (rule.status ?? 200) : rendered.status;
}

/** The body as it leaves us and, for a page, its policy. */
function finished({ request: { rule }, rendered, site }: Input): { body: Buffer; policy?: string } {
  if (rule.kind !== "page") return { body: rendered.body };
  const html = rendered.body.toString("utf8");
  if (rule.hydrates && rendered.status === 200)
    return {
      body: rendered.body,
      policy: pagePolicy({ scriptHashes: inlineScriptHashes(html), isHttps: isHttps(site) }),
    };
  return { body: Buffer.from(withoutFramework(html)), policy: pagePolicy({ isHttps: isHttps(site) }) };
}

/** Equal in every process that shows the same document. What the database or the settings add is only known from the body. */
function tagOf({ request, stamp, site, isRead }: Input, body: Buffer): string {
  const hash = createHash("sha256").update(`${site.buildId}\n${site.publicUrl}\n${keyOf(request)}\n`);
  return hash
    .update(isRead || request.rule.takesForms ? body : stamp)
    .digest("hex")
    .slice(0, 24);
}
