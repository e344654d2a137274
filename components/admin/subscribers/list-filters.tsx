"use client";
import { CHANNELS } from "#lib/domain/delivery/channel.ts";
import { type ComponentChoice, fullName } from "#lib/domain/incidents/desk/choices.ts";
import {
  addressOf,
  isSubscriberSearch,
  type SubscriberSearch,
  subscriberSearch,
} from "#lib/domain/subscribers/desk/search.ts";
import { SUBSCRIBER_STATES } from "#lib/domain/subscribers/subscriber.ts";
import { subscriberWord } from "#lib/domain/words/subscribers.ts";
import { useAdmin } from "../client/context.tsx";
import { type FilterSelect, ListFilters } from "../ui/list-filters.tsx";

const PATH = "/admin/subscribers";

type Props = { search: SubscriberSearch; components: readonly ComponentChoice[] };

/** By address, channel, state and component. */
export function SubscriberFilters({ search, components }: Props) {
  const { language } = useAdmin();
  const select = (
    name: "channel" | "state" | "component",
    options: FilterSelect["options"],
  ): FilterSelect => ({
    ...{ name, options, value: search[name] },
    label: subscriberWord(name, language),
    all: subscriberWord(`${name}_all`, language),
  });
  return (
    <ListFilters
      path={PATH}
      q={search.q}
      isFiltered={isSubscriberSearch(search)}
      hrefOf={(given) => addressOf(PATH, subscriberSearch(given))}
      texts={{
        search: subscriberWord("search_label", language),
        apply: subscriberWord("apply", language),
        clear: subscriberWord("clear", language),
      }}
      selects={[
        select(
          "channel",
          CHANNELS.map((value) => ({ value, text: subscriberWord(value, language) })),
        ),
        select(
          "state",
          SUBSCRIBER_STATES.map((value) => ({ value, text: subscriberWord(value, language) })),
        ),
        select(
          "component",
          components.map((one) => ({ value: one.id, text: fullName(one) })),
        ),
      ]}
    />
  );
}
