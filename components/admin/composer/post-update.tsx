"use client";
import { type KeyboardEvent, useState } from "react";
import type { Choices } from "#lib/domain/incidents/desk/choices.ts";
import { impactOf } from "#lib/domain/incidents/impact.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import { FOLLOWING, isEnd } from "#lib/domain/incidents/transitions.ts";
import { localTime } from "#lib/domain/input/local-time.ts";
import { composerWord } from "#lib/domain/words/composer.ts";
import { incidentWord } from "#lib/domain/words/incidents.ts";
import { NotifyField } from "../blast/notify-field.tsx";
import { useBlast } from "../blast/use-blast.tsx";
import { useAdmin } from "../client/context.tsx";
import { goWith } from "../client/outcome.tsx";
import { Restored } from "../client/restored.tsx";
import { useOnce } from "../client/use-once.ts";
import { updatesApi } from "../incidents/paths.ts";
import { type CurrentIncident, currentOf } from "../merge/current.ts";
import { PreviewFrame } from "../preview/preview-frame.tsx";
import { shownComponents, shownIncident } from "../preview/shown.ts";
import { Button } from "../ui/button.tsx";
import { Box, Section } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ComponentPicker } from "./component-picker.tsx";
import { LanguageTexts } from "./language-texts.tsx";
import { Meanwhile } from "./meanwhile.tsx";
import { useFaults } from "./new-incident.tsx";
import { NextUpdateField } from "./next-update-field.tsx";
import { StatusChoice } from "./status-choice.tsx";
import { TemplateBox } from "./template-box.tsx";
import { useWriting, type WritingState } from "./use-writing.ts";
import { updateBody, updateDraft } from "./wire.ts";
import { newWriting, type Writing, withComponent, withoutComponent } from "./writing.ts";

type Props = { incident: Incident; choices: Choices; nowAt: number };

/** What an update begins with: the present status, and the promise as far as it is still to be kept. */
function begun(incident: Incident, nowAt: number, timeZone: string): Writing {
  const promised = incident.nextUpdateAt !== null && incident.nextUpdateAt > nowAt;
  return {
    ...newWriting(incident.status),
    kind: incident.kind === "announcement" ? "announcement" : "incident",
    next: promised ? { kind: "at", local: localTime(incident.nextUpdateAt!, timeZone) } : { kind: "none" },
    revision: incident.revision,
  };
}

/** What is being said, whom it reaches, and how it is sent. */
function usePosting({ incident, choices, nowAt }: Props) {
  const { language, pageLanguages, timeZone } = useAdmin();
  const initial = begun(incident, nowAt, timeZone);
  const state = useWriting({ name: `update:${incident.id}`, initial, choices, nowAt, incident });
  const calls = useOnce();
  const [current, setCurrent] = useState<CurrentIncident | null>(null);
  const { writing } = state;
  const draft = (at: number) =>
    updateDraft(incident, state.ready(at), { languages: pageLanguages, timeZone, now: at });
  const blast = useBlast(draft(state.now), writing.delivers, choices.reach);
  const submit = async (revision = writing.revision) => {
    if (!state.check(true) || !(await blast.confirmed())) return;
    const makeBody = () => {
      const now = Date.now();
      return {
        incident_update: updateBody(state.ready(now), { languages: pageLanguages, timeZone, now }, revision),
      };
    };
    const answer = await calls.sendOnce("POST", updatesApi(incident.id), [writing, revision], makeBody);
    if (!answer) return;
    if (!answer.ok) return setCurrent(currentOf(answer));
    state.forget();
    goWith(composerWord("update_published", language));
  };
  return { state, calls, blast, draft, submit, current, setCurrent };
}

