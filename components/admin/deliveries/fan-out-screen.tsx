"use client";
import { CHANNELS } from "#lib/domain/delivery/channel.ts";
import { DELIVERY_STATES } from "#lib/domain/delivery/delivery.ts";
import { addressOf } from "#lib/domain/subscribers/desk/search.ts";
import { deliveryWord } from "#lib/domain/words/deliveries.ts";
import { subscriberWord } from "#lib/domain/words/subscribers.ts";
import { useAdmin, useMay } from "../client/context.tsx";
import { Outcome } from "../client/outcome.tsx";
import { adminHref } from "../incidents/paths.ts";
import { When } from "../time/when.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { SelectField } from "../ui/field.tsx";
import { Box, Empty, PageHead, Section } from "../ui/page-head.tsx";
import { DeliveryTable } from "./delivery-table.tsx";
import { eventName } from "./fan-out-progress.tsx";
import { figure, ProgressBar } from "./progress-bar.tsx";
import { Replay } from "./replay.tsx";
import { partsOf, type ShownDelivery, type ShownFanOut } from "./shown.ts";
import { useProgress } from "./use-progress.ts";

export type DeliveryFilters = { channel?: string | undefined; state?: string | undefined };
type Props = {
  initial: ShownFanOut;
  deliveries: readonly ShownDelivery[];
  filters: DeliveryFilters;
  /** The id to go on behind; null on the last page. */
  next: string | null;
  isFirst: boolean;
};

/** One event that was told: how far it is, by channel, and every message with its receipt. */
export function FanOutScreen({ initial, deliveries, filters, next, isFirst }: Props) {
  const { language } = useAdmin();
  const mayReplay = useMay("subscribers:write");
  const { fanOuts } = useProgress([initial], `event_id=${initial.id}`);
  const fanOut = fanOuts[0] ?? initial;
  const { id, kind, incident, event_at, is_expanded, recipients, states } = fanOut;
  const path = `/admin/deliveries/${id}`;
  const { failed } = partsOf(states);
  return (
    <>
      <Outcome />
      <PageHead
        title={eventName(kind, language)}
        lead={
          <>
            {incident && (
              <>
                <a
                  className="text-link underline"
                  href={adminHref({ id: incident.id, kind: incident.kind as "incident" })}
                >
                  {incident.name}
                </a>
                {" · "}
              </>
            )}
            <When at={Date.parse(event_at)} form="full" />
          </>
        }
        back={{ href: "/admin/deliveries", label: deliveryWord("title", language) }}
        action={mayReplay && failed > 0 && <Replay eventId={id} filters={filters} failed={failed} />}
      />
      <Box className="mb-8">
        <p className="mb-2 text-lg font-semibold">
          {figure(recipients)}{" "}
          <span className="text-base font-normal text-muted">
            {deliveryWord("column_recipients", language)}
          </span>
        </p>
        <ProgressBar states={states} isExpanded={is_expanded} />
        <ByChannel fanOut={fanOut} />
      </Box>
      <Section title={deliveryWord("log", language)}>
        <Filters path={path} filters={filters} />
        {deliveries.length === 0 ? (
          <Empty title={deliveryWord("none_match", language)} />
        ) : (
          <DeliveryTable deliveries={deliveries} by="recipients" />
        )}
        <div className="mt-4 flex justify-between gap-2">
          {isFirst ? (
            <span />
          ) : (
            <ButtonLink href={addressOf(path, filters)}>{deliveryWord("first_page", language)}</ButtonLink>
          )}
          {next && (
            <ButtonLink href={addressOf(path, { ...filters, after: next })}>
              {deliveryWord("next_page", language)}
            </ButtonLink>
          )}
        </div>
      </Section>
    </>
  );
}

/** The same by channel, where there is more than one. */
function ByChannel({ fanOut: { channels, is_expanded } }: { fanOut: ShownFanOut }) {
  const { language } = useAdmin();
  if (channels.length < 2) return null;
  return (
    <dl className="mt-4 grid gap-x-6 gap-y-3 border-t border-line pt-4 sm:grid-cols-[auto_1fr]">
      {channels.map(({ channel, states }) => (
        <div key={channel} className="sm:contents">
          <dt className="text-sm text-muted">{subscriberWord(channel, language)}</dt>
          <dd>
            <ProgressBar states={states} isExpanded={is_expanded} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Filters({ path, filters }: { path: string; filters: DeliveryFilters }) {
  const { language } = useAdmin();
  return (
    <form
      action={path}
      className="mb-4 grid items-end gap-3 sm:grid-cols-[1fr_1fr_auto]"
      onSubmit={(event) => {
        event.preventDefault();
        const given = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
        location.assign(addressOf(path, given));
      }}
    >
      <SelectField
        label={deliveryWord("filter_channel", language)}
        name="channel"
        defaultValue={filters.channel ?? ""}
        onChange={(event) => event.currentTarget.form?.requestSubmit()}
      >
        <option value="">{deliveryWord("all_channels", language)}</option>
        {CHANNELS.map((channel) => (
          <option key={channel} value={channel}>
            {subscriberWord(channel, language)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={deliveryWord("filter_state", language)}
        name="state"
        defaultValue={filters.state ?? ""}
        onChange={(event) => event.currentTarget.form?.requestSubmit()}
      >
        <option value="">{deliveryWord("all_states", language)}</option>
        {DELIVERY_STATES.map((state) => (
          <option key={state} value={state}>
            {deliveryWord(state, language)}
          </option>
        ))}
      </SelectField>
      <div className="flex gap-2">
        <Button type="submit">{deliveryWord("apply", language)}</Button>
        {(filters.channel || filters.state) && (
          <ButtonLink look="quiet" href={path}>
            {deliveryWord("clear", language)}
          </ButtonLink>
        )}
      </div>
    </form>
  );
}
