"use client";
import { type ReactNode, useState } from "react";
import { stateWord } from "#lib/domain/glossary.ts";
import type { Contradiction } from "#lib/domain/incidents/contradictions.ts";
import type { Overview } from "#lib/domain/incidents/desk/overview.ts";
import { durationText, momentText } from "#lib/domain/moments.ts";
import { incidentWord } from "#lib/domain/words/incidents.ts";
import { overviewWord } from "#lib/domain/words/overview.ts";
import { useAdmin, useMay } from "../client/context.tsx";
import { DiscardDialog, usePublish } from "../incidents/draft-box.tsx";
import { adminHref } from "../incidents/paths.ts";
import { useResolve } from "../incidents/resolve-proposal.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Refusal } from "../ui/refusal.tsx";
import type { Need } from "./attention.ts";

type Props = { needs: readonly Need[]; overview: Overview; now: number };

/** What waits for somebody: what it is, what to do about it, and the one tap that does it. */
export function NeedList({ needs, overview, now }: Props) {
  return (
    <ul className="divide-y divide-line rounded-box border border-line bg-surface">
      {needs.map((need) => (
        <li key={need.key} className="p-4">
          <NeedRow need={need} overview={overview} now={now} />
        </li>
      ))}
    </ul>
  );
}

function NeedRow({ need, overview, now }: { need: Need; overview: Overview; now: number }) {
  switch (need.kind) {
    case "unattended":
      return <Unattended need={need} now={now} />;
    case "proposal":
      return <Proposal need={need} />;
    case "promise":
    case "silence":
      return <Late need={need} now={now} />;
    case "monitor":
      return <Silent need={need} overview={overview} now={now} />;
    case "contradiction":
      return <Contradicting need={need} overview={overview} now={now} />;
  }
}

const lasted = (from: number, now: number, language: "ko" | "en") =>
  durationText(Math.max(60, (now - from) / 1000), language, { withDays: true });

/** Name, what is the matter, what to do, and buttons at the right (below on phones). */
function Row({
  title,
  href,
  children,
  todo,
  action,
}: {
  title?: string;
  href?: string;
  children: ReactNode;
  todo?: ReactNode;
  action: ReactNode;
}) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-72">
        {title && (
          <p className="font-medium">
            <a className="text-link" href={href}>
              {title}
            </a>
          </p>
        )}
        <p>{children}</p>
        {todo && <p className="text-sm text-muted">{todo}</p>}
      </div>
      <div className="flex flex-wrap gap-2">{action}</div>
    </div>
  );
}

function Unattended({ need, now }: { need: Extract<Need, { kind: "unattended" }>; now: number }) {
  const { language, timeZone } = useAdmin();
  const mayWrite = useMay("incidents:write");
  const [isOpen, setOpen] = useState(false);
  const { publish, isBusy, refusal } = usePublish();
  const { incident, since, publishesAt } = need;
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
              <Button look="primary" isBusy={isBusy} onClick={() => void publish(incident)}>
                {incidentWord("publish", language)}
              </Button>
              <Button onClick={() => setOpen(true)}>{incidentWord("discard", language)}</Button>
            </>
          )
        }
      >
        {overviewWord("unattended", language, { duration: lasted(since, now, language) })}
      </Row>
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

const nameIn = (overview: Overview, componentId: string) =>
  overview.components.find(({ id }) => id === componentId)?.name ?? componentId;

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
  const { text, todo, href, act } = told(contradiction, overview, now, language);
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

/** What is the matter, what to do about it, and where. */
function told(one: Contradiction, overview: Overview, now: number, language: "ko" | "en") {
  const word = overviewWord;
  switch (one.kind) {
    case "open_but_operational":
      return {
        text: word("open_but_operational", language),
        todo: word("open_but_operational_do", language),
        ...{ href: "/admin/incidents", act: word("post", language) },
      };
    case "maintenance_overrun":
      return {
        text: word("maintenance_overrun", language, { duration: lasted(one.since, now, language) }),
        todo: word("overrun_do", language),
        ...{ href: "/admin/maintenance", act: word("see_maintenance", language) },
      };
    case "down_without_incident": {
      const [draft] = one.draftIds;
      const [name, state] = [nameIn(overview, one.componentId), stateWord(one.state, language)];
      return {
        text: word("down_without_incident", language, { name, state }),
        todo: word(draft ? "down_do_draft" : "down_do", language),
        href: draft
          ? `/admin/incidents/${draft}`
          : `/admin/incidents/new?component=${one.componentId}&state=${one.state}`,
        act: word(draft ? "open_draft" : "open_incident", language),
      };
    }
    case "disagreement":
      return {
        text: word("disagreement", language, {
          name: nameIn(overview, one.componentId),
          probed: stateWord(one.probed, language),
          said: stateWord(one.said, language),
          duration: lasted(one.since, now, language),
        }),
        todo: word(one.incidentId ? "disagreement_do" : "override_do", language),
        href: `/admin/components/${one.componentId}`,
        act: word(one.incidentId ? "post" : "see_component", language),
      };
  }
}
