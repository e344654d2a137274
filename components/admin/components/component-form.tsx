"use client";
import { type FormEvent, useState } from "react";
import type { Component } from "#lib/domain/page/component.ts";
import type { ComponentGroup } from "#lib/domain/page/component-group.ts";
import { componentWord } from "#lib/domain/words/components.ts";
import { objectWord } from "#lib/domain/words/objects.ts";
import { useAdmin, useMay } from "../client/context.tsx";
import { useCall } from "../client/use-call.ts";
import { OtherLanguages } from "../objects/texts.tsx";
import { Button } from "../ui/button.tsx";
import { CheckField, SelectField, TextArea, TextField } from "../ui/field.tsx";
import { Refusal } from "../ui/refusal.tsx";

type Values = Pick<
  Component,
  | "name"
  | "translations"
  | "groupId"
  | "showcase"
  | "onlyShowIfDegraded"
  | "published"
  | "startDate"
  | "baselineSource"
> & { description: string };

const NEW: Values = {
  name: "",
  description: "",
  translations: {},
  groupId: null,
  showcase: true,
  onlyShowIfDegraded: false,
  published: true,
  startDate: null,
  baselineSource: "manual",
};

const bodyOf = (values: Values) => ({
  component: {
    name: values.name,
    description: values.description || null,
    translations: values.translations,
    group_id: values.groupId,
    showcase: values.showcase,
    only_show_if_degraded: values.onlyShowIfDegraded,
    published: values.published,
    start_date: values.startDate,
    baseline_source: values.baselineSource,
  },
});

/** A new component, or the settings of one. What is typed stays when it is refused. */
export function ComponentForm({ component, groups }: { component?: Component; groups: ComponentGroup[] }) {
  const { language } = useAdmin();
  const canWrite = useMay("components:write");
  const { send, isBusy, refusal, faultAt } = useCall();
  const [values, setValues] = useState<Values>(
    component ? { ...component, description: component.description ?? "" } : NEW,
  );
  const set = (change: Partial<Values>) => setValues({ ...values, ...change });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const answer = component
      ? await send("PATCH", `components/${component.id}`, bodyOf(values))
      : await send<{ id: string }>("POST", "components", bodyOf(values));
    if (answer.ok) location.assign("/admin/components?done=saved");
  };
  const field = (name: string) => faultAt(`component.${name}`);
  return (
    <form onSubmit={submit} className="mb-8 max-w-2xl">
      <Refusal refusal={refusal} />
      <fieldset disabled={!canWrite} className="grid gap-5">
        <TextField
          label={objectWord("name", language)}
          value={values.name}
          onChange={(event) => set({ name: event.target.value })}
          fault={field("name")}
          required
          maxLength={255}
        />
        <TextArea
          label={objectWord("description", language)}
          value={values.description}
          onChange={(event) => set({ description: event.target.value })}
          fault={field("description")}
          rows={3}
          isOptional
        />
        <OtherLanguages
          labels={{ name: objectWord("name", language), description: objectWord("description", language) }}
          value={values.translations}
          onChange={(translations) => set({ translations })}
          faultAt={faultAt}
          noun="component"
        />
        <Place values={values} onChange={set} groups={groups} field={field} />
        <Visibility values={values} onChange={set} isNew={!component} />
        {canWrite && (
          <div>
            <Button type="submit" look="primary" isBusy={isBusy}>
              {objectWord(component ? "save_changes" : "create", language)}
            </Button>
          </div>
        )}
      </fieldset>
    </form>
  );
}

type PartProps = { values: Values; onChange: (change: Partial<Values>) => void; isNew: boolean };

function Place({
  values,
  onChange,
  groups,
  field,
}: Pick<PartProps, "values" | "onChange"> & {
  groups: ComponentGroup[];
  field: (name: string) => string | undefined;
}) {
  const { language } = useAdmin();
  return (
    <>
      <SelectField
        label={componentWord("group", language)}
        value={values.groupId ?? ""}
        onChange={(event) => onChange({ groupId: event.target.value || null })}
        fault={field("group_id")}
      >
        <option value="">{componentWord("no_group", language)}</option>
        {groups.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <TextField
        type="date"
        label={componentWord("start_date", language)}
        hint={componentWord("start_date_hint", language)}
        value={values.startDate ?? ""}
        onChange={(event) => onChange({ startDate: event.target.value || null })}
        fault={field("start_date")}
        isOptional
      />
    </>
  );
}

function Visibility({ values, onChange, isNew }: PartProps) {
  const { language } = useAdmin();
  return (
    <>
      <div className="grid gap-3">
        <CheckField
          label={componentWord("published", language)}
          hint={componentWord("published_hint", language)}
          checked={values.published}
          onChange={(event) => onChange({ published: event.target.checked })}
        />
        <CheckField
          label={componentWord("showcase", language)}
          checked={values.showcase}
          onChange={(event) => onChange({ showcase: event.target.checked })}
        />
        <CheckField
          label={componentWord("only_if_degraded", language)}
          checked={values.onlyShowIfDegraded}
          onChange={(event) => onChange({ onlyShowIfDegraded: event.target.checked })}
        />
      </div>
      {!isNew && (
        <SelectField
          label={componentWord("source", language)}
          hint={componentWord("source_hint", language)}
          value={values.baselineSource}
          onChange={(event) => onChange({ baselineSource: event.target.value as Values["baselineSource"] })}
        >
          <option value="manual">{componentWord("source_manual", language)}</option>
          <option value="monitors">{componentWord("source_monitors", language)}</option>
        </SelectField>
      )}
    </>
  );
}
