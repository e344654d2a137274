import type { State } from "./state.ts";

/**
 * A stretch of one state: half-open [startedAt, endedAt) in milliseconds since the epoch; `endedAt: null` is still
 * running. A timeline is a list of spans sorted by start, without overlap; a hole in it means unknown.
 */
export type Span = { startedAt: number; endedAt: number | null; state: State };
export type Timeline = readonly Span[];
