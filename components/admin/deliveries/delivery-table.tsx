"use client";
import { wordOf } from "#lib/domain/words/define.ts";
import { deliveryWord } from "#lib/domain/words/deliveries.ts";
import { subscriberWord } from "#lib/domain/words/subscribers.ts";
import { useAdmin, useMay } from "../client/context.tsx";
import { When } from "../time/when.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { Receipt } from "./receipt.tsx";
import type { ShownDelivery } from "./shown.ts";
import { DeliveryStanding } from "./state-tag.tsx";

type Title = { text: string; href: string } | null;
type Props = {
  deliveries: readonly ShownDelivery[];
  /** `recipients`: of one event, told by who got it; `events`: of one recipient, told by what it got. */
  by: "recipients" | "events";
  /** What an event is called. */
  titleOf?: (delivery: ShownDelivery) => Title;
};

/** Messages with their state, tries and receipts. */
export function DeliveryTable({ deliveries, by, titleOf }: Props) {
  const { language } = useAdmin();
  const columns: Column<ShownDelivery>[] = [
    by === "recipients"
      ? {
          key: "who",
          head: deliveryWord("column_who", language),
          cell: (delivery) => <Recipient delivery={delivery} />,
        }
      : {
          key: "told",
          head: deliveryWord("column_told", language),
          cell: (delivery) => <Told delivery={delivery} title={titleOf?.(delivery) ?? null} />,
        },
    {
      key: "state",
      head: deliveryWord("column_state", language),
      cell: (delivery) => <DeliveryStanding delivery={delivery} />,
    },
    {
      key: "receipt",
      head: deliveryWord("column_receipt", language),
      cell: (delivery) => <Receipt delivery={delivery} />,
    },
    {
      key: "when",
      head: deliveryWord("column_when", language),
      isNumeric: true,
      cell: ({ finished_at, due_at }) => (
        <span className="text-sm">
          <When at={Date.parse(finished_at ?? due_at)} />
        </span>
      ),
    },
  ];
  return (
    <Table
      caption={deliveryWord("title", language)}
      columns={columns}
      rows={deliveries}
      keyOf={({ id }) => id}
    />
  );
}

function Recipient({ delivery: { recipient, channel } }: { delivery: ShownDelivery }) {
  const { language } = useAdmin();
  const maySee = useMay("subscribers:write");
  const { kind, id, name } = recipient;
  const nameless = kind === "subscriber" && !maySee ? "hidden_recipient" : `${kind}_recipient`;
  const text = name ?? wordOf(deliveryWord, nameless, language) ?? id;
  return (
    <div className="md:min-w-44">
      {name && kind === "subscriber" ? (
        <a className="font-medium break-all text-link" href={`/admin/subscribers/${id}`}>
          {text}
        </a>
      ) : (
        <span className="break-all">{text}</span>
      )}
      <span className="block text-sm text-muted">{subscriberWord(channel, language)}</span>
    </div>
  );
}

function Told({ delivery: { kind, event_kind }, title }: { delivery: ShownDelivery; title: Title }) {
  const { language } = useAdmin();
  if (!title) return <>{deliveryWord(`kind_${kind}`, language)}</>;
  return (
    <>
      <a className="font-medium text-link" href={title.href}>
        {title.text}
      </a>
      {event_kind && (
        <span className="block text-sm text-muted">
          {wordOf(deliveryWord, event_kind, language) ?? event_kind}
        </span>
      )}
    </>
  );
}
