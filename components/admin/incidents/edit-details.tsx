"use client";
import { useState } from "react";
import { word } from "#lib/domain/glossary.ts";
import type { Choices } from "#lib/domain/incidents/desk/choices.ts";
import type { ImpactOverride, Incident } from "#lib/domain/incidents/incident.ts";
import { instantOfLocal, localTime } from "#lib/domain/input/local-time.ts";
import type { Language, Translations } from "#lib/domain/language.ts";
import { composerWord } from "#lib/domain/words/composer.ts";
import { incidentWord } from "#lib/domain/words/incidents.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { useAdmin } from "../client/context.tsx";
import { goWith } from "../client/outcome.tsx";
import { useCall } from "../client/use-call.ts";
import { LanguageTexts } from "../composer/language-texts.tsx";
import { ImpactField, PriorityField } from "../composer/more-options.tsx";
import { type CurrentIncident, currentOf, textsOf, wireTexts } from "../merge/current.ts";
import { type MergeField, MergeView } from "../merge/merge-view.tsx";
import { LocalTimeField } from "../time/local-time-field.tsx";
import { Button } from "../ui/button.tsx";
import { Box } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { incidentApi } from "./paths.ts";

/** Everything of the form as text, so that one's own and another's can be compared and merged field by field. */
type Values = { [K in "priority" | "impact" | "next" | "started"]: string } & {
  [L in `name_${Language}`]?: string;
};

function valuesOf(
  noun: {
    name: string;
    translations: Translations;
    priority: number | null;
    impact: string | null;
    nextAt: number | null;
    startedAt: number;
  },
  languages: readonly Language[],
  timeZone: string,
): Values {
  const names = textsOf(noun.name, noun.translations, "name", languages);
  return {
    ...Object.fromEntries(languages.map((one) => [`name_${one}`, names[one] ?? ""])),
    priority: noun.priority === null ? "" : String(noun.priority),
    impact: noun.impact ?? "",
    next: noun.nextAt === null ? "" : localTime(noun.nextAt, timeZone),
    started: localTime(noun.startedAt, timeZone),
  };
}

const storedValues = (incident: Incident, languages: readonly Language[], timeZone: string): Values =>
  valuesOf(
    { ...incident, impact: incident.impactOverride, nextAt: incident.nextUpdateAt },
    languages,
    timeZone,
  );

const currentValues = (current: CurrentIncident, languages: readonly Language[], timeZone: string): Values =>
  valuesOf(
    {
      ...current,
      impact: current.impact_override,
      nextAt: current.next_update_at === null ? null : Date.parse(current.next_update_at),
      startedAt: Date.parse(current.started_at),
    },
    languages,
    timeZone,
  );

type Props = { incident: Incident; choices: Choices; onClose: () => void };

/** Name, impact, priority, promise and beginning. What another person changed meanwhile is merged, not overwritten. */
export function EditDetails({ incident, onClose }: Props) {
  const { language, pageLanguages, timeZone } = useAdmin();
  const base = storedValues(incident, pageLanguages, timeZone);
  const [values, setValues] = useState(base);
  const [current, setCurrent] = useState<CurrentIncident | null>(null);
  const { send, isBusy, refusal, faultAt } = useCall();
  const save = async (given: Values, revision: number, stored: Values) => {
    const body = patchOf(given, stored, incident, { languages: pageLanguages, timeZone });
    const answer = await send("PATCH", incidentApi(incident.id), { incident: { ...body, revision } });
    if (answer.ok) goWith(incidentWord("saved", language));
    else setCurrent(currentOf(answer));
  };
  if (current) {
    const theirs = currentValues(current, pageLanguages, timeZone);
    return (
      <MergeView
        fields={mergeFields(base, values, theirs, language)}
        isBusy={isBusy}
        onSave={(merged) => void save(merged as Values, current.revision, theirs)}
        onCancel={() => setCurrent(null)}
      />
    );
  }
  return (
    <Box>
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save(values, incident.revision, base);
        }}
      >
        <h2 className="text-lg font-semibold">{incidentWord("edit_details", language)}</h2>
        <Refusal refusal={refusal} />
        <DetailFields
          values={values}
          onChange={setValues}
          faultAt={faultAt}
          isOver={incident.resolvedAt !== null}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{shellWord("cancel", language)}</Button>
          <Button type="submit" look="primary" isBusy={isBusy}>
            {shellWord("save", language)}
          </Button>
        </div>
      </form>
    </Box>
  );
}

