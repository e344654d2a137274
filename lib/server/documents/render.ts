import { type PublicWorld, renderWith } from "#lib/usecases/snapshot/current.ts";
import { exchange, type RequestListener } from "../http/internal-exchange.ts";
import type { Render } from "./page-cache.ts";

/** Longest time that one rendering may take; a page that reads the database waits for a connection at most 5 s. */
const RENDER_TIMEOUT_MS = 15_000;
/** Rendering is work of one thread: more at once only makes each of them later. */
const MAX_RENDERINGS = 4;

/**
 * Renders with Next's request handler: HTML at `/{locale}{path}`, everything else at its own path. The rendering sees
 * one snapshot, one database state and one language, whatever arrives meanwhile.
 */
export function nextRenderer(listener: RequestListener, host: string): Render {
  const turn = turns(MAX_RENDERINGS);
  return async ({ rule, path, search, locale }, world) => {
    const inner = rule.kind === "page" ? `/${locale}${path === "/" ? "" : path}` : path;
    const work = () => exchange(listener, `${inner}${search}`, { host, timeoutMs: RENDER_TIMEOUT_MS });
    const pinned: PublicWorld = { ...world, locale };
    const rendered = await turn(() => renderWith(pinned, work));
    return { ...rendered, isPartial: pinned.isPartial };
  };
}

/** Runs at most `limit` works at once, in the order in which they came. */
function turns(limit: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
