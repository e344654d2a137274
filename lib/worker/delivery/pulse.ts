import type { ChannelNews } from "#lib/data/delivery/health.ts";
import { CHANNELS, type Channel } from "#lib/domain/delivery/channel.ts";
import type { Outcome } from "#lib/domain/delivery/outcome.ts";
import {
  type ChannelPause,
  type PauseRules,
  paceOf,
  pauseAfterFault,
  WELL,
} from "#lib/domain/delivery/pause.ts";

type State = { pause: ChannelPause; news: Required<ChannelNews>; isNew: boolean };

const NONE = { sent: 0, retried: 0, failed: 0 };
const COUNTED = { sent: "sent", retry: "retried", permanent: "failed" } as const;

const untold = (channel: Channel): Required<ChannelNews> => ({
  channel,
  sentAt: null,
  failedAt: null,
  fault: null,
  failingSince: null,
  pausedUntil: null,
  ...NONE,
});

export type Pulse = ReturnType<typeof createPulse>;

/** How each channel as a whole is doing, by what its tries came to. */
export function createPulse(rules: PauseRules) {
  const states = new Map(
    CHANNELS.map((channel): [Channel, State] => [
      channel,
      { pause: WELL, news: untold(channel), isNew: false },
    ]),
  );
  const of = (channel: Channel): State => states.get(channel)!;

  return {
    pace: (channel: Channel, now: number) => paceOf(of(channel).pause, now),
    pausedUntil: (channel: Channel): number => of(channel).pause.untilAt,
    /** Returns whether a pause has begun, or is over, with this outcome. */
    saw(channel: Channel, outcome: Outcome, now: number): "paused" | "opened" | "unchanged" {
      const state = of(channel);
      const before = state.pause;
      const { code, text } = outcome.receipt;
      const isAway = outcome.kind === "retry" && outcome.fault === "channel";
      state.isNew = true;
      state.news[COUNTED[outcome.kind]] += 1;
      if (outcome.kind === "sent") state.news.sentAt = now;
      else Object.assign(state.news, { failedAt: now, fault: `${code} ${text}`.trim() });
      state.pause = isAway ? pauseAfterFault(before, now, rules) : WELL;
      state.news.failingSince = isAway ? (state.news.failingSince ?? now) : null;
      state.news.pausedUntil = state.pause.untilAt || null;
      if (state.pause === before) return "unchanged";
      if (isAway) return "paused";
      return before.pauseMs > 0 ? "opened" : "unchanged";
    },
    /** What has not been told since the last time. */
    takeNews(): ChannelNews[] {
      return [...states.values()].flatMap((state) => {
        if (!state.isNew) return [];
        state.isNew = false;
        const news = { ...state.news };
        Object.assign(state.news, NONE);
        return [news];
      });
    },
  };
}
