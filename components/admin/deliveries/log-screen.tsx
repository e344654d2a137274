"use client";
import { deliveryWord } from "#lib/domain/words/deliveries.ts";
import { useAdmin } from "../client/context.tsx";
import { Outcome } from "../client/outcome.tsx";
import { adminHref } from "../incidents/paths.ts";
import { When } from "../time/when.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { Empty, PageHead } from "../ui/page-head.tsx";
import { type Column, Table } from "../ui/table.tsx";
import { eventName } from "./fan-out-progress.tsx";
import { figure, ProgressBar } from "./progress-bar.tsx";
import type { ShownFanOut } from "./shown.ts";
import { useProgress } from "./use-progress.ts";

type Props = {
  initial: readonly ShownFanOut[];
  /** Only this incident's. */
  incident: { id: string; name: string } | null;
  /** The query of the API that brought them. */
  query: string;
  older: string | null;
  isFirst: boolean;
};

/** Every event that was told to people, newest first; what still runs moves. */
export function LogScreen({ initial, incident, query, older, isFirst }: Props) {
  const { language } = useAdmin();
  const { fanOuts } = useProgress(initial, query);
  return (
    <>
      <Outcome />
      <PageHead
        title={deliveryWord("title", language)}
        lead={incident ? incident.name : deliveryWord("lead", language)}
        action={
          incident && <ButtonLink href="/admin/deliveries">{deliveryWord("clear", language)}</ButtonLink>
        }
      />
      {fanOuts.length === 0 ? (
        <Empty title={deliveryWord("empty", language)} why={deliveryWord("empty_why", language)} />
      ) : (
        <FanOutTable fanOuts={fanOuts} />
      )}
      <div className="mt-4 flex justify-between gap-2">
        {isFirst ? (
          <span />
        ) : (
          <ButtonLink href="/admin/deliveries">{deliveryWord("newest", language)}</ButtonLink>
        )}
        {older && <ButtonLink href={older}>{deliveryWord("older", language)}</ButtonLink>}
      </div>
    </>
  );
}

function FanOutTable({ fanOuts }: { fanOuts: readonly ShownFanOut[] }) {
  const { language } = useAdmin();
  const columns: Column<ShownFanOut>[] = [
    {
      key: "told",
      head: deliveryWord("column_told", language),
      cell: ({ id, kind, incident }) => (
        <>
          <a className="font-medium text-link" href={`/admin/deliveries/${id}`}>
            {eventName(kind, language)}
          </a>
          {incident && (
            <a
              className="block text-sm text-muted underline-offset-2 hover:underline"
              href={adminHref({ id: incident.id, kind: incident.kind as "incident" })}
            >
              {incident.name}
            </a>
          )}
        </>
      ),
    },
    {
      key: "progress",
      head: deliveryWord("column_progress", language),
      cell: ({ states, is_expanded, recipients }) =>
        recipients === 0 && is_expanded ? (
          <span className="text-muted">{deliveryWord("nobody", language)}</span>
        ) : (
          <div className="min-w-40">
            <ProgressBar states={states} isExpanded={is_expanded} />
          </div>
        ),
    },
    {
      key: "recipients",
      head: deliveryWord("column_recipients", language),
      isNumeric: true,
      cell: ({ recipients }) => figure(recipients),
    },
    {
      key: "at",
      head: deliveryWord("column_at", language),
      isNumeric: true,
      cell: ({ event_at }) => <When at={Date.parse(event_at)} />,
    },
  ];
  return (
    <Table
      caption={deliveryWord("title", language)}
      columns={columns}
      rows={fanOuts}
      keyOf={({ id }) => id}
    />
  );
}
