"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { useAdmin } from "./context.tsx";

type Kept<T> = { value: T; keptAt: number };

const PREFIX = "unsaved";
/** Older than this, nobody remembers what it was about. */
const MAX_AGE_MS = 14 * 24 * 60 * 60 * 1000;

function read<T>(key: string): Kept<T> | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null") as Kept<T> | null;
    return kept && Date.now() - kept.keptAt < MAX_AGE_MS ? kept : null;
  } catch {
    return null;
  }
}

const isSame = (a: object, b: object) => JSON.stringify(a) === JSON.stringify(b);

/** Storage may be full or forbidden; then the text lives as long as the page does. */
function write(key: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify({ value, keptAt: Date.now() }));
  } catch {}
}

/**
 * A value that survives a reload until it is saved: kept in this browser by person, page and `name`, so that nobody finds
 * another person's words. `restoredAt` tells that what is shown was brought back, and from when it is.
 */
export function useKept<T extends object>(name: string, initial: T) {
  const { pageId, person } = useAdmin();
  const key = `${PREFIX}:${person.id}:${pageId}:${name}`;
  const [value, setValue] = useState(initial);
  const [restoredAt, setRestoredAt] = useState<number | null>(null);
  const first = useRef(initial);
  useEffect(() => {
    const kept = read<Partial<T>>(key);
    if (!kept) return;
    // Fields that a later release added have their first value.
    setValue({ ...first.current, ...kept.value });
    setRestoredAt(kept.keptAt);
  }, [key]);
  const change = useCallback(
    (next: T | ((present: T) => T)) =>
      setValue((present) => {
        const changed = typeof next === "function" ? next(present) : next;
        if (changed !== present) write(key, isSame(changed, first.current) ? null : changed);
        return changed;
      }),
    [key],
  );
  /** Saved: nothing is to be brought back. */
  const forget = useCallback(() => {
    write(key, null);
    setRestoredAt(null);
  }, [key]);
  const discard = useCallback(() => {
    forget();
    setValue(first.current);
  }, [forget]);
  return { value, change, restoredAt, forget, discard };
}
