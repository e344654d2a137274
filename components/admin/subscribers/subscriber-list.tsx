"use client";
import type { ChannelSetups } from "#lib/domain/delivery/channel.ts";
import type { ComponentChoice } from "#lib/domain/incidents/desk/choices.ts";
import { dateText } from "#lib/domain/moments.ts";
import {
  addressOf,
  isSubscriberSearch,
  SUBSCRIBER_LIST_LENGTH,
  type SubscriberSearch,
} from "#lib/domain/subscribers/desk/search.ts";
import type { Subscriber } from "#lib/domain/subscribers/subscriber.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { subscriberWord } from "#lib/domain/words/subscribers.ts";
import { useAdmin } from "../client/context.tsx";
import { Outcome } from "../client/outcome.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { Empty, PageHead } from "../ui/page-head.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { ChannelName, SubscriberTag } from "./channel-tag.tsx";
import { type Counts, SubscriberCounts } from "./counts.tsx";
import { hearsOf } from "./hears.ts";
import { SubscriberFilters } from "./list-filters.tsx";

const PATH = "/admin/subscribers";

type Props = {
  counts: Counts;
  setups: ChannelSetups;
  /** null: the person may not see addresses. */
  subscribers: readonly Subscriber[] | null;
  search: SubscriberSearch;
  components: readonly ComponentChoice[];
};

/** Who hears of updates: counts for everybody, addresses for who manages them. */
export function SubscriberList({ counts, setups, subscribers, search, components }: Props) {
  const { language } = useAdmin();
  const canList = subscribers !== null;
  const isEmpty = Object.values(counts).every((states) => Object.values(states).every((n) => n === 0));
  return (
    <>
      <Outcome />
      <PageHead
        title={subscriberWord("title", language)}
        lead={subscriberWord("lead", language)}
        action={
          canList && (
            <>
              {!isEmpty && (
                <ButtonLink href={`${PATH}/export`}>{subscriberWord("export", language)}</ButtonLink>
              )}
              <ButtonLink href={`${PATH}/import`}>{subscriberWord("import", language)}</ButtonLink>
              <ButtonLink look="primary" href={`${PATH}/new`}>
                {subscriberWord("add", language)}
              </ButtonLink>
            </>
          )
        }
      />
      {canList && isEmpty ? (
        <Empty
          title={subscriberWord("empty", language)}
          why={subscriberWord("empty_why", language)}
          action={<ButtonLink href={`${PATH}/import`}>{subscriberWord("import", language)}</ButtonLink>}
        />
      ) : (
        <SubscriberCounts counts={counts} setups={setups} canList={canList} />
      )}
      {!canList && <Notice>{subscriberWord("no_addresses", language)}</Notice>}
      {canList && !isEmpty && (
        <>
          <SubscriberFilters search={search} components={components} />
          <Rows subscribers={subscribers} search={search} />
        </>
      )}
    </>
  );
}

function Rows({ subscribers, search }: { subscribers: readonly Subscriber[]; search: SubscriberSearch }) {
  const { language } = useAdmin();
  if (subscribers.length === 0)
    return (
      <Empty
        title={subscriberWord("empty_filtered", language)}
        why={subscriberWord("empty_filtered_why", language)}
        action={
          (isSubscriberSearch(search) || search.page > 1) && (
            <ButtonLink href={PATH}>{subscriberWord("clear", language)}</ButtonLink>
          )
        }
      />
    );
  return (
    <>
      <SubscriberTable subscribers={subscribers} />
      <Pages search={search} hasMore={subscribers.length === SUBSCRIBER_LIST_LENGTH} />
    </>
  );
}

function SubscriberTable({ subscribers }: { subscribers: readonly Subscriber[] }) {
  const { language } = useAdmin();
  const columns: Column<Subscriber>[] = [
    {
      key: "destination",
      head: subscriberWord("column_destination", language),
      cell: ({ id, channel, destination }) => (
        <>
          <a className="font-medium break-all text-link" href={`${PATH}/${id}`}>
            {destination}
          </a>
          <span className="block text-sm text-muted">
            <ChannelName channel={channel} />
          </span>
        </>
      ),
    },
    {
      key: "state",
      head: subscriberWord("column_state", language),
      cell: ({ state }) => <SubscriberTag state={state} />,
    },
    {
      key: "hears",
      head: subscriberWord("column_hears", language),
      cell: (subscriber) => <span className="text-sm">{hearsOf(subscriber, language)}</span>,
    },
    {
      key: "since",
      head: subscriberWord("column_since", language),
      isNumeric: true,
      cell: ({ confirmedAt, createdAt }) => <DayOf at={confirmedAt ?? createdAt} />,
    },
    {
      key: "last",
      head: subscriberWord("column_last", language),
      isNumeric: true,
      cell: ({ lastSentAt }) =>
        lastSentAt === null ? (
          <span className="whitespace-nowrap text-muted">{subscriberWord("never", language)}</span>
        ) : (
          <DayOf at={lastSentAt} />
        ),
    },
  ];
  return (
    <Table
      caption={subscriberWord("title", language)}
      columns={columns}
      rows={subscribers}
      keyOf={({ id }) => id}
    />
  );
}

/** A day is enough in a list; the instant is on the subscriber's own screen. */
function DayOf({ at }: { at: number }) {
  const { language, timeZone } = useAdmin();
  return (
    <time dateTime={new Date(at).toISOString()} className="whitespace-nowrap">
      {dateText(at, timeZone, language)}
    </time>
  );
}

function Pages({ search, hasMore }: { search: SubscriberSearch; hasMore: boolean }) {
  const { language } = useAdmin();
  const { page } = search;
  if (page === 1 && !hasMore) return null;
  const told = subscriberWord("page_of", language, { page });
  return (
    <nav aria-label={told} className="mt-4 flex items-center gap-3">
      {page > 1 && (
        <ButtonLink href={addressOf(PATH, { ...search, page: page - 1 })}>
          {shellWord("previous", language)}
        </ButtonLink>
      )}
      <span className="text-muted">{told}</span>
      {hasMore && (
        <ButtonLink href={addressOf(PATH, { ...search, page: page + 1 })}>
          {shellWord("next", language)}
        </ButtonLink>
      )}
    </nav>
  );
}
