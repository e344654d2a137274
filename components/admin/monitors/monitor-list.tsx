"use client";
import { useState } from "react";
import type { Monitor } from "#lib/domain/page/monitor.ts";
import { destinationText } from "#lib/domain/page/monitor-text.ts";
import { isReason, REASON_TEXT } from "#lib/domain/reason.ts";
import type { State } from "#lib/domain/status/state.ts";
import { wordOf } from "#lib/domain/words/define.ts";
import { monitorWord } from "#lib/domain/words/monitors.ts";
import { objectWord } from "#lib/domain/words/objects.ts";
import { useAdmin, useMay } from "../client/context.tsx";
import { At } from "../objects/at.tsx";
import { Done, ReadOnly } from "../objects/notices.tsx";
import { StateMark } from "../objects/state.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { Tag } from "../ui/notice.tsx";
import { Empty, PageHead } from "../ui/page-head.tsx";
import { type Column, Table } from "../ui/table.tsx";

/** A monitor as the list shows it: what it is, and what it says now. */
export type ListedMonitor = {
  monitor: Pick<Monitor, "id" | "kind" | "config" | "enabled">;
  componentName: string;
  state: State | null;
  lastSample: { at: number; latencyMs: number | null; reason: string | null } | null;
};

type Props = { monitors: ListedMonitor[]; q: string; hasComponents: boolean; done: string | undefined };

const matches = ({ monitor, componentName }: ListedMonitor, q: string): boolean =>
  `${componentName} ${destinationText(monitor)} ${monitor.kind}`
    .toLowerCase()
    .includes(q.trim().toLowerCase());

/** Every monitor with its verdict. The search stands in the address, so that it can be kept and sent. */
export function MonitorList({ monitors, q, hasComponents, done }: Props) {
  const { language } = useAdmin();
  const canWrite = useMay("monitors:write");
  const [typed, setTyped] = useState(q);
  const shown = monitors.filter((one) => matches(one, typed));
  const search = (text: string) => {
    setTyped(text);
    const query = text === "" ? "" : `?q=${encodeURIComponent(text)}`;
    history.replaceState(null, "", `/admin/monitors${query}`);
  };
  const add = canWrite && hasComponents && (
    <ButtonLink look="primary" href="/admin/monitors/new">
      {monitorWord("new_monitor", language)}
    </ButtonLink>
  );
  return (
    <>
      <PageHead
        title={monitorWord("title", language)}
        lead={monitorWord("lead", language)}
        action={monitors.length > 0 && add}
      />
      <Done done={done} />
      <ReadOnly permission="monitors:write" />
      {monitors.length === 0 ? (
        <Empty
          title={monitorWord("empty", language)}
          why={monitorWord(hasComponents ? "empty_why" : "empty_needs_component", language)}
          action={
            add || <ButtonLink href="/admin/components/new">{monitorWord("component", language)}</ButtonLink>
          }
        />
      ) : (
        <>
          <input
            type="search"
            aria-label={objectWord("search_by_name", language)}
            placeholder={objectWord("search_by_name", language)}
            value={typed}
            onChange={(event) => search(event.target.value)}
            className="mb-4 min-h-10 w-full max-w-sm rounded-box border border-line bg-surface px-3"
          />
          {shown.length === 0 ? (
            <Empty title={objectWord("nothing_found", language, { q: typed })} />
          ) : (
            <MonitorTable monitors={shown} />
          )}
        </>
      )}
    </>
  );
}

function MonitorTable({ monitors }: { monitors: ListedMonitor[] }) {
  const { language } = useAdmin();
  const columns: Column<ListedMonitor>[] = [
    {
      key: "target",
      head: monitorWord("target", language),
      cell: ({ monitor, componentName }) => (
        <>
          <a
            className="font-medium text-ink underline-offset-2 hover:underline"
            href={`/admin/monitors/${monitor.id}`}
          >
            {componentName}
          </a>
          <span className="block text-sm break-all text-muted">
            {wordOf(monitorWord, monitor.kind, language)}
            {monitor.kind !== "heartbeat" && monitor.kind !== "external" && ` · ${destinationText(monitor)}`}
          </span>
        </>
      ),
    },
    {
      key: "verdict",
      head: monitorWord("verdict", language),
      cell: ({ monitor, state, lastSample }) => (
        <>
          {monitor.enabled ? (
            <StateMark state={state ?? "unknown"} />
          ) : (
            <Tag>{monitorWord("paused", language)}</Tag>
          )}
          {monitor.enabled && lastSample?.reason && isReason(lastSample.reason) && (
            <span className="block text-sm text-muted">{REASON_TEXT[lastSample.reason][language]}</span>
          )}
        </>
      ),
    },
    {
      key: "at",
      head: monitorWord("last_sample", language),
      cell: ({ lastSample }) => (lastSample ? <At at={lastSample.at} /> : objectWord("never", language)),
    },
    {
      key: "response",
      head: monitorWord("response", language),
      isNumeric: true,
      cell: ({ lastSample }) =>
        lastSample?.latencyMs == null
          ? "–"
          : monitorWord("ms", language, { n: Math.round(lastSample.latencyMs) }),
    },
  ];
  return (
    <Table
      caption={monitorWord("title", language)}
      columns={columns}
      rows={monitors}
      keyOf={({ monitor }) => monitor.id}
    />
  );
}
