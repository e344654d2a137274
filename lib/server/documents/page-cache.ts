import type { Logger } from "#lib/log.ts";
import { readsDatabase } from "../public-paths.ts";
import { buildEntry, type DocumentRequest, type Entry, keyOf, type Rendered, type Site } from "./entry.ts";
import { Generation, stampOf, type World } from "./generation.ts";

/** All entries together, with their compressed forms. While one generation follows another, twice that at most. */
export const MAX_CACHE_BYTES = 32 * 1024 * 1024;
/** A new snapshot is served after this time at the latest, however many documents are still to be rendered. */
export const PREPARE_DEADLINE_MS = 1_000;
/** How many viewed documents are rendered ahead for a new snapshot; the rest wait for their next reader. */
const MAX_PREPARED = 200;
const MAX_PREPARED_READS = 10;
const PREPARED_AT_ONCE = 2;
/** Of the views under one snapshot, this share counts under the next: what was popular stays ready for a while. */
const KEPT_INTEREST = 0.5;
/** A document that reads the database is rendered anew after this time, even if the snapshot stays. */
const READ_LIFETIME_MS = 60_000;
/** After a failure, a key is not rendered again for this long. */
const RETRY_MS = 2_000;

export type Render = (request: DocumentRequest, world: World) => Promise<Rendered>;

type Options = {
  render: Render;
  site: Site;
  log: Logger;
  /** Documents that are always ready, even if nobody asked lately. */
  core?: (world: World) => DocumentRequest[];
  maxBytes?: number;
  now?: () => number;
};

/** A document that could not be rendered. */
export class RenderFailure extends Error {
  override readonly name = "RenderFailure";
}

/** The database says that there is no such thing, or that it is told at another address. Not kept: ids can be made up. */
export class Elsewhere extends Error {
  override readonly name = "Elsewhere";
  readonly location: string | null;
  constructor({ status, location }: Rendered) {
    super(`${status}`);
    this.location = status < 400 && location ? location : null;
  }
}

/** Failures that are remembered; made-up addresses share the memory and start it anew. */
const MAX_FAILURES = 10_000;

/** Finished public documents: each is rendered and compressed once per snapshot, however many ask for it. */
export class PageCache {
  readonly counts = { renders: 0, failures: 0, renderMs: 0 };
  readonly #options: Required<Options>;
  #serving: Generation | null = null;
  #next: World | null = null;
  #advancing: Promise<void> | null = null;

  constructor({ core = () => [], maxBytes = MAX_CACHE_BYTES, now = Date.now, ...rest }: Options) {
    this.#options = { core, maxBytes, now, ...rest };
  }

  /** What is being served; null before the first snapshot. */
  get world(): World | null {
    return this.#serving?.world ?? null;
  }

