import type { IncomingMessage, ServerResponse } from "node:http";
import { RateLimiterMemory } from "rate-limiter-flexible";
import type { ScreenAnswer } from "#lib/domain/subscribers/screen.ts";
import { renderWith } from "#lib/usecases/snapshot/current.ts";
import type { World } from "../documents/generation.ts";
import type { Render } from "../documents/page-cache.ts";
import { withoutFramework } from "../documents/public-html.ts";
import { networkOf } from "../http/client-address.ts";
import { exchange, type RequestListener } from "../http/internal-exchange.ts";
import { chooseLanguage } from "../http/negotiation.ts";
import { refuse, sayAbsence } from "../http/plain-pages.ts";
import { pagePolicy, securityHeaders } from "../http/security-headers.ts";
import { readWhole } from "../http/whole-body.ts";
import { PERSONAL } from "../public-paths.ts";
import { findPersonalPath, type PersonalTarget } from "./personal-paths.ts";

/** A form of a page with hundreds of components, all of them ticked, needs less than this. */
export const MAX_FORM_BYTES = 64 * 1024;
/** What a page was sent back for: the only parameter that is read. */
const DONE_QUERY = /^done=[a-z]{1,20}$/;
/** Nobody is sent to another site: `//host` and `/\\host` are one to browsers. */
const OWN_PATH = /^\/(?![/\\])[\w\-./?=]*$/;
/** Each is rendered for itself: a reader opens few, a list of made-up links many. */
export const REQUESTS = { points: 600, duration: 60 };
const ACT_TIMEOUT_MS = 15_000;
/** All that the route behind a personal page gets to see of a client; its address is told by ours. */
const PASSED = ["origin", "content-type", "accept-language"];

type Options = {
  listener: RequestListener;
  render: Render;
  world: () => World | null;
  host: string;
  isHttps: boolean;
  addressOf: (request: IncomingMessage) => string;
};

/**
 * Answers pages for one person: a route handler of Next reads or acts and tells what is to be shown; then the page is
 * rendered as every public one, on the same snapshot, without a framework's scripts. Nothing of it is cached or
 * compressed (a secret beside words that a client chose could be told from the length).
 */
export class PersonalPages {
  readonly #options: Options;
  readonly #requests = new RateLimiterMemory(REQUESTS);

  constructor(options: Options) {
    this.#options = options;
  }

  /** Whether a request for this path and method is for a personal page. */
  takes(pathname: string, method: string | undefined): boolean {
    const target = findPersonalPath(pathname);
    return target !== null && (target.methods.includes("GET") || method === "POST");
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { isHttps } = this.#options;
    const [pathname = "", query = ""] = (request.url ?? "").split("?", 2);
    const target = findPersonalPath(pathname)!;
    if (!target.methods.includes(request.method ?? "")) {
      const allow = target.methods.join(", ");
      return refuse(response, 405, `This address takes ${allow}`, { allow });
    }
    const world = this.#options.world();
    if (world === null)
      return sayAbsence(response, "starting", { kind: "page", language: target.locale ?? "ko", isHttps });
    if (!(await this.#mayAsk(request)))
      return sayAbsence(response, "crowded", { kind: "page", language: target.locale ?? "ko", isHttps });
    const body = await readWhole(request, MAX_FORM_BYTES);
    if (body === null)
      return refuse(response, 413, `The form is larger than ${MAX_FORM_BYTES} bytes`, {
        connection: "close",
      });
    const spoken = target.locale ?? undefined;
    if (spoken && !world.snapshot.page.languages.includes(spoken))
      return sayAbsence(response, "missing", { kind: "page", language: "en", isHttps });
    const answer = await this.#ask(target, { request, body, query, world });
    if ("location" in answer) {
      if (!OWN_PATH.test(answer.location)) throw new Error("a personal page leads elsewhere");
      response.writeHead(303, [...this.#headers(), "location", answer.location, "content-length", "0"]);
      response.end();
    } else await this.#show(answer, world, request, response);
  }

  #mayAsk(request: IncomingMessage): Promise<boolean> {
    const network = networkOf(this.#options.addressOf(request));
    return this.#requests.consume(network).then(
      () => true,
      () => false,
    );
  }

  /** What the route handler says is to be shown. */
  async #ask(
    { path, locale }: PersonalTarget,
    given: { request: IncomingMessage; body: Buffer; query: string; world: World },
  ): Promise<ScreenAnswer> {
    const { listener, host, addressOf } = this.#options;
    const { request, world } = given;
    const languages = world.snapshot.page.languages;
    const headers: Record<string, string> = {
      "x-client-address": addressOf(request),
      "x-page-language": chooseLanguage(request.headers["accept-language"], languages),
      ...(locale && { "x-fixed-language": locale }),
      "content-length": String(given.body.length),
    };
    for (const name of PASSED) {
      const value = request.headers[name];
      if (typeof value === "string") headers[name] = value;
    }
    const method = request.method === "POST" ? "POST" : "GET";
    const url = `/screens${path}${DONE_QUERY.test(given.query) ? `?${given.query}` : ""}`;
    const passed = { method, headers, body: given.body } as const;
    const work = () => exchange(listener, url, { host, timeoutMs: ACT_TIMEOUT_MS, passed });
    const { status, body } = await renderWith({ ...world, locale }, work);
    if (status !== 200) throw new Error(`the route behind a personal page answered ${status}`);
    return JSON.parse(body.toString("utf8")) as ScreenAnswer;
  }

  async #show(
    { status, language, retryAfterSeconds, ...shown }: Exclude<ScreenAnswer, { location: string }>,
    world: World,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const asked = { rule: PERSONAL, path: PERSONAL.pattern, params: {}, search: "", locale: language };
    const rendered = await this.#options.render(asked, { ...world, screen: shown });
    if (rendered.status !== 200) throw new Error(`a personal page was answered with ${rendered.status}`);
    const html = Buffer.from(withoutFramework(rendered.body.toString("utf8")));
    response.writeHead(status, [
      ...this.#headers(),
      ...["content-type", rendered.contentType, "content-language", language],
      ...["content-length", String(html.length)],
      ...(retryAfterSeconds === undefined ? [] : ["retry-after", String(retryAfterSeconds)]),
    ]);
    response.end(request.method === "HEAD" ? undefined : html);
  }

  #headers(): string[] {
    const { isHttps } = this.#options;
    return [
      ...["cache-control", "no-store", "x-robots-tag", "noindex, nofollow"],
      ...securityHeaders("page", { policy: pagePolicy({ isHttps }), isHttps, isPersonal: true }),
    ];
  }
}
