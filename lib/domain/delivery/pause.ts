/**
 * A channel whose relay or provider is away is left alone for a while: longer each time, and then a few messages try it.
 * `untilAt` 0 and `pauseMs` 0: it is well.
 */
export type ChannelPause = { untilAt: number; pauseMs: number };
export type PauseRules = { firstMs: number; maxMs: number };

export const WELL: ChannelPause = { untilAt: 0, pauseMs: 0 };
export const PAUSE_RULES: PauseRules = { firstMs: 1_000, maxMs: 15_000 };

/** After a fault of the whole channel. What was in flight when the pause began fails too: that says nothing new. */
export function pauseAfterFault(pause: ChannelPause, now: number, rules: PauseRules): ChannelPause {
  if (now < pause.untilAt) return pause;
  const pauseMs = pause.pauseMs === 0 ? rules.firstMs : Math.min(rules.maxMs, pause.pauseMs * 2);
  return { untilAt: now + pauseMs, pauseMs };
}

/** Whether the channel is left alone, tried by a few, or used as always. */
export function paceOf(pause: ChannelPause, now: number): "paused" | "probing" | "open" {
  if (now < pause.untilAt) return "paused";
  return pause.pauseMs > 0 ? "probing" : "open";
}
