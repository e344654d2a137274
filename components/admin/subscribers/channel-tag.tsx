"use client";
import type { Channel } from "#lib/domain/delivery/channel.ts";
import type { SubscriberState } from "#lib/domain/subscribers/subscriber.ts";
import { subscriberWord } from "#lib/domain/words/subscribers.ts";
import { useAdmin } from "../client/context.tsx";
import { Tag } from "../ui/notice.tsx";

const TONES = { pending: "warn", active: "good", quarantined: "danger", unsubscribed: undefined } as const;

/** Whether somebody is written to, in a word and a colour. */
export function SubscriberTag({ state }: { state: SubscriberState }) {
  const { language } = useAdmin();
  const tone = TONES[state];
  return <Tag {...(tone && { tone })}>{subscriberWord(state, language)}</Tag>;
}

/** The name of a channel. */
export function ChannelName({ channel }: { channel: Channel }) {
  const { language } = useAdmin();
  return <>{subscriberWord(channel, language)}</>;
}
