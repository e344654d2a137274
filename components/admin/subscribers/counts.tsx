"use client";
import { CHANNELS, type Channel, type ChannelSetups } from "#lib/domain/delivery/channel.ts";
import { addressOf } from "#lib/domain/subscribers/desk/search.ts";
import { SUBSCRIBER_STATES, type SubscriberState } from "#lib/domain/subscribers/subscriber.ts";
import { subscriberWord } from "#lib/domain/words/subscribers.ts";
import { useAdmin } from "../client/context.tsx";
import { Tag } from "../ui/notice.tsx";

export type Counts = Record<Channel, Record<SubscriberState, number>>;
type Props = { counts: Counts; setups: ChannelSetups; canList: boolean };

const PATH = "/admin/subscribers";
const OTHERS = SUBSCRIBER_STATES.filter((state) => state !== "active");

/** How many hear of updates over each channel, and how many of the others there are: each figure leads to its list. */
export function SubscriberCounts({ counts, setups, canList }: Props) {
  const { language } = useAdmin();
  return (
    <section aria-label={subscriberWord("counts", language)} className="mb-6">
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5">
        {CHANNELS.map((channel) => (
          <li key={channel} className="rounded-box border border-line bg-surface px-4 py-3">
            <ChannelCounts
              channel={channel}
              counts={counts[channel]}
              isConfigured={setups[channel].isConfigured}
              canList={canList}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ChannelCounts({
  channel,
  counts,
  isConfigured,
  canList,
}: {
  channel: Channel;
  counts: Record<SubscriberState, number>;
  isConfigured: boolean;
  canList: boolean;
}) {
  const { language } = useAdmin();
  return (
    <>
      <p className="text-sm text-muted">{subscriberWord(channel, language)}</p>
      <p className="text-2xl leading-tight font-semibold">
        <Figure channel={channel} state="active" canList={canList}>
          {counts.active.toLocaleString("en-US")}
          <span className="sr-only"> {subscriberWord("active", language)}</span>
        </Figure>
      </p>
      <ul className="mt-1 grid gap-0.5 text-sm text-muted">
        {OTHERS.filter((state) => counts[state] > 0).map((state) => (
          <li key={state}>
            <Figure channel={channel} state={state} canList={canList}>
              {subscriberWord(`n_${state}` as "n_pending", language, {
                n: counts[state].toLocaleString("en-US"),
              })}
            </Figure>
          </li>
        ))}
      </ul>
      {!isConfigured && (
        <p className="mt-1">
          <Tag>{subscriberWord("not_configured", language)}</Tag>
        </p>
      )}
    </>
  );
}

function Figure({
  channel,
  state,
  canList,
  children,
}: {
  channel: Channel;
  state: SubscriberState;
  canList: boolean;
  children: React.ReactNode;
}) {
  if (!canList) return <>{children}</>;
  return (
    <a className="text-inherit underline-offset-2 hover:underline" href={addressOf(PATH, { channel, state })}>
      {children}
    </a>
  );
}
