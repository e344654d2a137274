"use client";
import type { Choices } from "#lib/domain/incidents/desk/choices.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import { phaseOf } from "#lib/domain/incidents/transitions.ts";
import { durationText } from "#lib/domain/moments.ts";
import { incidentWord } from "#lib/domain/words/incidents.ts";
import { maintenanceWord } from "#lib/domain/words/maintenance.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { useAdmin, useMay } from "../client/context.tsx";
import { Outcome } from "../client/outcome.tsx";
import { PostUpdate } from "../composer/post-update.tsx";
import { IncidentProgress } from "../deliveries/fan-out-progress.tsx";
import type { ShownFanOut } from "../deliveries/shown.ts";
import { Acts } from "../incidents/acts.tsx";
import { DraftBox } from "../incidents/draft-box.tsx";
import { Fact, Facts } from "../incidents/facts.tsx";
import { publicHref } from "../incidents/paths.ts";
import { IncidentTags } from "../incidents/tags.tsx";
import { Timeline } from "../incidents/timeline.tsx";
import { useNow } from "../time/now.ts";
import { Distance, When } from "../time/when.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { Box, PageHead, Section } from "../ui/page-head.tsx";
import { WindowActs } from "./window-acts.tsx";
import { NOTICE_MS } from "./window-times.tsx";

const MINUTE_MS = 60_000;
const RUNNING = ["in_progress", "verifying"];

/** One maintenance window: its times and notice, its next step, what was said and what to say. */
export function WindowScreen({
  incident,
  choices,
  fanOuts,
  nowAt,
}: {
  incident: Incident;
  choices: Choices;
  /** The latest events of it that were told. */
  fanOuts: readonly ShownFanOut[];
  nowAt: number;
}) {
  const { language, publicUrl } = useAdmin();
  const now = useNow(nowAt);
  const mayWrite = useMay("incidents:write");
  const phase = phaseOf(incident);
  const isOpen = phase === "published" && incident.resolvedAt === null && !incident.maintenance?.cancelledAt;
  return (
    <>
      <Outcome />
      <PageHead
        title={incident.name}
        lead={<IncidentTags incident={incident} />}
        back={{ href: "/admin/maintenance", label: shellWord("maintenance", language) }}
        action={
          phase === "published" && (
            <ButtonLink href={publicHref(incident, publicUrl)}>
              {incidentWord("public_link", language)}
            </ButtonLink>
          )
        }
      />
      {phase === "draft" && <DraftBox incident={incident} candidates={[]} reach={choices.reach} now={now} />}
      <Overrun incident={incident} now={now} />
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0">
          <IncidentProgress incident={incident} initial={fanOuts} nowAt={nowAt} />
          <Section
            title={maintenanceWord("times", language)}
            action={isOpen && mayWrite && <WindowActs incident={incident} reach={choices.reach} now={now} />}
          >
            <WindowFacts incident={incident} now={now} />
          </Section>
          {isOpen && mayWrite && <PostUpdate incident={incident} choices={choices} nowAt={nowAt} />}
          <Section title={incidentWord("timeline", language)}>
            <Timeline incident={incident} components={choices.components} />
          </Section>
        </div>
        <aside className="grid gap-6">
          <Facts incident={incident} choices={choices} now={now} />
          {phase === "published" && <Acts incident={incident} reach={choices.reach} />}
        </aside>
      </div>
    </>
  );
}

function Overrun({ incident, now }: { incident: Incident; now: number }) {
  const { language } = useAdmin();
  const until = incident.maintenance?.scheduledUntil ?? now;
  if (!RUNNING.includes(incident.status) || until >= now || incident.publishedAt === null) return null;
  const duration = durationText((now - until) / 1000, language, { withDays: true });
  return (
    <Notice tone="danger" title={maintenanceWord("overrun", language, { duration })}>
      {maintenanceWord("self_end_hint", language)}
    </Notice>
  );
}

function WindowFacts({ incident, now }: { incident: Incident; now: number }) {
  const { language } = useAdmin();
  const { scheduledFor, scheduledUntil, notices, seriesId } = incident.maintenance!;
  const notice = notices.at(-1);
  const aheadMs = notice ? scheduledFor - notice.noticeAt : null;
  const duration = (ms: number) => durationText(Math.max(0, ms) / 1000, language, { withDays: true });
  return (
    <Box>
      <dl className="grid gap-4 sm:grid-cols-2">
        <Fact term={maintenanceWord("starts", language)}>
          <When at={scheduledFor} form="full" />{" "}
          <span className="text-muted">
            (<Distance at={scheduledFor} now={now} />)
          </span>
        </Fact>
        <Fact term={maintenanceWord("ends", language)}>
          <When at={scheduledUntil} form="full" />{" "}
          <span className="text-muted">
            ({maintenanceWord("lasts", language, { duration: duration(scheduledUntil - scheduledFor) })})
          </span>
        </Fact>
        {notice && aheadMs !== null && (
          <Fact term={maintenanceWord("notice", language)}>
            <When at={notice.noticeAt} />
            <span className={`block text-sm ${aheadMs >= NOTICE_MS ? "text-good" : "text-warn"}`}>
              {aheadMs < MINUTE_MS
                ? maintenanceWord("notice_at_start", language)
                : maintenanceWord(aheadMs >= NOTICE_MS ? "notice_told" : "notice_told_short", language, {
                    duration: duration(aheadMs),
                  })}
            </span>
          </Fact>
        )}
        {seriesId && (
          <Fact term={maintenanceWord("series", language)}>
            <a className="text-link" href={`/admin/maintenance/series/${seriesId}`}>
              {maintenanceWord("of_series", language)}
            </a>
          </Fact>
        )}
      </dl>
    </Box>
  );
}
