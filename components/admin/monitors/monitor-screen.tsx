"use client";
import { useState } from "react";
import type { State } from "#lib/domain/status/state.ts";
import { wordOf } from "#lib/domain/words/define.ts";
import { monitorWord } from "#lib/domain/words/monitors.ts";
import { objectWord } from "#lib/domain/words/objects.ts";
import { useAdmin, useMay } from "../client/context.tsx";
import { useCall } from "../client/use-call.ts";
import { At } from "../objects/at.tsx";
import { Ending } from "../objects/ending.tsx";
import { ReadOnly } from "../objects/notices.tsx";
import { StateMark } from "../objects/state.tsx";
import { Button } from "../ui/button.tsx";
import { Notice, Tag } from "../ui/notice.tsx";
import { Box, PageHead, Section } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { MonitorForm, SecretAddress } from "./monitor-form.tsx";
import { type MonitorValues, NEW_MONITOR } from "./values.ts";

type Props = {
  id: string;
  label: string;
  isSelf: boolean;
  values: MonitorValues;
  state: State | null;
  since: number | null;
  lastPingAt: number | null;
  tlsExpiresAt: number | null;
  component: { id: string; name: string };
};

/** One monitor: what it says, its settings, trying them, and its end. */
export function MonitorScreen(props: Props) {
  const { language } = useAdmin();
  const canWrite = useMay("monitors:write");
  const { id, label, isSelf, values, component } = props;
  return (
    <>
      <PageHead
        title={label}
        lead={component.name}
        back={{ href: "/admin/monitors", label: monitorWord("title", language) }}
      />
      <ReadOnly permission="monitors:write" />
      <Facts {...props} />
      {isSelf ? (
        <Notice>{monitorWord("self_why", language)}</Notice>
      ) : (
        <>
          {values.kind === "heartbeat" && canWrite && <Rotate id={id} />}
          <MonitorForm monitorId={id} initial={values} components={[component]} />
          {canWrite && (
            <Ending
              name={component.name}
              act={objectWord("archive", language)}
              why={monitorWord("archive_why", language)}
              path={`monitors/${id}`}
              next="/admin/monitors?done=archived"
            />
          )}
        </>
      )}
    </>
  );
}

function Facts({ values, isSelf, state, since, lastPingAt, tlsExpiresAt }: Props) {
  const { language } = useAdmin();
  return (
    <Box className="mb-8 flex flex-wrap items-center gap-x-6 gap-y-2">
      <span className="flex items-center gap-2">
        {values.enabled ? (
          <StateMark state={state ?? "unknown"} />
        ) : (
          <Tag>{monitorWord("paused", language)}</Tag>
        )}
        <Tag>{wordOf(monitorWord, isSelf ? "self" : values.kind, language)}</Tag>
      </span>
      {since !== null && values.enabled && (
        <span className="text-muted">
          <At at={since} form="full" /> ~
        </span>
      )}
      {lastPingAt !== null && (
        <span>
          <span className="text-muted">{monitorWord("last_ping", language)}</span> <At at={lastPingAt} />
        </span>
      )}
      {tlsExpiresAt !== null && (
        <span>
          <span className="text-muted">{monitorWord("certificate_until", language)}</span>{" "}
          <At at={tlsExpiresAt} form="full" />
        </span>
      )}
    </Box>
  );
}

function Rotate({ id }: { id: string }) {
  const { language } = useAdmin();
  const { send, isBusy, refusal } = useCall();
  const [url, setUrl] = useState<string | null>(null);
  const rotate = async () => {
    const answer = await send<{ heartbeat_url: string }>("PATCH", `monitors/${id}`, {
      monitor: { rotate_secret: true },
    });
    if (answer.ok) setUrl(answer.body.heartbeat_url);
  };
  return (
    <Section title={monitorWord("secret_url", language)} lead={monitorWord("rotate_why", language)}>
      <Refusal refusal={refusal} />
      {url ? (
        <SecretAddress url={url} />
      ) : (
        <Button isBusy={isBusy} onClick={rotate}>
          {monitorWord("rotate", language)}
        </Button>
      )}
    </Section>
  );
}

/** The screen of a new monitor, for the component that one came from. */
export function NewMonitor({
  components,
  componentId,
}: {
  components: { id: string; name: string }[];
  componentId: string;
}) {
  const { language } = useAdmin();
  return (
    <>
      <PageHead
        title={monitorWord("new_monitor", language)}
        back={{ href: "/admin/monitors", label: monitorWord("title", language) }}
      />
      <ReadOnly permission="monitors:write" />
      <MonitorForm monitorId={null} initial={{ ...NEW_MONITOR, componentId }} components={components} />
    </>
  );
}
