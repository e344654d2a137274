import { type EventContent, readContent } from "#lib/usecases/deliveries/content.ts";

/** How long a text may be told after it was changed or taken back. */
export const CONTENT_AGE_MS = 5_000;
/** Events of which something is remembered. */
const MOST_EVENTS = 20;

/** The content of one event and everything that was rendered of it. */
export type Remembered = {
  content: Promise<EventContent | null>;
  /** Renders once: who comes meanwhile waits for the same. */
  once<T>(key: string, render: () => T): T;
};

/** Reads each event once in a while, however many recipients it has. */
export function createEventCache(now: () => number) {
  const events = new Map<string, Remembered & { at: number }>();
  return (eventId: string): Remembered => {
    const known = events.get(eventId);
    const at = now();
    if (known && at - known.at < CONTENT_AGE_MS) return known;
    const rendered = new Map<string, unknown>();
    const fresh = {
      at,
      content: readContent(eventId, at),
      once<T>(key: string, render: () => T): T {
        if (!rendered.has(key)) rendered.set(key, render());
        return rendered.get(key) as T;
      },
    };
    // A database that is away for a moment must not be remembered.
    fresh.content.catch(() => events.delete(eventId));
    events.delete(eventId);
    events.set(eventId, fresh);
    for (const oldest of events.keys()) {
      if (events.size <= MOST_EVENTS) break;
      events.delete(oldest);
    }
    return fresh;
  };
}
