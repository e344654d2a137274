import type { IncomingMessage, ServerResponse } from "node:http";
import type { Language } from "#lib/domain/language.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { sendForms } from "../http/forms.ts";
import { chooseLanguage } from "../http/negotiation.ts";
import { type Absence, sayAbsence } from "../http/plain-pages.ts";
import { CROSS_ORIGIN } from "../http/security-headers.ts";
import {
  cacheKey,
  FAILED,
  missingTarget,
  NOT_FOUND,
  type PublicPath,
  type PublicTarget,
} from "../public-paths.ts";
import type { DocumentRequest, Entry } from "./entry.ts";
import type { PageCache } from "./page-cache.ts";

const PREFLIGHT_SECONDS = "86400";
const MAX_QUERY_ITEMS = 100;

type Options = { cache: PageCache; isHttps: boolean };

/** Answers GET, HEAD and OPTIONS of public documents from the page cache. */
export class PublicDocuments {
  readonly counts = { hits: 0, misses: 0, unmodified: 0 };
  readonly #cache: PageCache;
  readonly #isHttps: boolean;

  constructor({ cache, isHttps }: Options) {
    this.#cache = cache;
    this.#isHttps = isHttps;
  }

  serve(target: PublicTarget, query: string, request: IncomingMessage, response: ServerResponse): void {
    const { method } = request;
    const world = this.#cache.world;
    if (method !== "GET" && method !== "HEAD") this.#otherMethod(target.rule, request, response);
    else if (world === null) this.#absent("starting", target.rule, target.locale ?? "ko", response);
    else this.#serveFrom(world.snapshot, target, query, request, response);
  }

  #serveFrom(
    snapshot: Snapshot,
    target: PublicTarget,
    query: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const { rule, locale } = target;
    const isNegotiated = locale === null && rule.kind === "page";
    const spoken = isNegotiated
      ? chooseLanguage(request.headers["accept-language"], snapshot.page.languages)
      : locale;
    const search = rule.query === undefined || query === "" ? "" : knownQuery(rule.query, query, snapshot);
    const key = search === "" ? target.keys[spoken ?? "root"] : cacheKey(spoken, target.path, search);
    // What is in the cache exists: everything else about the request is only looked at on a miss.
    const entry = this.#cache.find(key);
    if (entry !== undefined) {
      this.counts.hits++;
      this.#send(entry, isNegotiated, request, response);
      return;
    }
    const wanted = wantedDocument(target, { snapshot, spoken, search });
    if (wanted === null) {
      this.#absent("missing", rule, "en", response);
      return;
    }
    this.counts.misses++;
    this.#cache.load(wanted).then(
      (loaded) => this.#send(loaded, isNegotiated, request, response),
      () => this.#sendFailure(wanted, request, response),
    );
  }

  /** The not-found page, for paths that nothing else knows. */
  serveMissing(pathname: string, request: IncomingMessage, response: ServerResponse): void {
    this.serve(missingTarget(pathname), "", request, response);
  }

  #send(entry: Entry, isNegotiated: boolean, request: IncomingMessage, response: ServerResponse): void {
    const forms = isNegotiated ? entry.negotiated : entry.fixed;
    if (sendForms(entry, forms, request, response) === 304) this.counts.unmodified++;
  }

  async #sendFailure({ rule, locale }: DocumentRequest, request: IncomingMessage, response: ServerResponse) {
    const instead = { rule: FAILED, path: FAILED.pattern, params: {}, search: "", locale };
    const isPage = rule.kind === "page" && !rule.readsDatabase;
    const entry = isPage ? await this.#cache.load(instead).catch(() => null) : null;
    if (entry) this.#send(entry, false, request, response);
    else this.#absent(rule.readsDatabase ? "unread" : "failed", rule, locale ?? "en", response);
  }

  #otherMethod({ kind }: PublicPath, request: IncomingMessage, response: ServerResponse): void {
    if (request.method === "OPTIONS") {
      const preflight = [
        ...["access-control-allow-methods", "GET, HEAD, OPTIONS", "access-control-allow-headers", "*"],
        ...["access-control-max-age", PREFLIGHT_SECONDS],
      ];
      response.writeHead(204, [
        "allow",
        "GET, HEAD, OPTIONS",
        ...(kind === "page" ? [] : [...CROSS_ORIGIN, ...preflight]),
      ]);
      response.end();
      return;
    }
    response.writeHead(405, ["allow", "GET, HEAD, OPTIONS", "content-length", "0"]);
    response.end();
  }

  #absent(absence: Absence, rule: PublicPath, language: Language, response: ServerResponse) {
    sayAbsence(response, absence, { kind: rule.kind, language, isHttps: this.#isHttps });
  }
}

/** The document to render for a request; null for a thing that this page does not have, unless a page can say so. */
function wantedDocument(
  { rule, path, params, locale }: PublicTarget,
  { snapshot, spoken, search }: { snapshot: Snapshot; spoken: Language | null; search: string },
): DocumentRequest | null {
  const { languages } = snapshot.page;
  const isForeign = locale !== null && !languages.includes(locale);
  if (!isForeign && rule.exists?.(snapshot, params) !== false)
    return { rule, path, params, search, locale: spoken };
  if (rule.kind !== "page") return null;
  const language = isForeign ? chooseLanguage(undefined, languages) : spoken;
  return { rule: NOT_FOUND, path: NOT_FOUND.pattern, params: {}, search: "", locale: language };
}

/**
 * What is left of a query: the known parameters in our order, each a sorted list of distinct components that there are.
 * Made-up ids and other orders would each be a rendering and a place in the cache.
 */
function knownQuery(known: readonly string[], query: string, { components }: Snapshot): string {
  const given = new URLSearchParams(query);
  const existing = new Set(components.map((component) => component.id));
  const kept = known.flatMap((name) => {
    const value = given.get(name);
    if (value === null) return [];
    const ids = [...new Set(value.split(","))].filter((id) => existing.has(id)).slice(0, MAX_QUERY_ITEMS);
    return [`${name}=${ids.toSorted().join(",")}`];
  });
  return kept.length > 0 ? `?${kept.join("&")}` : "";
}
