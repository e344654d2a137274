"use client";
import type { Choices } from "#lib/domain/incidents/desk/choices.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import { phaseOf } from "#lib/domain/incidents/transitions.ts";
import { incidentWord } from "#lib/domain/words/incidents.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { useAdmin, useMay } from "../client/context.tsx";
import { Outcome } from "../client/outcome.tsx";
import { PostUpdate } from "../composer/post-update.tsx";
import { IncidentProgress } from "../deliveries/fan-out-progress.tsx";
import type { ShownFanOut } from "../deliveries/shown.ts";
import { useNow } from "../time/now.ts";
import { When } from "../time/when.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageHead, Section } from "../ui/page-head.tsx";
import { Acts } from "./acts.tsx";
import { DraftBox } from "./draft-box.tsx";
import { Facts } from "./facts.tsx";
import { publicHref } from "./paths.ts";
import { ResolveProposal } from "./resolve-proposal.tsx";
import { IncidentTags } from "./tags.tsx";
import { Timeline } from "./timeline.tsx";

export type Candidate = { id: string; name: string };
type Props = {
  incident: Incident;
  choices: Choices;
  /** Other incidents that a draft may be merged into. */
  candidates: readonly Candidate[];
  /** The latest events of it that were told. */
  fanOuts: readonly ShownFanOut[];
  nowAt: number;
};

/** One incident: what was said, what to say next, and everything that can be done about it. */
export function IncidentScreen({ incident, choices, candidates, fanOuts, nowAt }: Props) {
  const { language, publicUrl } = useAdmin();
  const now = useNow(nowAt);
  const mayWrite = useMay("incidents:write");
  const phase = phaseOf(incident);
  const isPublished = phase === "published";
  const isOver = incident.resolvedAt !== null;
  return (
    <>
      <Outcome />
      <PageHead
        title={incident.name}
        lead={<IncidentTags incident={incident} />}
        back={{ href: "/admin/incidents", label: shellWord("incidents", language) }}
        action={
          isPublished && (
            <ButtonLink href={publicHref(incident, publicUrl)}>
              {incidentWord("public_link", language)}
            </ButtonLink>
          )
        }
      />
      <Standing incident={incident} />
      {phase === "draft" && (
        <DraftBox incident={incident} candidates={candidates} reach={choices.reach} now={now} />
      )}
      {isPublished && incident.resolveProposedAt !== null && mayWrite && !isOver && (
        <ResolveProposal incident={incident} />
      )}
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0">
          <IncidentProgress incident={incident} initial={fanOuts} nowAt={nowAt} />
          {isPublished && mayWrite && !isOver && (
            <PostUpdate incident={incident} choices={choices} nowAt={nowAt} />
          )}
          <Section title={incidentWord("timeline", language)}>
            <Timeline incident={incident} components={choices.components} />
          </Section>
        </div>
        <aside className="grid gap-6">
          <Facts incident={incident} choices={choices} now={now} />
          {isPublished && <Acts incident={incident} reach={choices.reach} />}
        </aside>
      </div>
    </>
  );
}

/** Of what is not public any more: since when, why, and where it went. */
function Standing({ incident }: { incident: Incident }) {
  const { language } = useAdmin();
  if (incident.mergedIntoId !== null)
    return (
      <Notice
        action={
          <Button onClick={() => location.assign(`/admin/incidents/${incident.mergedIntoId}`)}>
            {incidentWord("open_other", language)}
          </Button>
        }
      >
        {incidentWord("merged_on", language)}
      </Notice>
    );
  if (incident.unpublishedAt === null) return null;
  return (
    <Notice tone="warn" title={incidentWord("unpublished", language)}>
      <When at={incident.unpublishedAt} form="full" /> · {incident.unpublishReason ?? ""}
    </Notice>
  );
}
