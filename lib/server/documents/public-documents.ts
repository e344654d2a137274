import type { IncomingMessage, ServerResponse } from "node:http";
import { LANGUAGES, type Language } from "#lib/domain/language.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { sendForms } from "../http/forms.ts";
import { chooseLanguage } from "../http/negotiation.ts";
import { type Absence, sayAbsence } from "../http/plain-pages.ts";
import { CROSS_ORIGIN } from "../http/security-headers.ts";
import { FAILED, NOT_FOUND, type PublicPath, type PublicTarget } from "../public-paths.ts";
import { type DocumentRequest, type Entry, keyOf } from "./entry.ts";
import type { PageCache } from "./page-cache.ts";

const PREFLIGHT_SECONDS = "86400";
const MAX_QUERY_ITEMS = 100;
const ID = /^[a-z0-9]{12}$/;

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
    const wanted = this.#wanted(target, query, request, snapshot);
    if (wanted === null) {
      this.#absent("missing", target.rule, "en", response);
      return;
    }
    const isNegotiated = target.locale === null && target.rule.kind === "page";
    const entry = this.#cache.find(keyOf(wanted));
    if (entry !== undefined) {
      this.counts.hits++;
      this.#send(entry, isNegotiated, request, response);
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
    const locale =
      LANGUAGES.find((known) => pathname === `/${known}` || pathname.startsWith(`/${known}/`)) ?? null;
    this.serve({ rule: NOT_FOUND, path: NOT_FOUND.pattern, locale, params: {} }, "", request, response);
  }

  /** The document in the cache that answers this request; null for a thing that this page does not have. */
  #wanted(
    { rule, path, params, locale }: PublicTarget,
    query: string,
    request: IncomingMessage,
    snapshot: Snapshot,
  ): DocumentRequest | null {
    const { languages } = snapshot.page;
    const isForeign = locale !== null && !languages.includes(locale);
    const isMissing = isForeign || rule.exists?.(snapshot, params) === false;
    const spoken =
      rule.kind === "page" && (locale === null || isForeign)
        ? chooseLanguage(request.headers["accept-language"], languages)
        : locale;
    if (isMissing && rule.kind !== "page") return null;
    if (isMissing)
      return { rule: NOT_FOUND, path: NOT_FOUND.pattern, params: {}, search: "", locale: spoken };
    return { rule, path, params, search: rule.query ? knownQuery(rule.query, query) : "", locale: spoken };
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

/** What is left of a query: the known parameters in our order, each a list of distinct ids. */
function knownQuery(known: readonly string[], query: string): string {
  if (query === "") return "";
  const given = new URLSearchParams(query);
  const kept = known.flatMap((name) => {
    const value = given.get(name);
    if (value === null) return [];
    const ids = [...new Set(value.split(","))].filter((id) => ID.test(id)).slice(0, MAX_QUERY_ITEMS);
    return [`${name}=${ids.join(",")}`];
  });
  return kept.length > 0 ? `?${kept.join("&")}` : "";
}
