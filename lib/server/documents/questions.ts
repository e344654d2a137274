import type { IncomingMessage } from "node:http";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { toSingleLine } from "#lib/domain/input/text.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { networkOf } from "../http/client-address.ts";

/** Searches that one network may make. */
export const SEARCHES = { points: 30, duration: 60 };
/** Documents that only the database knows and that are not cached: a reader opens few, a list of made-up ids many. */
export const LOOKUPS = { points: 120, duration: 60 };
/** Searches that are answered at once; the pages of everybody come first. */
const MAX_SEARCHES_AT_ONCE = 4;
export const MAX_SEARCH_LENGTH = 100;
const PAGE = /^[1-9]\d{0,2}$/;

export type AddressOf = (request: IncomingMessage) => string;

/** Who asks the database how often, by the network of the client's address. */
export class Questions {
  readonly #addressOf: AddressOf;
  readonly #searches = new RateLimiterMemory(SEARCHES);
  readonly #lookups = new RateLimiterMemory(LOOKUPS);
  #running = 0;

  constructor(addressOf: AddressOf) {
    this.#addressOf = addressOf;
  }

  /** Whether this client may look one more document up. */
  async mayLookUp(request: IncomingMessage): Promise<boolean> {
    return await isWithin(this.#lookups, this.#networkOf(request));
  }

  /** Runs a search; null when this client searches too often, or everybody together. */
  async search<T>(request: IncomingMessage, work: () => Promise<T>): Promise<T | null> {
    if (this.#running >= MAX_SEARCHES_AT_ONCE) return null;
    this.#running++;
    try {
      return (await isWithin(this.#searches, this.#networkOf(request))) ? await work() : null;
    } finally {
      this.#running--;
    }
  }

  #networkOf(request: IncomingMessage): string {
    return networkOf(this.#addressOf(request));
  }
}

const isWithin = (limiter: RateLimiterMemory, network: string): Promise<boolean> =>
  limiter.consume(network).then(
    () => true,
    () => false,
  );

/**
 * What is left of a query as a question: the words, a component that there is, the page of the answers; with its
 * question mark. Empty when nothing is asked.
 */
export function questionOf(asks: readonly string[], query: string, { components }: Snapshot): string {
  const given = new URLSearchParams(query);
  const words = toSingleLine(given.get("q") ?? "")
    .slice(0, MAX_SEARCH_LENGTH)
    .toWellFormed();
  const component = components.find(({ id }) => id === given.get("component"))?.id ?? "";
  const page = given.get("page") ?? "";
  const asked = new URLSearchParams();
  if (asks.includes("q") && words !== "") asked.set("q", words);
  if (asks.includes("component") && component !== "") asked.set("component", component);
  if (asked.size > 0 && PAGE.test(page)) asked.set("page", page);
  return asked.size > 0 ? `?${asked}` : "";
}
