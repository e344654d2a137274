"use client";
import { StateIcon } from "#components/ui/icons.tsx";
import { CHANNELS, type Channel } from "#lib/domain/delivery/channel.ts";
import type { ChannelStanding } from "#lib/domain/delivery/desk/standing.ts";
import { durationText, momentText } from "#lib/domain/moments.ts";
import type { State } from "#lib/domain/status/state.ts";
import { deliveryWord } from "#lib/domain/words/deliveries.ts";
import { subscriberWord } from "#lib/domain/words/subscribers.ts";
import { useAdmin } from "../client/context.tsx";

type Props = { channels: Record<Channel, ChannelStanding>; now: number };

/** How each way out stands: working, failing since, paused, or what is to be set for it. */
export function Channels({ channels, now }: Props) {
  return (
    <ul className="divide-y divide-line rounded-box border border-line bg-surface">
      {CHANNELS.map((channel) => (
        <li key={channel} className="px-4 py-3">
          <ChannelRow channel={channel} standing={channels[channel]} now={now} />
        </li>
      ))}
    </ul>
  );
}

function toneOf(standing: ChannelStanding, now: number): State {
  const { isConfigured, failingSince, pausedUntil, lastSentAt } = standing;
  if (!isConfigured || (failingSince === null && lastSentAt === null)) return "unknown";
  if (pausedUntil !== null && pausedUntil > now) return "major_outage";
  return failingSince === null ? "operational" : "partial_outage";
}

function ChannelRow({
  channel,
  standing,
  now,
}: {
  channel: Channel;
  standing: ChannelStanding;
  now: number;
}) {
  const { language } = useAdmin();
  const tone = toneOf(standing, now);
  return (
    <div className={`flex flex-wrap items-baseline gap-x-4 gap-y-1 ${tone}`}>
      <span className="flex min-w-28 items-center gap-2 font-medium">
        <StateIcon state={tone} />
        {subscriberWord(channel, language)}
      </span>
      <span className="min-w-0 flex-1 basis-64">
        <Standing standing={standing} now={now} />
        <LastSent standing={standing} />
      </span>
    </div>
  );
}

function Standing({ standing, now }: { standing: ChannelStanding; now: number }) {
  const { language, timeZone } = useAdmin();
  const { isConfigured, missing, failingSince, pausedUntil, lastFault, lastSentAt } = standing;
  if (!isConfigured)
    return (
      <>
        {deliveryWord("not_configured", language)}
        {missing.length > 0 && (
          <span className="block text-sm text-muted">
            {deliveryWord("set_names", language, { names: missing.join(", ") })}
          </span>
        )}
      </>
    );
  if (failingSince === null) return <>{deliveryWord(lastSentAt === null ? "idle" : "healthy", language)}</>;
  const duration = durationText(Math.max(1, Math.floor((now - failingSince) / 60_000)) * 60, language, {
    withDays: true,
  });
  return (
    <span className="text-text">
      {deliveryWord("failing", language, { duration })}
      {pausedUntil !== null && pausedUntil > now && (
        <>
          {" · "}
          {deliveryWord("paused", language, {
            time: momentText(pausedUntil, "clock", timeZone, language),
          })}
        </>
      )}
      {lastFault && (
        <span className="block text-sm break-words text-muted">
          {deliveryWord("last_fault", language, { fault: lastFault })}
        </span>
      )}
    </span>
  );
}

function LastSent({ standing: { isConfigured, lastSentAt, oldestDueAt } }: { standing: ChannelStanding }) {
  const { language, timeZone } = useAdmin();
  if (!isConfigured) return null;
  const told = [
    lastSentAt !== null &&
      deliveryWord("last_sent", language, { time: momentText(lastSentAt, "moment", timeZone, language) }),
    oldestDueAt !== null &&
      deliveryWord("waiting_since", language, {
        time: momentText(oldestDueAt, "moment", timeZone, language),
      }),
  ].filter((text) => text !== false);
  if (told.length === 0) return null;
  return <span className="block text-sm text-muted">{told.join(" · ")}</span>;
}
