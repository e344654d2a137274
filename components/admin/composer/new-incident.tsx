"use client";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import type { Choices } from "#lib/domain/incidents/desk/choices.ts";
import { FIRST } from "#lib/domain/incidents/transitions.ts";
import type { WireState } from "#lib/domain/status/state.ts";
import { composerWord } from "#lib/domain/words/composer.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { NotifyField } from "../blast/notify-field.tsx";
import { useBlast } from "../blast/use-blast.tsx";
import { useAdmin } from "../client/context.tsx";
import { goWith } from "../client/outcome.tsx";
import { Restored } from "../client/restored.tsx";
import { useOnce } from "../client/use-once.ts";
import { Segments } from "../pick/segments.tsx";
import { Button } from "../ui/button.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ComponentPicker } from "./component-picker.tsx";
import { LanguageTexts } from "./language-texts.tsx";
import { MoreOptions } from "./more-options.tsx";
import { NewPreview } from "./new-preview.tsx";
import { NextUpdateField } from "./next-update-field.tsx";
import { StatusChoice } from "./status-choice.tsx";
import { TemplateBox } from "./template-box.tsx";
import { useWriting, type WritingState } from "./use-writing.ts";
import { incidentBody, incidentDraft } from "./wire.ts";
import { newWriting, withComponent, withoutComponent } from "./writing.ts";

type Calls = ReturnType<typeof useOnce>;
type Props = {
  choices: Choices;
  nowAt: number;
  /** A component that is known to be in trouble: named in the address that led here. */
  begin?: { componentId: string; state: WireState };
};

/** Opens an incident or tells of something: a whole page, made for the keyboard. Ctrl+Enter publishes from anywhere. */
export function NewIncident({ choices, nowAt, begin }: Props) {
  const { language, pageLanguages, timeZone } = useAdmin();
  const initial = { ...newWriting(), components: begin ? [begin] : [] };
  const state = useWriting({ name: "new", initial, choices, nowAt });
  const calls = useOnce();
  const { writing } = state;
  const draft = (at: number) =>
    incidentDraft(state.ready(at), { languages: pageLanguages, timeZone, now: at });
  const blast = useBlast(draft(state.now), writing.delivers && !writing.isBackfilled, choices.reach);
  const submit = async (isDraft: boolean) => {
    if (!state.check(false) || !(isDraft || (await blast.confirmed()))) return;
    const makeBody = () => {
      const now = Date.now();
      const incident = incidentBody(state.ready(now), { languages: pageLanguages, timeZone, now }, isDraft);
      return { incident };
    };
    const answer = await calls.sendOnce<{ id: string }>("POST", "incidents", [writing, isDraft], makeBody);
    if (!answer?.ok) return;
    state.forget();
    goWith(
      composerWord(isDraft ? "draft_saved" : "published", language),
      `/admin/incidents/${answer.body.id}`,
    );
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (!calls.isBusy) void submit(false);
  };
  const isAnnouncement = writing.kind === "announcement";
  return (
    <form
      noValidate
      onKeyDown={onKey}
      onSubmit={(event) => {
        event.preventDefault();
        void submit(false);
      }}
    >
      <PageHead
        title={composerWord(isAnnouncement ? "new_announcement" : "new_incident", language)}
        lead={composerWord("lead", language)}
        back={{ href: "/admin/incidents", label: shellWord("incidents", language) }}
      />
      <Restored at={state.restoredAt} onDiscard={state.discard} />
      <Refusal refusal={calls.refusal} />
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <ComposerFields
          {...{ state, calls, choices }}
          notify={
            <NotifyField
              delivers={writing.delivers}
              onChange={(delivers) => state.change({ delivers })}
              blast={blast}
              draft={() => draft(state.now)}
              reach={choices.reach}
              components={choices.components}
            />
          }
        />
        <NewPreview state={state} choices={choices} />
      </div>
      <SubmitBar isBusy={calls.isBusy} canDraft={!writing.isBackfilled} onDraft={() => void submit(true)} />
    </form>
  );
}

type FieldProps = { state: WritingState; calls: Calls; choices: Choices; notify: ReactNode };

