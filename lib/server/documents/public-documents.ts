import type { IncomingMessage, ServerResponse } from "node:http";
import type { Language } from "#lib/domain/language.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { sendForms } from "../http/forms.ts";
import { chooseLanguage } from "../http/negotiation.ts";
import { type Absence, refuse, sayAbsence } from "../http/plain-pages.ts";
import { CROSS_ORIGIN } from "../http/security-headers.ts";
import {
  cacheKey,
  FAILED,
  missingTarget,
  NOT_FOUND,
  type PublicPath,
  type PublicTarget,
  readsDatabase,
} from "../public-paths.ts";
import type { DocumentRequest, Entry } from "./entry.ts";
import { Elsewhere, type PageCache } from "./page-cache.ts";
import { type AddressOf, Questions, questionOf } from "./questions.ts";

const PREFLIGHT_SECONDS = "86400";
const MAX_QUERY_ITEMS = 100;
const MOVED_CACHING = "public, max-age=60";

type Options = { cache: PageCache; isHttps: boolean; addressOf?: AddressOf };

/** Answers GET, HEAD and OPTIONS of public documents from the page cache. */
export class PublicDocuments {
  readonly counts = { hits: 0, misses: 0, unmodified: 0 };
  readonly #cache: PageCache;
  readonly #isHttps: boolean;
  readonly #questions: Questions;

  constructor({ cache, isHttps, addressOf = ({ socket }) => socket.remoteAddress ?? "" }: Options) {
    this.#questions = new Questions(addressOf);
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
    const question = rule.asks === undefined || query === "" ? "" : questionOf(rule.asks, query, snapshot);
    if (question !== "") {
      void this.#ask(target, { snapshot, spoken, search: question }, isNegotiated, request, response);
      return;
    }
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
    const moved = rule.movedTo?.(snapshot, target.params) ?? null;
    if (wanted === null) this.#absent("missing", rule, "en", response);
    else if (moved !== null) redirect(locale === null ? moved : `/${locale}${moved}`, response);
    else void this.#load(wanted, snapshot, isNegotiated, request, response);
  }

  /** A document that is not ready. Who makes up one address after the other gets no further answers for a while. */
  async #load(
    wanted: DocumentRequest,
    snapshot: Snapshot,
    isNegotiated: boolean,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const isLookedUp = readsDatabase(wanted, snapshot);
    if (isLookedUp && !(await this.#questions.mayLookUp(request))) {
      this.#absent("busy", wanted.rule, wanted.locale ?? "en", response);
      return;
    }
    this.counts.misses++;
    try {
      this.#send(await this.#cache.load(wanted), isNegotiated, request, response);
    } catch (error) {
      if (error instanceof Elsewhere && error.location !== null) redirect(error.location, response);
      else if (error instanceof Elsewhere) await this.#sendMissing(wanted, request, response);
      else await this.#sendFailure(wanted, isLookedUp, request, response);
    }
  }

  /** A question to the database: answered for this client alone, as often as one may ask. */
  async #ask(
    target: PublicTarget,
    asked: { snapshot: Snapshot; spoken: Language | null; search: string },
    isNegotiated: boolean,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { rule } = target;
    const language = asked.spoken ?? "en";
    const wanted = wantedDocument(target, asked);
    if (wanted === null || wanted.rule !== rule)
      return void this.#load(wanted ?? notFound(language), asked.snapshot, isNegotiated, request, response);
    if (this.#cache.world?.isDatabaseAway) return this.#absent("unread", rule, language, response);
    try {
      const entry = await this.#questions.search(request, () => this.#cache.ask(wanted));
      if (entry) this.#send(entry, isNegotiated, request, response);
      else this.#absent("busy", rule, language, response);
    } catch {
      this.#absent("unread", rule, language, response);
    }
  }

  /** The not-found page, for paths that nothing else knows. */
  serveMissing(pathname: string, request: IncomingMessage, response: ServerResponse): void {
    this.serve(missingTarget(pathname), "", request, response);
  }

  #send(entry: Entry, isNegotiated: boolean, request: IncomingMessage, response: ServerResponse): void {
    const forms = isNegotiated ? entry.negotiated : entry.fixed;
    if (sendForms(entry, forms, request, response) === 304) this.counts.unmodified++;
  }

  async #sendMissing({ rule, locale }: DocumentRequest, request: IncomingMessage, response: ServerResponse) {
    if (rule.kind !== "page") return this.#absent("missing", rule, "en", response);
    const entry = await this.#cache.load(notFound(locale)).catch(() => null);
    if (entry) this.#send(entry, false, request, response);
    else this.#absent("missing", NOT_FOUND, locale ?? "en", response);
  }

  async #sendFailure(
    { rule, locale }: DocumentRequest,
    isLookedUp: boolean,
    request: IncomingMessage,
    response: ServerResponse,
  ) {
    const instead = { rule: FAILED, path: FAILED.pattern, params: {}, search: "", locale };
    const isPage = rule.kind === "page" && !isLookedUp;
    const entry = isPage ? await this.#cache.load(instead).catch(() => null) : null;
    if (entry) this.#send(entry, false, request, response);
    else this.#absent(isLookedUp ? "unread" : "failed", rule, locale ?? "en", response);
  }

  #otherMethod({ kind, takesForms }: PublicPath, request: IncomingMessage, response: ServerResponse): void {
    const allow = takesForms ? "GET, HEAD, POST, OPTIONS" : "GET, HEAD, OPTIONS";
    if (request.method === "OPTIONS") {
      const preflight = [
        ...["access-control-allow-methods", "GET, HEAD, OPTIONS", "access-control-allow-headers", "*"],
        ...["access-control-max-age", PREFLIGHT_SECONDS],
      ];
      response.writeHead(204, ["allow", allow, ...(kind === "page" ? [] : [...CROSS_ORIGIN, ...preflight])]);
      response.end();
      return;
    }
    refuse(response, 405, takesForms ? "Only GET, HEAD and POST" : "Only GET and HEAD", { allow });
  }

  #absent(absence: Absence, rule: PublicPath, language: Language, response: ServerResponse) {
    sayAbsence(response, absence, { kind: rule.kind, language, isHttps: this.#isHttps });
  }
}

const notFound = (locale: Language | null): DocumentRequest => ({
  rule: NOT_FOUND,
  path: NOT_FOUND.pattern,
  params: {},
  search: "",
  locale,
});

/** Where else the same thing is told; for good, but as long as nobody has looked again. */
function redirect(location: string, response: ServerResponse): void {
  response.writeHead(308, ["location", location, "cache-control", MOVED_CACHING, "content-length", "0"]);
  response.end();
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
  return notFound(language);
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