/** Says what is new, right on the incident's screen. Ctrl+Enter publishes. */
export function PostUpdate({ incident, choices, nowAt }: Props) {
  const { language, pageLanguages } = useAdmin();
  const posting = usePosting({ incident, choices, nowAt });
  const { state, calls, blast, draft, submit, current, setCurrent } = posting;
  const { writing } = state;
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (!calls.isBusy) void submit();
  };
  if (current)
    return (
      <Meanwhile
        incident={incident}
        current={current}
        isBusy={calls.isBusy}
        onPost={() => void submit(current.revision)}
        mine={writing.bodies[pageLanguages[0] ?? "ko"] ?? ""}
        onBack={() => setCurrent(null)}
      />
    );
  return (
    <Section title={composerWord("new_update", language)}>
      <Box>
        <form
          noValidate
          className="grid gap-6"
          onKeyDown={onKey}
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <Restored at={state.restoredAt} onDiscard={state.discard} />
          <Refusal refusal={calls.refusal} />
          <UpdateFields incident={incident} state={state} calls={calls} choices={choices} />
          <NotifyField
            delivers={writing.delivers}
            onChange={(delivers) => state.change({ delivers })}
            blast={blast}
            draft={() => draft(state.now)}
            reach={choices.reach}
            components={choices.components}
          />
          {incident.kind !== "maintenance" && (
            <UpdatePreview incident={incident} state={state} choices={choices} />
          )}
          <div className="flex flex-wrap items-center justify-end gap-3">
            <span className="mr-auto text-sm text-muted max-md:hidden">
              {composerWord("publish_keys", language)}
            </span>
            <Button type="submit" look="primary" isBusy={calls.isBusy}>
              {composerWord("publish_update", language)}
            </Button>
          </div>
        </form>
      </Box>
    </Section>
  );
}

type FieldProps = {
  incident: Incident;
  state: WritingState;
  calls: ReturnType<typeof useOnce>;
  choices: Choices;
};

function UpdateFields({ incident, state, calls, choices }: FieldProps) {
  const { language } = useAdmin();
  const { writing, change } = state;
  const fault = useFaults(state, calls, "incident_update");
  const templates = choices.templates.filter(({ kind }) => kind === "update");
  const isEnding = isEnd(writing.status);
  return (
    <>
      {incident.kind !== "maintenance" && (
        <StatusChoice
          options={FOLLOWING[incident.kind][incident.status] ?? []}
          value={writing.status}
          onChange={(status) => change({ status, ...(isEnd(status) && { next: { kind: "none" } }) })}
        />
      )}
      {templates.length > 0 && <TemplateBox templates={templates} onPick={state.apply} />}
      <LanguageTexts
        bodies={writing.bodies}
        onBodies={(bodies) => change({ bodies })}
        bodyFault={fault("body", "fault_message")}
        bodyRef={state.bodyRef}
        onLanguage={state.setShown}
        rows={5}
      />
      {isEnding ? (
        incident.kind === "incident" && (
          <p className="text-sm text-muted">{incidentWord("resolve_note", language)}</p>
        )
      ) : (
        <>
          {incident.kind === "incident" && (
            <ComponentPicker
              choices={choices.components}
              chosen={merged(incident, writing)}
              unfinished={state.unfinishedLetters}
              isFixed={(id) => !writing.components.some(({ componentId }) => componentId === id)}
              onSet={(id, to) => state.change(withComponent(writing, id, to))}
              onRemove={(id) => state.change(withoutComponent(writing, id))}
            />
          )}
          {incident.kind !== "maintenance" && (
            <NextUpdateField
              next={writing.next}
              onChange={(next) => change({ next })}
              now={state.now}
              fault={fault("next_update_at", "fault_next")}
            />
          )}
        </>
      )}
    </>
  );
}

/** The incident's components in their present states, and above them what this update changes. */
function merged(incident: Incident, writing: Writing): Writing["components"] {
  const changed = new Set(writing.components.map(({ componentId }) => componentId));
  return [
    ...incident.components.filter(({ componentId }) => !changed.has(componentId)),
    ...writing.components,
  ];
}

function UpdatePreview({
  incident,
  state,
  choices,
}: {
  incident: Incident;
  state: WritingState;
  choices: Choices;
}) {
  const { language, pageLanguages, timeZone } = useAdmin();
  const [isOpen, setOpen] = useState(false);
  const { now, shown } = state;
  const body = updateBody(state.ready(now), { languages: pageLanguages, timeZone, now });
  const components = merged(incident, state.writing);
  const said = {
    name: incident.name,
    translations: incident.translations,
    status: state.writing.status,
    kind: state.writing.kind,
    body: body.body as string,
    bodyTranslations: body.translations as object,
    components,
    impact: impactOf({ ...incident, components }),
    startedAt: incident.startedAt,
    resolvedAt: isEnd(state.writing.status) ? now : null,
    nextUpdateAt: body.next_update_at ? Date.parse(body.next_update_at as string) : null,
    earlier: incident.updates,
  };
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="min-h-8 text-link">{composerWord("preview", language)}</summary>
      {isOpen && (
        <PreviewFrame
          shown={{
            kind: "incident",
            language: shown,
            incident: shownIncident(said, now),
            components: shownComponents(choices.components, said),
          }}
        />
      )}
    </details>
  );
}
