import { WINDOW_SECONDS } from "../definition.ts";
import type { PulledSource } from "../source.ts";

/** After the end of a window, until the source has everything that happened in it: scrapes, log files. */
export const SETTLE_MS = 30_000;
/** Windows are read again for so long: what came late counts. */
export const OVERLAP_MS = 15 * 60_000;
/** Of a source that was never read. */
export const FIRST_READ_MS = 60 * 60_000;
/** What was not read for longer stays unread: no data. Our own probes are there for as long as late ones are taken. */
export const BACKLOG_MS = 3 * 86_400_000;
const PROBES_BACKLOG_MS = 400 * 86_400_000;
export const MAX_WINDOWS_A_READ = 288;

const RETRY_MS = { first: 30_000, last: 300_000 };

/** Whole windows of a source, [from, until) in ms, each `windowMs` long. */
export type WindowSpan = { from: number; until: number; windowMs: number };

/** The length of a source's windows in ms. */
export const windowMsOf = (source: PulledSource): number =>
  1000 * (("windowSeconds" in source ? source.windowSeconds : undefined) ?? WINDOW_SECONDS);

const settleMs = (windowMs: number): number => Math.min(SETTLE_MS, windowMs / 2);
const floorTo = (at: number, stepMs: number): number => Math.floor(at / stepMs) * stepMs;

/**
 * What is to be read of a source now, or null while no window has ended since. `readUntil`: the end of what was read, or null.
 * A part of a long silence at a time, the oldest first.
 */
export function spanToRead(readUntil: number | null, source: PulledSource, now: number): WindowSpan | null {
  const windowMs = windowMsOf(source);
  const complete = floorTo(now - settleMs(windowMs), windowMs);
  if (readUntil !== null && complete <= readUntil) return null;
  const backlogMs = source.kind === "probes" ? PROBES_BACKLOG_MS : BACKLOG_MS;
  const begin =
    readUntil === null ? complete - FIRST_READ_MS : Math.max(readUntil - OVERLAP_MS, complete - backlogMs);
  const from = floorTo(begin, windowMs);
  return { from, until: Math.min(complete, from + MAX_WINDOWS_A_READ * windowMs), windowMs };
}

/** When a source that was read until then is due again: now, while it is behind. */
export function dueAfterReading(readUntil: number, source: PulledSource, now: number): number {
  const windowMs = windowMsOf(source);
  return Math.max(now, readUntil + windowMs + settleMs(windowMs));
}

/** When a source that has been failing since then is asked again: soon at first, every five minutes at last. */
export function dueAfterFault(failingSince: number, now: number): number {
  return now + Math.min(RETRY_MS.last, Math.max(RETRY_MS.first, (now - failingSince) / 2));
}
