"use client";
import { useState } from "react";
import type { Choices } from "#lib/domain/incidents/desk/choices.ts";
import type { MaintenanceSeries } from "#lib/domain/maintenance/series.ts";
import { composerWord } from "#lib/domain/words/composer.ts";
import { maintenanceWord } from "#lib/domain/words/maintenance.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { useAdmin } from "../client/context.tsx";
import { goWith } from "../client/outcome.tsx";
import { Restored } from "../client/restored.tsx";
import { useAsking } from "../client/use-asking.ts";
import { useKept } from "../client/use-kept.ts";
import { LanguageTexts } from "../composer/language-texts.tsx";
import { Button } from "../ui/button.tsx";
import { ConfirmByName } from "../ui/dialog.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { QuestionDialog } from "../ui/question-dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ComponentSet } from "./component-set.tsx";
import { NextDates } from "./next-dates.tsx";
import { RuleFields } from "./rule-fields.tsx";
import { planOf, type SeriesPlan, seriesBody } from "./series-plan.ts";
import { Reminders } from "./window-times.tsx";

type Props = { series: MaintenanceSeries | null; choices: Choices; nowAt: number };

/** Maintenance that repeats: its rule in words, its next dates as the API counts them. */
export function SeriesForm({ series, choices, nowAt }: Props) {
  const { language, pageLanguages, timeZone } = useAdmin();
  const kept = useKept(`series:${series?.id ?? "new"}`, planOf(series, pageLanguages, nowAt, timeZone));
  const [isNameless, setNameless] = useState(false);
  const { ask, question, no, refusal, isBusy, faultAt } = useAsking();
  const plan = kept.value;
  const change = (part: Partial<SeriesPlan>) => kept.change((present) => ({ ...present, ...part }));
  const save = async () => {
    const body = seriesBody(plan, pageLanguages);
    setNameless(!body.name);
    if (!body.name) return;
    await ask({
      method: series ? "PATCH" : "POST",
      path: series ? `maintenance-series/${series.id}` : "maintenance-series",
      content: body,
      makeBody: (confirm) => ({ series: { ...body, ...(confirm.length > 0 && { confirm }) } }),
      onDone: () => {
        kept.forget();
        goWith(maintenanceWord("series_saved", language), "/admin/maintenance");
      },
    });
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <PageHead
        title={series ? series.name : maintenanceWord("new_series", language)}
        lead={maintenanceWord("series_lead", language)}
        back={{ href: "/admin/maintenance", label: shellWord("maintenance", language) }}
        action={series && <Archive series={series} />}
      />
      <Restored at={kept.restoredAt} onDiscard={kept.discard} />
      <Refusal refusal={refusal} />
      <QuestionDialog question={question} onNo={no} />
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 gap-6">
          <LanguageTexts
            names={plan.names}
            bodies={plan.bodies}
            onNames={(names) => change({ names })}
            onBodies={(bodies) => change({ bodies })}
            nameFault={isNameless ? composerWord("fault_title", language) : faultAt("series.name")}
            bodyFault={faultAt("series.body")}
            rows={4}
          />
          <ComponentSet
            choices={choices.components}
            ids={plan.componentIds}
            onChange={(componentIds) => change({ componentIds })}
          />
          <RuleFields plan={plan} onChange={change} faultAt={faultAt} />
          <Reminders minutes={plan.remindMinutes} onChange={(remindMinutes) => change({ remindMinutes })} />
          <div className="flex justify-end">
            <Button type="submit" look="primary" isBusy={isBusy}>
              {maintenanceWord("save_series", language)}
            </Button>
          </div>
        </div>
        <NextDates plan={plan} />
      </div>
    </form>
  );
}

function Archive({ series }: { series: MaintenanceSeries }) {
  const { language } = useAdmin();
  const { ask, question, no, refusal, isBusy } = useAsking();
  const [isOpen, setOpen] = useState(false);
  const archive = () =>
    ask({
      ...{ method: "POST", path: `maintenance-series/${series.id}/archive`, content: series.id },
      makeBody: (confirm) => ({
        series: { revision: series.revision, ...(confirm.length > 0 && { confirm }) },
      }),
      onDone: () => goWith(maintenanceWord("archived", language), "/admin/maintenance"),
    });
  return (
    <>
      <Button look="danger" onClick={() => setOpen(true)}>
        {maintenanceWord("archive", language)}
      </Button>
      <ConfirmByName
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={maintenanceWord("archive", language)}
        name={series.name}
        act={maintenanceWord("archive", language)}
        isBusy={isBusy}
        fault={refusal?.message}
        onConfirm={() => void archive()}
      >
        {maintenanceWord("archive_why", language)}
      </ConfirmByName>
      <QuestionDialog question={question} onNo={no} />
    </>
  );
}
