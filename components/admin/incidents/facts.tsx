"use client";
import { type ReactNode, useState } from "react";
import { StateIcon } from "#components/ui/icons.tsx";
import { stateWord, word } from "#lib/domain/glossary.ts";
import { type Choices, fullName } from "#lib/domain/incidents/desk/choices.ts";
import { impactOf } from "#lib/domain/incidents/impact.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import { phaseOf } from "#lib/domain/incidents/transitions.ts";
import { durationText } from "#lib/domain/moments.ts";
import { composerWord } from "#lib/domain/words/composer.ts";
import { incidentWord } from "#lib/domain/words/incidents.ts";
import { useAdmin, useMay } from "../client/context.tsx";
import { When } from "../time/when.tsx";
import { Button } from "../ui/button.tsx";
import { Tag } from "../ui/notice.tsx";
import { Box } from "../ui/page-head.tsx";
import { EditDetails } from "./edit-details.tsx";
import { Owner } from "./owner.tsx";

type Props = { incident: Incident; choices: Choices; now: number };

/** What is known of the incident besides its words: since when, who is on it, what is promised, what is affected. */
export function Facts({ incident, choices, now }: Props) {
  const { language } = useAdmin();
  const mayWrite = useMay("incidents:write");
  const [isEditing, setEditing] = useState(false);
  const phase = phaseOf(incident);
  const canEdit = mayWrite && (phase === "published" || phase === "draft");
  if (isEditing)
    return <EditDetails incident={incident} choices={choices} onClose={() => setEditing(false)} />;
  return (
    <Box>
      <div className="mb-3 flex items-center justify-between gap-2">
        <h2 className="text-lg font-semibold">{incidentWord("facts", language)}</h2>
        {canEdit && (
          <Button look="quiet" className="-mr-4" onClick={() => setEditing(true)}>
            {incidentWord("edit_details", language)}
          </Button>
        )}
      </div>
      <dl className="grid gap-3">
        <Fact term={incidentWord("owner", language)}>
          <Owner
            incident={incident}
            people={choices.people}
            canEdit={canEdit && incident.resolvedAt === null}
          />
        </Fact>
        {incident.kind !== "maintenance" && <Times incident={incident} now={now} />}
        <Fact term={incidentWord("impact", language)}>
          {word(`impact_${impactOf(incident)}`, language)}
          {incident.impactOverride && (
            <span className="text-muted"> ({incidentWord("impact_chosen", language)})</span>
          )}
        </Fact>
        <Fact term={incidentWord("priority", language)}>
          {incident.priority ? `P${incident.priority}` : composerWord("priority_none", language)}
        </Fact>
        <Fact term={incidentWord("components", language)}>
          <Components incident={incident} choices={choices} />
        </Fact>
      </dl>
    </Box>
  );
}

/** One fact with its name. */
export function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-muted">{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Times({ incident, now }: { incident: Incident; now: number }) {
  const { language } = useAdmin();
  const { startedAt, resolvedAt, nextUpdateAt } = incident;
  const seconds = ((resolvedAt ?? now) - startedAt) / 1000;
  const lateSeconds = nextUpdateAt === null ? 0 : (now - nextUpdateAt) / 1000;
  return (
    <>
      <Fact term={incidentWord("began", language)}>
        <When at={startedAt} form="full" />
      </Fact>
      {resolvedAt !== null && (
        <Fact term={incidentWord("ended", language)}>
          <When at={resolvedAt} form="full" />
        </Fact>
      )}
      {phaseOf(incident) === "published" && (
        <Fact term={incidentWord(resolvedAt === null ? "running_for" : "lasted", language)}>
          {durationText(seconds, language, { withDays: true })}
        </Fact>
      )}
      {nextUpdateAt !== null && resolvedAt === null && (
        <Fact term={incidentWord("next_update", language)}>
          <When at={nextUpdateAt} />{" "}
          {lateSeconds > 0 && (
            <Tag tone="danger">
              {incidentWord("overdue_by", language, {
                duration: durationText(Math.max(1, Math.floor(lateSeconds / 60)) * 60, language),
              })}
            </Tag>
          )}
        </Fact>
      )}
    </>
  );
}

function Components({ incident, choices }: { incident: Incident; choices: Choices }) {
  const { language } = useAdmin();
  if (incident.components.length === 0)
    return <span className="text-muted">{incidentWord("no_components", language)}</span>;
  return (
    <ul className="grid gap-1">
      {incident.components.map(({ componentId, state }) => {
        const component = choices.components.find(({ id }) => id === componentId);
        return (
          <li key={componentId} className={`flex items-center gap-2 ${state}`}>
            <StateIcon state={state} />
            <span className="min-w-0 flex-1">{component ? fullName(component) : componentId}</span>
            <span className="text-sm text-text">{stateWord(state, language)}</span>
          </li>
        );
      })}
    </ul>
  );
}