function DetailFields({
  values,
  onChange,
  faultAt,
  isOver,
}: {
  values: Values;
  onChange: (values: Values) => void;
  faultAt: (path: string) => string | undefined;
  isOver: boolean;
}) {
  const { language, pageLanguages } = useAdmin();
  return (
    <>
      <LanguageTexts
        names={Object.fromEntries(pageLanguages.map((one) => [one, values[`name_${one}`] ?? ""]))}
        onNames={(names) =>
          onChange({
            ...values,
            ...Object.fromEntries(pageLanguages.map((one) => [`name_${one}`, names[one] ?? ""])),
          })
        }
        nameFault={faultAt("incident.name")}
      />
      <PriorityField
        value={values.priority ? (Number(values.priority) as 1 | 2) : null}
        onChange={(priority) => onChange({ ...values, priority: priority ? String(priority) : "" })}
      />
      <ImpactField
        value={(values.impact || null) as ImpactOverride | null}
        onChange={(impact) => onChange({ ...values, impact: impact ?? "" })}
      />
      {!isOver && (
        <LocalTimeField
          label={incidentWord("next_update", language)}
          isOptional
          value={values.next}
          onChange={(next) => onChange({ ...values, next })}
          fault={faultAt("incident.next_update_at")}
        />
      )}
      <LocalTimeField
        label={incidentWord("began", language)}
        value={values.started}
        onChange={(started) => onChange({ ...values, started })}
        fault={faultAt("incident.started_at")}
      />
    </>
  );
}

/** Only what differs from what is stored: a time to the minute would otherwise move a second. */
function patchOf(
  given: Values,
  stored: Values,
  incident: Incident,
  page: { languages: readonly Language[]; timeZone: string },
): Record<string, unknown> {
  const { languages, timeZone } = page;
  const names = Object.fromEntries(languages.map((one) => [one, given[`name_${one}`] ?? ""]));
  const { text, translations } = wireTexts(names, "name", languages, incident.translations);
  const instant = (local: string) => {
    const at = instantOfLocal(local, timeZone);
    return at === null ? null : new Date(at).toISOString();
  };
  const isRenamed = languages.some((one) => given[`name_${one}`] !== stored[`name_${one}`]);
  return {
    ...(isRenamed && { name: text, translations }),
    ...(given.priority !== stored.priority && { priority: given.priority ? Number(given.priority) : null }),
    ...(given.impact !== stored.impact && { impact_override: given.impact || null }),
    ...(given.next !== stored.next && { next_update_at: instant(given.next) }),
    ...(given.started !== stored.started && given.started && { started_at: instant(given.started) }),
  };
}

function mergeFields(base: Values, mine: Values, theirs: Values, language: Language): MergeField[] {
  const labels: Record<string, string> = {
    name_ko: `${composerWord("title", language)} · ${composerWord("lang_ko", language)}`,
    name_en: `${composerWord("title", language)} · ${composerWord("lang_en", language)}`,
    priority: composerWord("priority", language),
    impact: composerWord("impact", language),
    next: incidentWord("next_update", language),
    started: incidentWord("began", language),
  };
  const tells: Record<string, (value: string) => string> = {
    priority: (value) => `P${value}`,
    impact: (value) => word(`impact_${value as ImpactOverride}`, language),
    next: (value) => value.replace("T", " "),
    started: (value) => value.replace("T", " "),
  };
  return (Object.keys(base) as (keyof Values)[]).map((key) => ({
    key,
    label: labels[key] ?? key,
    base: base[key] ?? "",
    mine: mine[key] ?? "",
    theirs: theirs[key] ?? "",
    isText: key.startsWith("name_"),
    ...(tells[key] && { tell: tells[key] }),
  }));
}
