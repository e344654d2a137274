"use client";
import { useState } from "react";
import type { Reach } from "#lib/domain/incidents/desk/choices.ts";
import type { Overview } from "#lib/domain/incidents/desk/overview.ts";
import { durationText, momentText } from "#lib/domain/moments.ts";
import { incidentWord } from "#lib/domain/words/incidents.ts";
import { overviewWord } from "#lib/domain/words/overview.ts";
import { MAX_UNASKED, useBlast } from "../blast/use-blast.tsx";
import { useAdmin, useMay } from "../client/context.tsx";
import { storedDraft } from "../composer/wire.ts";
import { DiscardDialog, usePublish } from "../incidents/draft-box.tsx";
import { adminHref } from "../incidents/paths.ts";
import { useResolve } from "../incidents/resolve-proposal.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Refusal } from "../ui/refusal.tsx";
import type { Need } from "./attention.ts";
import { contradictionTold, lasted, nameIn } from "./contradiction-told.ts";
import { Row } from "./need-row.tsx";
import { Away, Unknown, Unpractised, Violated } from "./slo-needs.tsx";

type Props = { needs: readonly Need[]; overview: Overview; reach: Reach; now: number };
type RowProps = Omit<Props, "needs"> & { need: Need };

/** What waits for somebody: what it is, what to do about it, and the one tap that does it. */
export function NeedList({ needs, ...its }: Props) {
  return (
    <ul className="divide-y divide-line rounded-box border border-line bg-surface">
      {needs.map((need) => (
        <li key={need.key} className="p-4">
          <NeedRow need={need} {...its} />
        </li>
      ))}
    </ul>
  );
}

function NeedRow({ need, overview, reach, now }: RowProps) {
  switch (need.kind) {
    case "unattended":
      return <Unattended need={need} reach={reach} now={now} />;
    case "proposal":
      return <Proposal need={need} />;
    case "promise":
    case "silence":
      return <Late need={need} now={now} />;
    case "monitor":
      return <Silent need={need} overview={overview} now={now} />;
    case "violation":
      return <Violated violation={need.violation} now={now} />;
    case "source":
      return <Away source={need.source} now={now} />;
    case "slo":
      return <Unknown slo={need.slo} now={now} />;
    case "restore_test":
      return <Unpractised overdue={need.overdue} now={now} />;
    case "contradiction":
      return <Contradicting need={need} overview={overview} now={now} />;
  }
}

type UnattendedProps = { need: Extract<Need, { kind: "unattended" }>; reach: Reach; now: number };

function Unattended({ need, reach, now }: UnattendedProps) {
  const { language, timeZone } = useAdmin();
  const mayWrite = useMay("incidents:write");
  const [isOpen, setOpen] = useState(false);
  const { publish, isBusy, refusal } = usePublish();
  const { incident, since, publishesAt } = need;
  const delivers = incident.updates[0]?.deliverNotifications ?? true;
  // Nobody is counted where the question would not be asked.
  const blast = useBlast(storedDraft(incident), delivers && reach.activeSubscribers > MAX_UNASKED, reach);
  const left = publishesAt === null ? 0 : Math.ceil((publishesAt - now) / 60_000);
  const publishes =
    publishesAt !== null &&
    overviewWord("publishes", language, {
      time: momentText(publishesAt, "time", timeZone, language),
      distance:
        left > 0
          ? incidentWord("from_now", language, { duration: durationText(left * 60, language) })
          : incidentWord("any_moment", language),
    });
  return (
    <>
      <Refusal refusal={refusal} />
      <Row
        title={incident.name}
        href={adminHref(incident)}
        todo={publishes || undefined}
        action={
          mayWrite && (
            <>
              <Button
                look="primary"
                isBusy={isBusy}
                onClick={async () => {
                  if (await blast.confirmed()) await publish(incident);
                }}
              >
                {incidentWord("publish", language)}
              </Button>
              <Button onClick={() => setOpen(true)}>{incidentWord("discard", language)}</Button>
            </>
          )
        }
      >
        {overviewWord("unattended", language, { duration: lasted(since, now, language) })}
      </Row>
      {blast.dialog}
      <DiscardDialog incident={incident} isOpen={isOpen} onClose={() => setOpen(false)} isPlain />
    </>
  );
}

function Proposal({ need: { incident, since } }: { need: Extract<Need, { kind: "proposal" }> }) {
  const { language, timeZone } = useAdmin();
  const mayWrite = useMay("incidents:write");
  const { resolve, isBusy, refusal } = useResolve();
  return (
    <>
      <Refusal refusal={refusal} />
      <Row
        title={incident.name}
        href={adminHref(incident)}
        action={
          mayWrite && (
            <Button isBusy={isBusy} onClick={() => void resolve(incident)}>
              {incidentWord("resolve_now", language)}
            </Button>
          )
        }
      >
        {overviewWord("proposal", language, { time: momentText(since, "time", timeZone, language) })}
      </Row>
    </>
  );
}

function Late({ need, now }: { need: Extract<Need, { kind: "promise" | "silence" }>; now: number }) {
  const { language } = useAdmin();
  const { incident, since, kind } = need;
  const duration = lasted(since, now, language);
  return (
    <Row
      title={incident.name}
      href={adminHref(incident)}
      action={<ButtonLink href={adminHref(incident)}>{overviewWord("post", language)}</ButtonLink>}
    >
      {overviewWord(kind === "promise" ? "promise_late" : "silent", language, { duration })}
    </Row>
  );
}

function Silent({
  need: { monitor },
  overview,
  now,
}: {
  need: Extract<Need, { kind: "monitor" }>;
  overview: Overview;
  now: number;
}) {
  const { language } = useAdmin();
  const duration = lasted(monitor.since, now, language);
  return (
    <Row
      todo={overviewWord("silent_monitor_do", language)}
      action={
        <ButtonLink href={`/admin/monitors/${monitor.monitorId}`}>
          {overviewWord("see_monitor", language)}
        </ButtonLink>
      }
    >
      {overviewWord("silent_monitor", language, { name: nameIn(overview, monitor.componentId), duration })}
    </Row>
  );
}

type ContradictingProps = {
  need: Extract<Need, { kind: "contradiction" }>;
  overview: Overview;
  now: number;
};

function Contradicting({ need: { contradiction, incident }, overview, now }: ContradictingProps) {
  const { language } = useAdmin();
  const { text, todo, href, act } = contradictionTold(contradiction, overview, now, language);
  return (
    <Row
      {...(incident && { title: incident.name, href: adminHref(incident) })}
      todo={todo}
      action={<ButtonLink href={incident ? adminHref(incident) : href}>{act}</ButtonLink>}
    >
      {text}
    </Row>
  );
}
