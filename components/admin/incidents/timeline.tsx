"use client";
import { useState } from "react";
import { StateIcon } from "#components/ui/icons.tsx";
import { stateWord, word } from "#lib/domain/glossary.ts";
import type { ComponentChoice } from "#lib/domain/incidents/desk/choices.ts";
import type { Incident, IncidentUpdate } from "#lib/domain/incidents/incident.ts";
import { phaseOf } from "#lib/domain/incidents/transitions.ts";
import { markdownToHtml } from "#lib/domain/markdown.ts";
import { momentText } from "#lib/domain/moments.ts";
import { incidentWord } from "#lib/domain/words/incidents.ts";
import { useAdmin, useMay } from "../client/context.tsx";
import { When } from "../time/when.tsx";
import { Button } from "../ui/button.tsx";
import { Tag } from "../ui/notice.tsx";
import { Box } from "../ui/page-head.tsx";
import { EditUpdate } from "./edit-update.tsx";

type Props = { incident: Incident; components: readonly ComponentChoice[] };

/** Everything that was said, newest first, each with what it changed and what it said before it was edited. */
export function Timeline({ incident, components }: Props) {
  return (
    <ol className="grid gap-3">
      {incident.updates.map((update) => (
        <li key={update.id}>
          <UpdateBox incident={incident} update={update} components={components} />
        </li>
      ))}
    </ol>
  );
}

function UpdateBox({ incident, update, components }: Props & { update: IncidentUpdate }) {
  const { language } = useAdmin();
  const mayWrite = useMay("incidents:write");
  const phase = phaseOf(incident);
  const [isEditing, setEditing] = useState(false);
  const canEdit = mayWrite && (phase === "published" || phase === "draft");
  return (
    <Box>
      <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1">
        <strong>{word(update.status, language)}</strong>
        <span className="text-muted">
          <When at={update.displayAt} />
        </span>
        {update.editedAt !== null && <Tag>{incidentWord("edited", language)}</Tag>}
        {update.isAutomatic && <Tag>{incidentWord("automatic", language)}</Tag>}
        {!update.deliverNotifications && <Tag>{incidentWord("not_delivered", language)}</Tag>}
        {canEdit && !isEditing && (
          <Button look="quiet" className="-my-1 -mr-4 ml-auto" onClick={() => setEditing(true)}>
            {incidentWord("edit_update", language)}
          </Button>
        )}
      </div>
      {isEditing ? (
        <EditUpdate incident={incident} update={update} onClose={() => setEditing(false)} />
      ) : (
        <UpdateTexts update={update} />
      )}
      <Changes update={update} components={components} />
      <EarlierTexts update={update} />
    </Box>
  );
}

function UpdateTexts({ update }: { update: Pick<IncidentUpdate, "body" | "translations"> }) {
  const { pageLanguages, language } = useAdmin();
  const others = pageLanguages
    .slice(1)
    .flatMap((one) =>
      update.translations[one]?.body ? [{ lang: one, text: update.translations[one]!.body! }] : [],
    );
  const texts = [{ lang: pageLanguages[0] ?? "ko", text: update.body }, ...others];
  if (!update.body) return <p className="text-muted">{incidentWord("no_body", language)}</p>;
  return (
    <div className="grid gap-3">
      {texts.map(({ lang, text }, at) => (
        <div
          key={lang}
          lang={lang}
          className={`told ${at > 0 ? "border-t border-dashed border-line pt-3 text-muted" : ""}`}
          // biome-ignore lint/security/noDangerouslySetInnerHtml: the renderer lets nothing through but its list of elements
          dangerouslySetInnerHTML={{ __html: markdownToHtml(text) }}
        />
      ))}
    </div>
  );
}

/** The states that came with this update. */
function Changes({ update, components }: { update: IncidentUpdate; components: readonly ComponentChoice[] }) {
  const { language } = useAdmin();
  const changes = (update.components ?? []).filter(({ oldState, newState }) => oldState !== newState);
  if (changes.length === 0) return null;
  return (
    <ul className="mt-3 flex flex-wrap gap-x-4 gap-y-1 border-t border-line pt-3 text-sm">
      {changes.map(({ componentId, oldState, newState }) => (
        <li key={componentId} className={`flex items-center gap-1.5 ${newState}`}>
          <StateIcon state={newState} />
          {incidentWord("component_change", language, {
            name: components.find(({ id }) => id === componentId)?.name ?? componentId,
            from: stateWord(oldState, language),
            to: stateWord(newState, language),
          })}
        </li>
      ))}
    </ul>
  );
}

function EarlierTexts({ update }: { update: IncidentUpdate }) {
  const { language, timeZone } = useAdmin();
  if (update.earlier.length === 0) return null;
  return (
    <details className="mt-3 border-t border-line pt-2 text-sm">
      <summary className="min-h-8 text-link">{incidentWord("earlier_text", language)}</summary>
      <ul className="grid gap-3 pt-2">
        {update.earlier.map((earlier) => (
          <li key={earlier.replacedAt} className="border-l-2 border-line pl-3">
            <p className="text-muted">
              {incidentWord("replaced_at", language, {
                time: momentText(earlier.replacedAt, "moment", timeZone, language),
              })}
            </p>
            <UpdateTexts update={earlier} />
          </li>
        ))}
      </ul>
    </details>
  );
}
