import type { IncomingMessage, ServerResponse } from "node:http";
import { renderWith } from "#lib/usecases/snapshot/current.ts";
import type { RequestListener } from "../http/internal-exchange.ts";
import { chooseLanguage } from "../http/negotiation.ts";
import { sayAbsence } from "../http/plain-pages.ts";
import type { PublicTarget } from "../public-paths.ts";
import type { World } from "./generation.ts";
import type { PublicDocuments } from "./public-documents.ts";

/** What answers public documents: the page cache, or, while developing, Next itself. */
export type Documents = Pick<PublicDocuments, "serve" | "serveMissing">;

/** `npm run dev`: every view is rendered anew and keeps Next's scripts; nothing is cached. */
export class DevelopmentDocuments implements Documents {
  /** What is shown now; null before the first snapshot. */
  world: World | null = null;
  readonly #listener: RequestListener;

  constructor(listener: RequestListener) {
    this.#listener = listener;
  }

  advance(world: World): void {
    this.world = world;
  }

  serve(
    { rule, path, locale }: PublicTarget,
    query: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const world = this.world;
    if (world === null) {
      sayAbsence(response, "starting", { kind: rule.kind, language: locale ?? "ko", isHttps: false });
      return;
    }
    const { languages } = world.snapshot.page;
    const isPage = rule.kind === "page";
    const spoken = locale ?? (isPage ? chooseLanguage(request.headers["accept-language"], languages) : null);
    const inner = isPage ? `/${spoken}${path === "/" ? "" : path}` : path;
    request.url = query === "" ? inner : `${inner}?${query}`;
    renderWith({ ...world, locale: spoken }, () => void this.#listener(request, response));
  }

  /** Next's own paths and everything else. */
  serveMissing(_pathname: string, request: IncomingMessage, response: ServerResponse): void {
    const answer = () => void this.#listener(request, response);
    if (this.world) renderWith({ ...this.world, locale: null }, answer);
    else answer();
  }
}
