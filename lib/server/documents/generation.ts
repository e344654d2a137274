import type { Snapshot } from "#lib/domain/snapshot.ts";
import type { ShownScreen } from "#lib/domain/subscribers/screen.ts";
import { readsDatabase, showsAsOf } from "../public-paths.ts";
import { type DocumentRequest, type Entry, keyOf } from "./entry.ts";

/** What all documents of one moment are made of. */
export type World = {
  snapshot: Snapshot;
  isDatabaseAway: boolean;
  /** Of a page that is for one person alone; of no world that is served to others. */
  screen?: ShownScreen;
};

/** When an overfull cache makes room, it goes down to this share: one sorting for many evictions. */
const KEPT_SHARE = 0.8;
const SECOND_MS = 1_000;

/** A document with the same stamp need not be rendered again. */
export function stampOf(request: DocumentRequest, { snapshot, isDatabaseAway }: World): string {
  // Their content never changes, but one that the page no longer shows must not be found either.
  if (request.rule.caching === "kept") return JSON.stringify(snapshot.page.logo);
  const isTimed = showsAsOf(request, snapshot) && !readsDatabase(request, snapshot);
  const asOf = isTimed ? `/${snapshot.asOf}` : "";
  return `${snapshot.version}${asOf}${request.rule.kind === "page" && isDatabaseAway ? "/away" : ""}`;
}

/**
 * All documents of one world. The next generation is prepared beside it and takes its place as a whole, so that
 * nobody who read one new document can then read an old one.
 */
export class Generation {
  readonly world: World;
  readonly flights = new Map<string, Promise<Entry>>();
  /** Keys whose rendering failed, and when. */
  readonly failures = new Map<string, number>();
  readonly #entries = new Map<string, Entry>();
  readonly #maxBytes: number;
  readonly #contentModified: number;
  readonly #asOfModified: number;
  #bytes = 0;
  #uses = 0;

  constructor(world: World, previous: Generation | null, maxBytes: number) {
    this.world = world;
    this.#maxBytes = maxBytes;
    const { snapshot, isDatabaseAway } = world;
    const before = previous?.world;
    const isSame = before?.snapshot.version === snapshot.version;
    const isSameMoment =
      isSame && before.snapshot.asOf === snapshot.asOf && before.isDatabaseAway === isDatabaseAway;
    const modified = previous ? { content: previous.#contentModified, asOf: previous.#asOfModified } : null;
    this.#contentModified =
      modified && isSame ? modified.content : after(snapshot.updatedAt, modified?.content);
    this.#asOfModified = modified && isSameMoment ? modified.asOf : after(snapshot.asOf, modified?.asOf);
  }

  get bytes(): number {
    return this.#bytes;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Last-Modified of a document, in ms of whole seconds. Two versions in one second: one second on. */
  lastModified(request: DocumentRequest): number {
    return showsAsOf(request, this.world.snapshot)
      ? Math.max(this.#asOfModified, this.#contentModified)
      : this.#contentModified;
  }

  find(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    entry.hits++;
    entry.usedAt = ++this.#uses;
    return entry;
  }

  /** Without counting a view. */
  peek(key: string): Entry | undefined {
    return this.#entries.get(key);
  }

  keep(entry: Entry): void {
    const key = keyOf(entry.request);
    this.#bytes += entry.bytes - (this.#entries.get(key)?.bytes ?? 0);
    entry.usedAt = ++this.#uses;
    this.#entries.set(key, entry);
    if (this.#bytes > this.#maxBytes) this.#makeRoom();
  }

  /** Most viewed first. */
  entries(): Entry[] {
    return [...this.#entries.values()].sort((a, b) => b.hits - a.hits);
  }

  #makeRoom(): void {
    const oldest = [...this.#entries].sort(([, a], [, b]) => a.usedAt - b.usedAt);
    for (const [key, entry] of oldest) {
      if (this.#bytes <= this.#maxBytes * KEPT_SHARE) return;
      this.#entries.delete(key);
      this.#bytes -= entry.bytes;
    }
  }
}

/** `instant` in whole seconds, but later than `previous`. */
function after(instant: string, previous = 0): number {
  const seconds = Math.floor(Date.parse(instant) / SECOND_MS) * SECOND_MS;
  return seconds > previous ? seconds : previous + SECOND_MS;
}