  get size(): { bytes: number; entries: number } {
    return { bytes: this.#serving?.bytes ?? 0, entries: this.#serving?.size ?? 0 };
  }

  /** The ready document, or undefined: then `load` it. */
  find(key: string): Entry | undefined {
    const generation = this.#serving;
    const entry = generation?.find(key);
    if (entry !== undefined && entry.expiresAt !== Number.POSITIVE_INFINITY)
      this.#renewIfOld(generation!, entry);
    return entry;
  }

  /**
   * Renders a document that is not ready; any number of callers share one rendering.
   * @throws RenderFailure, or whatever `render` throws
   */
  async load(request: DocumentRequest): Promise<Entry> {
    const generation = this.#serving;
    if (!generation) throw new RenderFailure("There is no snapshot yet");
    const ready = generation.find(keyOf(request));
    if (ready) return ready;
    const entry = await this.#renderInto(generation, request);
    entry.hits++;
    return entry;
  }

  /**
   * Renders the answer to a question, for one client: it is kept by nobody.
   * @throws RenderFailure, or whatever `render` throws
   */
  async ask(request: DocumentRequest): Promise<Entry> {
    if (!this.#serving) throw new RenderFailure("There is no snapshot yet");
    return await this.#make(this.#serving, { ...request, rule: { ...request.rule, caching: "never" } });
  }

  /**
   * Makes `world` the one that is served, once its viewed documents are ready (at most PREPARE_DEADLINE_MS); until
   * then the old ones are served. Worlds that arrive meanwhile replace each other. Resolves when it is served.
   */
  advance(world: World): Promise<void> {
    this.#next = world;
    this.#advancing ??= this.#advanceToNewest();
    return this.#advancing;
  }

  async #advanceToNewest(): Promise<void> {
    try {
      while (this.#next) {
        const world = this.#next;
        this.#next = null;
        const next = new Generation(world, this.#serving, this.#options.maxBytes);
        await this.#prepare(next);
        this.#serving = next;
      }
    } finally {
      this.#advancing = null;
    }
  }

  async #prepare(next: Generation): Promise<void> {
    const queue = this.#options.core(next.world).map((request) => ({
      request,
      old: this.#serving?.peek(keyOf(request)),
    }));
    let reads = 0;
    for (const old of this.#serving?.entries() ?? []) {
      const { request } = old;
      if (old.stamp === stampOf(request, next.world)) next.keep(old);
      else if (old.hits > 0 && (!readsDatabase(request, next.world.snapshot) || reads++ < MAX_PREPARED_READS))
        queue.push({ request, old });
      old.hits = Math.floor(old.hits * KEPT_INTEREST);
    }
    const work = queue.slice(0, MAX_PREPARED).values();
    const deadline = Promise.withResolvers<void>();
    const timer = setTimeout(deadline.resolve, PREPARE_DEADLINE_MS);
    const prepareSome = async () => {
      for (const { request, old } of work) {
        if (next.peek(keyOf(request))) continue;
        await this.#renderInto(next, request).then(
          (entry) => old && Object.assign(entry, { hits: old.hits }),
          () => old && this.#keepOld(next, old),
        );
        if (this.#serving === next) return;
      }
    };
    await Promise.race([
      Promise.all(Array.from({ length: PREPARED_AT_ONCE }, prepareSome)),
      deadline.promise,
    ]);
    clearTimeout(timer);
  }

  /** A document that cannot be renewed stays as it was, and is tried again soon. */
  #keepOld(generation: Generation, old: Entry): void {
    generation.keep({ ...old, expiresAt: this.#options.now() + RETRY_MS });
  }

  #renewIfOld(generation: Generation, entry: Entry): void {
    const now = this.#options.now();
    if (entry.expiresAt > now) return;
    entry.expiresAt = now + RETRY_MS;
    this.#renderInto(generation, entry.request).catch(() => {});
  }

  #renderInto(generation: Generation, request: DocumentRequest): Promise<Entry> {
    const key = keyOf(request);
    const flying = generation.flights.get(key);
    if (flying) return flying;
    const failedAt = generation.failures.get(key);
    if (failedAt !== undefined && this.#options.now() - failedAt < RETRY_MS)
      return Promise.reject(new RenderFailure(`${key} failed a moment ago`));
    const flight = this.#build(generation, request);
    generation.flights.set(key, flight);
    return flight;
  }

  async #build(generation: Generation, request: DocumentRequest): Promise<Entry> {
    const { now, log } = this.#options;
    const key = keyOf(request);
    const startedAt = performance.now();
    try {
      const entry = await this.#make(generation, request);
      generation.keep(entry);
      generation.failures.delete(key);
      return entry;
    } catch (error) {
      if (error instanceof Elsewhere) throw error;
      this.counts.failures++;
      if (generation.failures.size >= MAX_FAILURES) generation.failures.clear();
      generation.failures.set(key, now());
      log.error(
        { key, error: error instanceof Error ? error.message : String(error) },
        "a public document failed",
      );
      throw error;
    } finally {
      generation.flights.delete(key);
      this.counts.renders++;
      this.counts.renderMs += performance.now() - startedAt;
    }
  }

  async #make(generation: Generation, request: DocumentRequest): Promise<Entry> {
    const { render, site, now } = this.#options;
    const key = keyOf(request);
    const rendered = await render(request, generation.world);
    const isRead = readsDatabase(request, generation.world.snapshot) || request.rule.caching === "never";
    if (isRead && rendered.status >= 300 && rendered.status < 500) throw new Elsewhere(rendered);
    if (rendered.status >= 500) throw new RenderFailure(`Next answered ${rendered.status} for ${key}`);
    const old = rendered.isPartial ? (generation.peek(key) ?? this.#serving?.peek(key)) : undefined;
    if (old !== undefined && !old.isPartial) throw new RenderFailure(`${key} could not read the database`);
    return await buildEntry({
      request,
      rendered,
      stamp: stampOf(request, generation.world),
      version: generation.world.snapshot.version,
      lastModified: generation.lastModified(request),
      expiresAt: expiryOf(request, isRead, rendered, now()),
      isRead,
      site,
    });
  }
}

function expiryOf({ rule }: DocumentRequest, isRead: boolean, { isPartial }: Rendered, now: number): number {
  if (isPartial) return now + RETRY_MS;
  return isRead && rule.caching !== "kept" ? now + READ_LIFETIME_MS : Number.POSITIVE_INFINITY;
}
