"use client";
import { type KeyboardEvent, useState } from "react";
import type { Choices, TemplateChoice } from "#lib/domain/incidents/desk/choices.ts";
import { composerWord } from "#lib/domain/words/composer.ts";
import { maintenanceWord } from "#lib/domain/words/maintenance.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { NotifyField } from "../blast/notify-field.tsx";
import { useBlast } from "../blast/use-blast.tsx";
import { useAdmin } from "../client/context.tsx";
import { goWith } from "../client/outcome.tsx";
import { Restored } from "../client/restored.tsx";
import { useAsking } from "../client/use-asking.ts";
import { useKept } from "../client/use-kept.ts";
import { LanguageTexts } from "../composer/language-texts.tsx";
import { TemplateBox } from "../composer/template-box.tsx";
import { textsOf } from "../merge/current.ts";
import { useNow } from "../time/now.ts";
import { Button } from "../ui/button.tsx";
import { CheckField } from "../ui/field.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { QuestionDialog } from "../ui/question-dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ComponentSet } from "./component-set.tsx";
import { type Fault, faultsOf, firstPlan, type Plan, windowDraft, wirePlan } from "./window-plan.ts";
import { Reminders, WindowTimes } from "./window-times.tsx";

/** What is planned, whom its announcement reaches, and how it is sent. */
function usePlanning(choices: Choices, nowAt: number) {
  const { language, pageLanguages, timeZone, pageName } = useAdmin();
  const kept = useKept("window", firstPlan(nowAt, timeZone));
  const [faults, setFaults] = useState<Fault[]>([]);
  const { ask, ...asking } = useAsking();
  const plan = kept.value;
  const change = (part: Partial<Plan>) => {
    setFaults([]);
    kept.change((present) => ({ ...present, ...part }));
  };
  const page = { languages: pageLanguages, timeZone, pageName, choices };
  const draft = () => windowDraft(plan, page);
  const bodyOf = (isDraft: boolean) => (confirm: string[]) => ({
    incident: wirePlan(plan, page, { isDraft, confirm }),
  });
  const blast = useBlast(draft(), plan.delivers, choices.reach);
  const submit = async (isDraft: boolean) => {
    const found = faultsOf(plan, pageLanguages, timeZone);
    setFaults(found);
    if (found.length > 0 || !(isDraft || (await blast.confirmed()))) return;
    await ask<{ id: string }>({
      ...{ method: "POST", path: "incidents", content: [plan, isDraft], makeBody: bodyOf(isDraft) },
      onDone: ({ id }) => {
        kept.forget();
        const told = isDraft
          ? composerWord("draft_saved", language)
          : maintenanceWord("scheduled_done", language);
        goWith(told, `/admin/maintenance/${id}`);
      },
    });
  };
  return { ...asking, kept, plan, change, draft, blast, submit, faults };
}

/** Announces a maintenance window. What is unusual about its times comes back as a question. */
export function WindowForm({ choices, nowAt }: { choices: Choices; nowAt: number }) {
  const { language } = useAdmin();
  const now = useNow(nowAt);
  const { kept, plan, change, draft, blast, submit, faults, ...asking } = usePlanning(choices, nowAt);
  const { question, no, refusal, isBusy, faultAt } = asking;
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (!isBusy) void submit(false);
  };
  const fault = (one: Fault, own: string, path: string) => (faults.includes(one) ? own : faultAt(path));
  return (
    <form
      noValidate
      onKeyDown={onKey}
      onSubmit={(event) => {
        event.preventDefault();
        void submit(false);
      }}
      className="max-w-3xl"
    >
      <PageHead
        title={maintenanceWord("new_window", language)}
        lead={maintenanceWord("window_lead", language)}
        back={{ href: "/admin/maintenance", label: shellWord("maintenance", language) }}
      />
      <Restored at={kept.restoredAt} onDiscard={kept.discard} />
      <Refusal refusal={refusal} />
      <QuestionDialog question={question} onNo={no} />
      <div className="grid gap-6">
        <PlanFields plan={plan} onChange={change} choices={choices} now={now} fault={fault} />
        <NotifyField
          delivers={plan.delivers}
          onChange={(delivers) => change({ delivers })}
          blast={blast}
          draft={draft}
          reach={choices.reach}
          components={choices.components}
        />
        <div className="flex flex-wrap justify-end gap-3">
          <Button isBusy={isBusy} onClick={() => void submit(true)}>
            {composerWord("save_draft", language)}
          </Button>
          <Button type="submit" look="primary" isBusy={isBusy}>
            {maintenanceWord("publish", language)}
          </Button>
        </div>
      </div>
    </form>
  );
}

type FieldProps = {
  plan: Plan;
  onChange: (part: Partial<Plan>) => void;
  choices: Choices;
  now: number;
  fault: (one: Fault, own: string, path: string) => string | undefined;
};

function PlanFields({ plan, onChange, choices, now, fault }: FieldProps) {
  const { language, pageLanguages } = useAdmin();
  const templates = choices.templates.filter(({ kind }) => kind === "maintenance");
  const apply = (template: TemplateChoice) => {
    onChange({
      names: textsOf(template.title, template.translations, "name", pageLanguages),
      bodies: textsOf(template.body, template.translations, "body", pageLanguages),
      componentIds: template.components.map(({ componentId }) => componentId),
      delivers: template.delivers,
    });
    return "template_applied" as const;
  };
  return (
    <>
      {templates.length > 0 && <TemplateBox templates={templates} onPick={apply} isFirst />}
      <LanguageTexts
        names={plan.names}
        bodies={plan.bodies}
        onNames={(names) => onChange({ names })}
        onBodies={(bodies) => onChange({ bodies })}
        nameFault={fault("name", composerWord("fault_title", language), "incident.name")}
        bodyFault={fault("name", "", "incident.body") || undefined}
        rows={4}
      />
      <ComponentSet
        choices={choices.components}
        ids={plan.componentIds}
        onChange={(componentIds) => onChange({ componentIds })}
      />
      <WindowTimes
        times={plan.times}
        onChange={(times) => onChange({ times })}
        now={now}
        faults={{
          starts: fault("starts", maintenanceWord("fault_start", language), "incident.scheduled_for"),
          ends: fault("ends", maintenanceWord("fault_end", language), "incident.scheduled_until"),
        }}
      />
      <Reminders minutes={plan.remindMinutes} onChange={(remindMinutes) => onChange({ remindMinutes })} />
      <div className="grid gap-3">
        <CheckField
          label={maintenanceWord("self_start", language)}
          checked={plan.startsItself}
          onChange={(event) => onChange({ startsItself: event.target.checked })}
        />
        <CheckField
          label={maintenanceWord("self_end", language)}
          hint={maintenanceWord("self_end_hint", language)}
          checked={plan.endsItself}
          onChange={(event) => onChange({ endsItself: event.target.checked })}
        />
      </div>
    </>
  );
}
