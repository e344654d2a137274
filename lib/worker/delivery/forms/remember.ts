/** How long a text may be told after it was changed or taken back. */
export const CONTENT_AGE_MS = 5_000;
/** Of which something is remembered. */
const MOST_KEYS = 20;

/** What was read and everything that was rendered of it. */
export type Remembered<T> = {
  content: Promise<T>;
  /** Renders once: who comes meanwhile waits for the same. */
  once<R>(key: string, render: () => R): R;
};

/** Reads each thing once in a while, however many recipients it has. */
export function createMemory<T>(read: (key: string, now: number) => Promise<T>, now: () => number) {
  const known = new Map<string, Remembered<T> & { at: number }>();
  return (key: string): Remembered<T> => {
    const at = now();
    const found = known.get(key);
    if (found && at - found.at < CONTENT_AGE_MS) return found;
    const rendered = new Map<string, unknown>();
    const fresh = {
      at,
      content: read(key, at),
      once<R>(name: string, render: () => R): R {
        if (!rendered.has(name)) rendered.set(name, render());
        return rendered.get(name) as R;
      },
    };
    // A database that is away for a moment must not be remembered.
    fresh.content.catch(() => {
      if (known.get(key) === fresh) known.delete(key);
    });
    known.delete(key);
    known.set(key, fresh);
    for (const oldest of known.keys()) {
      if (known.size <= MOST_KEYS) break;
      known.delete(oldest);
    }
    return fresh;
  };
}
