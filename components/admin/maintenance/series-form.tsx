"use client";
import { useState } from "react";
import type { Choices } from "#lib/domain/incidents/desk/choices.ts";
import { localTime } from "#lib/domain/input/local-time.ts";
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
import type { Texts } from "../composer/writing.ts";
import { textsOf, wireTexts } from "../merge/current.ts";
import { LocalTimeField } from "../time/local-time-field.tsx";
import { Button } from "../ui/button.tsx";
import { ConfirmByName } from "../ui/dialog.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { QuestionDialog } from "../ui/question-dialog.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ComponentSet } from "./component-set.tsx";
import { NextDates } from "./next-dates.tsx";
import { kindOf, kindText, RULE_KINDS, type RuleKind, ruleOf } from "./rule-text.ts";
import { Reminders } from "./window-times.tsx";

export type SeriesPlan = {
  names: Texts;
  bodies: Texts;
  componentIds: string[];
  kind: RuleKind;
  ownRule: string;
  startsAt: string;
  durationMinutes: number;
  noticeHours: number;
  remindMinutes: number[];
  revision: number;
};

const DAY_MS = 86_400_000;
const NOTICE_DAYS = [3, 7, 14, 30] as const;

export const ruleOfPlan = ({ kind, ownRule, startsAt }: SeriesPlan): string =>
  ruleOf(kind, startsAt) ?? ownRule.trim();

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
    const { text, translations } = wireTexts(plan.names, "name", pageLanguages, {});
    setNameless(!text);
    if (!text) return;
    const said = wireTexts(plan.bodies, "body", pageLanguages, translations);
    const body = {
      ...{ name: text, body: said.text, translations: said.translations, component_ids: plan.componentIds },
      ...{ rrule: ruleOfPlan(plan), starts_at: plan.startsAt.slice(0, 16) },
      ...{ duration_minutes: plan.durationMinutes, notice_hours: plan.noticeHours },
      remind_minutes: plan.remindMinutes,
      ...(series && { revision: plan.revision }),
    };
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

function planOf(
  series: MaintenanceSeries | null,
  languages: readonly ("ko" | "en")[],
  nowAt: number,
  timeZone: string,
): SeriesPlan {
  if (series) {
    const { rrule, startsAt, translations } = series;
    const kind = kindOf(rrule, startsAt);
    return {
      names: textsOf(series.name, translations, "name", languages),
      bodies: textsOf(series.body, translations, "body", languages),
      ...{ componentIds: series.componentIds, kind, ownRule: rrule, startsAt, revision: series.revision },
      ...{ durationMinutes: series.durationMinutes, noticeHours: series.noticeHours },
      remindMinutes: series.remindMinutes,
    };
  }
  const startsAt = `${localTime(nowAt + 14 * DAY_MS, timeZone).slice(0, 10)}T02:00`;
  return {
    ...{
      names: {},
      bodies: {},
      componentIds: [],
      kind: "monthly_weekday",
      ownRule: "FREQ=MONTHLY",
      startsAt,
    },
    ...{ durationMinutes: 120, noticeHours: 168, remindMinutes: [60], revision: 0 },
  };
}

function RuleFields({
  plan,
  onChange,
  faultAt,
}: {
  plan: SeriesPlan;
  onChange: (part: Partial<SeriesPlan>) => void;
  faultAt: (path: string) => string | undefined;
}) {
  const { language } = useAdmin();
  const hasStart = plan.startsAt.length >= 16;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <LocalTimeField
        label={maintenanceWord("first_start", language)}
        value={plan.startsAt}
        onChange={(startsAt) => onChange({ startsAt })}
        fault={faultAt("series.starts_at")}
      />
      <TextField
        label={maintenanceWord("duration", language)}
        type="number"
        min={1}
        max={10_080}
        value={plan.durationMinutes || ""}
        onChange={(event) => onChange({ durationMinutes: Number(event.target.value) })}
        fault={faultAt("series.duration_minutes")}
      />
      <SelectField
        label={maintenanceWord("rule", language)}
        value={plan.kind}
        onChange={(event) => onChange({ kind: event.target.value as RuleKind })}
        fault={plan.kind === "own" ? undefined : faultAt("series.rrule")}
      >
        {RULE_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {kindText(kind, hasStart ? plan.startsAt : "2026-01-01T00:00", language)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={maintenanceWord("notice_days", language)}
        value={plan.noticeHours}
        onChange={(event) => onChange({ noticeHours: Number(event.target.value) })}
        fault={faultAt("series.notice_hours")}
      >
        {NOTICE_DAYS.map((days) => (
          <option key={days} value={days * 24}>
            {maintenanceWord(`notice_${days}`, language)}
          </option>
        ))}
      </SelectField>
      {plan.kind === "own" && (
        <TextField
          className="sm:col-span-2"
          label={maintenanceWord("rrule", language)}
          hint={maintenanceWord("rrule_hint", language)}
          value={plan.ownRule}
          onChange={(event) => onChange({ ownRule: event.target.value })}
          fault={faultAt("series.rrule")}
        />
      )}
    </div>
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
