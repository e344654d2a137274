"use client";
import { useState } from "react";
import type { Alert, AlertSourceKind } from "#lib/domain/alerts/source.ts";
import { alertWord } from "#lib/domain/words/alerts.ts";
import { objectWord } from "#lib/domain/words/objects.ts";
import { useAdmin } from "../client/context.tsx";
import { useCall } from "../client/use-call.ts";
import { At } from "../objects/at.tsx";
import { Ending } from "../objects/ending.tsx";
import { Button } from "../ui/button.tsx";
import { CopyBox } from "../ui/copy-box.tsx";
import { Notice, Tag } from "../ui/notice.tsx";
import { PageHead, Section } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { SourceForm } from "./source-form.tsx";
import { NEW_SOURCE, type ShownSource, sourceValues } from "./values.ts";

type Props = { source?: ShownSource; components: { id: string; name: string }[]; alerts?: Alert[] };
type Made = { url: string; kind: AlertSourceKind };

/** A source of alerts: how to connect it, what it suggests, and what came lately. */
export function SourceScreen({ source, components, alerts = [] }: Props) {
  const { language } = useAdmin();
  const [made, setMade] = useState<Made | null>(null);
  const show = (url: string, kind: AlertSourceKind) => setMade({ url, kind });
  return (
    <>
      <PageHead
        title={source?.name ?? alertWord("new_source", language)}
        lead={source && alertWord(source.kind, language)}
        back={{ href: "/admin/alert-sources", label: alertWord("title", language) }}
      />
      {made ? (
        <Address made={made} />
      ) : (
        <>
          {source && <Recent alerts={alerts} />}
          {source && <Connect source={source} onMade={show} />}
          <SourceForm
            id={source?.id ?? null}
            initial={source ? sourceValues(source) : NEW_SOURCE}
            hasSecret={source?.settings.hasSecret ?? false}
            components={components}
            onMade={show}
          />
          {source && (
            <Ending
              name={source.name}
              act={alertWord("delete", language)}
              why={alertWord("delete_why", language)}
              path={`alert-sources/${source.id}`}
              next="/admin/alert-sources?done=archived"
            />
          )}
        </>
      )}
    </>
  );
}

/** The address with its secret, shown once, and what to do with it. */
function Address({ made }: { made: Made }) {
  const { language } = useAdmin();
  return (
    <div className="max-w-3xl">
      <Notice tone="warn">{objectWord("shown_once", language)}</Notice>
      <CopyBox
        label={alertWord("address", language)}
        value={made.url}
        hint={alertWord("address_hint", language)}
      />
      <h2 className="mt-6 font-semibold">{alertWord("setup", language)}</h2>
      <div className="mb-6">
        <Help kind={made.kind} />
      </div>
      <Button look="primary" onClick={() => location.assign("/admin/alert-sources")}>
        {objectWord("done_copying", language)}
      </Button>
    </div>
  );
}

const SAMPLE = `{"alerts":[{"fingerprint":"checkout-errors","status":"firing","title":"Checkout answers with errors",
  "severity":"critical","labels":{"service":"api"}}]}`;

function Help({ kind }: { kind: AlertSourceKind }) {
  const { language } = useAdmin();
  return (
    <>
      <p>{alertWord(`${kind}_help`, language)}</p>
      {kind === "generic" && (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          className="mt-2 overflow-x-auto rounded-box border border-line bg-surface p-3 font-mono text-sm"
        >
          {SAMPLE}
        </pre>
      )}
    </>
  );
}

function Connect({
  source,
  onMade,
}: {
  source: ShownSource;
  onMade: (url: string, kind: AlertSourceKind) => void;
}) {
  const { language } = useAdmin();
  const { send, isBusy, refusal } = useCall();
  const rotate = async () => {
    const answer = await send<{ ingest_url: string }>("PATCH", `alert-sources/${source.id}`, {
      alert_source: { rotate_secret: true },
    });
    if (answer.ok) onMade(answer.body.ingest_url, source.kind);
  };
  return (
    <Section title={alertWord("setup", language)}>
      <Refusal refusal={refusal} />
      <div className="mb-3">
        <Help kind={source.kind} />
      </div>
      <p className="mb-2 text-sm text-muted">{alertWord("rotate_why", language)}</p>
      <Button isBusy={isBusy} onClick={rotate}>
        {alertWord("rotate", language)}
      </Button>
    </Section>
  );
}

function Recent({ alerts }: { alerts: Alert[] }) {
  const { language } = useAdmin();
  return (
    <Section title={alertWord("recent", language)}>
      {alerts.length === 0 ? (
        <p className="text-muted">{alertWord("no_alerts", language)}</p>
      ) : (
        <ul className="divide-y divide-line rounded-box border border-line bg-surface">
          {alerts.map((alert) => (
            <li key={alert.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
              <Tag tone={alert.status === "firing" ? "danger" : "good"}>
                {alertWord(alert.status, language)}
              </Tag>
              <span className="min-w-0 flex-1">{alert.title}</span>
              {alert.count > 1 && (
                <span className="text-sm text-muted">{alertWord("times", language, { n: alert.count })}</span>
              )}
              <span className="text-sm text-muted">
                <At at={alert.lastAt} />
              </span>
              {alert.incidentId && (
                <a className="text-sm text-link" href={`/admin/incidents/${alert.incidentId}`}>
                  {alertWord("to_incident", language)}
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