function ComposerFields({ state, calls, choices, notify }: FieldProps) {
  const { language } = useAdmin();
  const { writing, change, nameRef } = state;
  const componentRef = useRef<HTMLInputElement>(null);
  const fault = useFaults(state, calls);
  const hasTemplates = choices.templates.some(({ kind }) => kind === "incident");
  useEffect(() => {
    if (!hasTemplates) nameRef.current?.focus();
  }, [hasTemplates, nameRef]);
  return (
    <div className="grid min-w-0 gap-6">
      <Segments
        label={composerWord("kind", language)}
        value={writing.kind}
        onChange={(kind) =>
          change({ kind, status: FIRST[kind].includes(writing.status) ? writing.status : FIRST[kind][0]! })
        }
        options={[
          { value: "incident", label: composerWord("kind_incident", language) },
          { value: "announcement", label: composerWord("kind_announcement", language) },
        ]}
      />
      <TemplateBox
        templates={choices.templates.filter(({ kind }) => kind === "incident")}
        onPick={(template) => {
          componentRef.current?.focus();
          return state.apply(template);
        }}
        isFirst
      />
      <LanguageTexts
        names={writing.names}
        bodies={writing.bodies}
        onNames={(names) => change({ names })}
        onBodies={(bodies) => change({ bodies })}
        nameFault={fault("name", "fault_title")}
        bodyFault={fault("body", "fault_message")}
        nameRef={nameRef}
        bodyRef={state.bodyRef}
        onLanguage={state.setShown}
      />
      {writing.kind === "incident" && (
        <ComponentPicker
          choices={choices.components}
          chosen={writing.components}
          inputRef={componentRef}
          unfinished={state.unfinishedLetters}
          onSet={(id, to) => state.change(withComponent(writing, id, to))}
          onRemove={(id) => state.change(withoutComponent(writing, id))}
        />
      )}
      {!writing.isBackfilled && (
        <Telling state={state} nextFault={fault("next_update_at", "fault_next")} notify={notify} />
      )}
      <MoreOptions
        writing={writing}
        onChange={change}
        faults={{
          started_at: fault("started_at", "fault_started"),
          resolved_at: fault("resolved_at", "fault_ended"),
        }}
      />
    </div>
  );
}

/** Status, promise and who is told: what an incident that is over has none of. */
function Telling({
  state,
  nextFault,
  notify,
}: {
  state: WritingState;
  nextFault: string | undefined;
  notify: ReactNode;
}) {
  const { writing, change, now } = state;
  return (
    <>
      <StatusChoice
        options={FIRST[writing.kind].filter((one) => writing.kind === "announcement" || one !== "resolved")}
        value={writing.status}
        onChange={(status) => change({ status })}
      />
      <NextUpdateField
        next={writing.next}
        onChange={(next) => change({ next })}
        now={now}
        fault={nextFault}
      />
      {notify}
    </>
  );
}

type OwnFault = "fault_title" | "fault_message" | "fault_next" | "fault_started" | "fault_ended";

/** What is wrong with a field: what we see ourselves, else what the API said. */
export function useFaults(state: WritingState, calls: Pick<Calls, "faultAt">, noun = "incident") {
  const { language } = useAdmin();
  return (field: WritingState["faults"][number], own: OwnFault) =>
    state.faults.includes(field) ? composerWord(own, language) : calls.faultAt(`${noun}.${field}`);
}

function SubmitBar({
  isBusy,
  canDraft,
  onDraft,
}: {
  isBusy: boolean;
  canDraft: boolean;
  onDraft: () => void;
}) {
  const { language } = useAdmin();
  const [isMac, setMac] = useState(false);
  useEffect(() => setMac(/Mac|iPhone|iPad/.test(navigator.userAgent)), []);
  return (
    <div className="sticky bottom-0 z-20 -mx-4 mt-6 flex flex-wrap items-center justify-end gap-3 border-t border-line bg-page px-4 py-3 max-md:bottom-14 md:-mx-8 md:px-8">
      <span className="mr-auto text-sm text-muted max-md:hidden">
        {composerWord(isMac ? "publish_keys_mac" : "publish_keys", language)}
      </span>
      {canDraft && (
        <Button isBusy={isBusy} onClick={onDraft}>
          {composerWord("save_draft", language)}
        </Button>
      )}
      <Button type="submit" look="primary" isBusy={isBusy}>
        {composerWord("publish", language)}
      </Button>
    </div>
  );
}
