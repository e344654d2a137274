"use client";
import { useState } from "react";
import { StateIcon } from "#components/ui/icons.tsx";
import type { PersonChoice, Reach } from "#lib/domain/incidents/desk/choices.ts";
import { momentText } from "#lib/domain/moments.ts";
import { type State, severity } from "#lib/domain/status/state.ts";
import { deliveryWord } from "#lib/domain/words/deliveries.ts";
import { overviewWord } from "#lib/domain/words/overview.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { useAdmin, useMay } from "../client/context.tsx";
import { Outcome } from "../client/outcome.tsx";
import { Channels } from "../deliveries/channels.tsx";
import { RunningProgress } from "../deliveries/fan-out-progress.tsx";
import { HeldBanner } from "../deliveries/held.tsx";
import type { ShownFanOut } from "../deliveries/shown.ts";
import { Standstill } from "../deliveries/standstill.tsx";
import { useNow } from "../time/now.ts";
import { ButtonLink } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageHead, Section } from "../ui/page-head.tsx";
import { isCalm, needsOf } from "./attention.ts";
import { DraftCards, IncidentCards } from "./incident-cards.tsx";
import { NeedList } from "./need-list.tsx";
import { type Connection, type OverviewData, useOverview } from "./use-overview.ts";
import { Windows } from "./windows.tsx";

type Props = {
  initial: OverviewData;
  people: readonly PersonChoice[];
  reach: Reach;
  /** The latest events that were told. */
  fanOuts: readonly ShownFanOut[];
};

/** What is wrong now, who is on it, and what waits for somebody: the first screen of a bad day. */
export function OverviewScreen({ initial, people, reach, fanOuts }: Props) {
  const { language, timeZone } = useAdmin();
  const mayWrite = useMay("incidents:write");
  const { overview, connection } = useOverview(initial);
  const now = Math.max(useNow(initial.now), overview.now);
  const needs = needsOf(overview);
  const open = overview.open.filter(({ incident }) => incident.kind !== "maintenance");
  const running = overview.open.filter(({ incident }) => incident.kind === "maintenance");
  return (
    <>
      <Outcome />
      <PageHead
        title={shellWord("overview", language)}
        lead={
          <span suppressHydrationWarning>
            {overviewWord("lead", language, { time: momentText(overview.now, "clock", timeZone, language) })}
          </span>
        }
        action={
          mayWrite && (
            <ButtonLink look="primary" href="/admin/incidents/new" className="md:hidden">
              {shellWord("new_incident", language)}
            </ButtonLink>
          )
        }
      />
      <Lost connection={connection} readAt={overview.now} />
      <HeldBanner hold={overview.sending.hold} />
      <Standstill sending={overview.sending} />
      <Headline overview={overview} openCount={open.length} />
      {!overview.sending.hold && <RunningProgress initial={fanOuts} />}
      {needs.length > 0 && (
        <Section title={overviewWord("attention", language)}>
          <NeedList needs={needs} overview={overview} reach={reach} now={now} />
        </Section>
      )}
      {open.length > 0 && (
        <Section title={overviewWord("open", language)}>
          <IncidentCards incidents={open} overview={overview} people={people} now={now} />
        </Section>
      )}
      {overview.drafts.length > 0 && (
        <Section title={overviewWord("drafts", language)}>
          <DraftCards incidents={overview.drafts} now={now} />
        </Section>
      )}
      <Windows running={running} upcoming={overview.upcoming} now={now} />
      <Section title={deliveryWord("channels", language)}>
        <Channels channels={overview.sending.channels} now={now} />
      </Section>
    </>
  );
}

function Lost({ connection, readAt }: { connection: Connection; readAt: number }) {
  const { language, timeZone } = useAdmin();
  if (connection === "live") return null;
  if (connection === "signed_out")
    return (
      <Notice
        tone="warn"
        action={<ButtonLink href="/sign-in?next=/admin">{overviewWord("sign_in", language)}</ButtonLink>}
      >
        {overviewWord("signed_out", language)}
      </Notice>
    );
  const time = momentText(readAt, "clock", timeZone, language);
  return <Notice tone="warn">{overviewWord("lost", language, { time })}</Notice>;
}

/** One line that says it all, in the colour of the worst component; calm when nothing is wrong. */
function Headline({ overview, openCount }: { overview: OverviewData; openCount: number }) {
  const { language } = useAdmin();
  const [firstTime] = useState(overview.open.length + overview.drafts.length === 0);
  const bad = overview.components.filter(({ state }) => severity(state) > 0);
  const worst = bad.reduce<State>(
    (found, { state }) => (severity(state) > severity(found) ? state : found),
    "operational",
  );
  const isQuiet = isCalm(overview);
  const components =
    bad.length === 0
      ? overviewWord("components_good", language)
      : overviewWord("components_bad", language, { count: bad.length });
  const title = isQuiet
    ? overviewWord("calm", language)
    : openCount === 0
      ? overviewWord("attention_only", language)
      : openCount === 1
        ? overviewWord("open_one", language)
        : overviewWord("open_count", language, { count: openCount });
  const tone: State = isQuiet || worst !== "operational" ? worst : "degraded_performance";
  return (
    <div className={`mb-8 flex items-start gap-4 rounded-box border border-line bg-tint p-5 ${tone}`}>
      <span className="mt-1 text-2xl leading-none">
        <StateIcon state={tone} />
      </span>
      <div>
        <p className="text-xl font-semibold text-text">{title}</p>
        <p>{isQuiet ? overviewWord("calm_why", language) : components}</p>
        {isQuiet && firstTime && (
          <p className="mt-1 text-sm text-muted">{overviewWord("calm_first", language)}</p>
        )}
      </div>
    </div>
  );
}
