"use client";
import { useId } from "react";
import { CHANNELS, type Channel } from "#lib/domain/delivery/channel.ts";
import { type ComponentChoice, fullName, type Reach } from "#lib/domain/incidents/desk/choices.ts";
import { blastWord } from "#lib/domain/words/blast.ts";
import { subscriberWord } from "#lib/domain/words/subscribers.ts";
import { useAdmin } from "../client/context.tsx";
import { figure } from "../deliveries/progress-bar.tsx";
import type { BlastDraft } from "./draft.ts";
import { Messages } from "./messages.tsx";
import type { Audience } from "./use-audience.ts";
import type { Blast } from "./use-blast.tsx";

type Props = {
  delivers: boolean;
  onChange: (delivers: boolean) => void;
  blast: Blast;
  /** As it would be published now; made when somebody looks at the messages. */
  draft: () => BlastDraft;
  reach: Reach;
  components: readonly ComponentChoice[];
};

/** The switch that tells people or not, and beneath it whom: by channel, by component, and in which words. */
export function NotifyField({ delivers, onChange, blast, draft, reach, components }: Props) {
  const { language } = useAdmin();
  const id = useId();
  return (
    <div className="rounded-box border border-line bg-surface p-4">
      <div className="flex items-start gap-3">
        <input
          id={id}
          type="checkbox"
          checked={delivers}
          aria-describedby={`${id}-told`}
          onChange={(event) => onChange(event.target.checked)}
          className="mt-1 size-5 shrink-0"
        />
        <div className="min-w-0 flex-1">
          <label htmlFor={id} className="font-medium">
            {blastWord("notify", language)}
          </label>
          <div id={`${id}-told`} aria-live="polite">
            {delivers ? <Told blast={blast} reach={reach} /> : <Off />}
          </div>
          {delivers && blast.audience && blast.audience.total > 0 && (
            <Details audience={blast.audience} components={components} draft={draft} />
          )}
        </div>
      </div>
      {blast.dialog}
    </div>
  );
}

function Off() {
  const { language } = useAdmin();
  return (
    <p className="text-sm text-muted">
      {blastWord("off", language)} {blastWord("off_remains", language)}
    </p>
  );
}

function Told({ blast, reach }: Pick<Props, "blast" | "reach">) {
  const { language } = useAdmin();
  const { audience, isCounting, isUnknown } = blast;
  if (reach.activeSubscribers === 0) return <Nobody />;
  if (!audience)
    return <p className="text-sm text-muted">{blastWord(isUnknown ? "unknown" : "counting", language)}</p>;
  if (audience.total === 0) return <Nobody />;
  const { total, channels } = audience;
  const told = CHANNELS.filter((channel) => channels[channel] > 0);
  return (
    <div className={isCounting ? "opacity-60" : undefined}>
      <p>
        <strong className="font-semibold">
          {total === 1
            ? blastWord("total_one", language)
            : blastWord("total", language, { n: figure(total) })}
        </strong>
        <span className="text-muted">
          {" · "}
          {told
            .map((channel) => `${subscriberWord(channel, language)} ${figure(channels[channel])}`)
            .join(" · ")}
        </span>
      </p>
      {audience.later > 0 && (
        <p className="text-sm text-muted">{blastWord("later", language, { n: figure(audience.later) })}</p>
      )}
      <Unreached channels={channels} reach={reach} />
    </div>
  );
}

function Nobody() {
  const { language } = useAdmin();
  return (
    <p className="text-sm text-muted">
      {blastWord("nobody", language)}. {blastWord("nobody_why", language)}
    </p>
  );
}

/** People behind a channel that this installation cannot send over. */
function Unreached({ channels, reach }: { channels: Record<Channel, number>; reach: Reach }) {
  const { language } = useAdmin();
  return reach.unconfigured
    .filter((channel) => channels[channel] > 0)
    .map((channel) => (
      <p key={channel} className="text-sm font-medium text-warn">
        {blastWord("not_configured", language, {
          channel: subscriberWord(channel, language),
          n: figure(channels[channel]),
        })}
      </p>
    ));
}

function Details({
  audience,
  components,
  draft,
}: { audience: Audience } & Pick<Props, "components" | "draft">) {
  const { language } = useAdmin();
  const rows = audience.components.filter(({ count }) => count > 0);
  return (
    <div className="mt-2 grid gap-1">
      {rows.length > 0 && (
        <details>
          <summary className="min-h-8 text-sm text-link">{blastWord("by_component", language)}</summary>
          <dl className="my-1 grid max-w-md grid-cols-[1fr_auto] gap-x-6 gap-y-0.5 text-sm">
            <dt>{blastWord("without_limit", language)}</dt>
            <dd className="text-right">{figure(audience.unlimited)}</dd>
            {rows.map(({ component_id, count }) => {
              const component = components.find(({ id }) => id === component_id);
              return (
                <div key={component_id} className="contents">
                  <dt>{component ? fullName(component) : component_id}</dt>
                  <dd className="text-right">{figure(count)}</dd>
                </div>
              );
            })}
          </dl>
          <p className="text-sm text-muted">{blastWord("components_note", language)}</p>
        </details>
      )}
      <Messages draft={draft} audience={audience} />
    </div>
  );
}

/** The same in a line, for what is told as it stands. */
export function AudienceLine({ blast, delivers, reach }: Pick<Props, "blast" | "delivers" | "reach">) {
  const { language } = useAdmin();
  const total = reach.activeSubscribers === 0 ? 0 : blast.audience?.total;
  if (!delivers) return <>{blastWord("off", language)}</>;
  if (total === undefined) return <>{blastWord(blast.isUnknown ? "unknown" : "counting", language)}</>;
  if (total === 0) return <>{blastWord("nobody", language)}</>;
  return (
    <>{total === 1 ? blastWord("total_one", language) : blastWord("total", language, { n: figure(total) })}</>
  );
}
