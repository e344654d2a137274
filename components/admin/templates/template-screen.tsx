"use client";
import { type FormEvent, useState } from "react";
import { TEMPLATE_KINDS, type Template, type TemplateKind } from "#lib/domain/templates/template.ts";
import { TEMPLATE_NAMES } from "#lib/domain/templates/template-text.ts";
import { objectWord } from "#lib/domain/words/objects.ts";
import { templateWord } from "#lib/domain/words/templates.ts";
import { useAdmin, useMay } from "../client/context.tsx";
import { useCall } from "../client/use-call.ts";
import { Ending } from "../objects/ending.tsx";
import { ReadOnly } from "../objects/notices.tsx";
import { OtherLanguages } from "../objects/texts.tsx";
import { Button } from "../ui/button.tsx";
import { CheckField, SelectField, TextArea, TextField } from "../ui/field.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { ComponentStates, StatusField } from "./template-fields.tsx";
import { TemplatePreview } from "./template-preview.tsx";
import { newTemplateValues, type TemplateValues, templateBody, templateValues } from "./values.ts";

type Props = {
  template?: Template;
  kind?: TemplateKind;
  components: { id: string; name: string }[];
};

/** A template being written, with what it will look like beside it. */
export function TemplateScreen({ template, kind = "incident", components }: Props) {
  const { language } = useAdmin();
  const canWrite = useMay("incidents:write");
  const [values, setValues] = useState(template ? templateValues(template) : newTemplateValues(kind));
  const names = components.filter(({ id }) => Object.hasOwn(values.components, id)).map(({ name }) => name);
  return (
    <>
      <PageHead
        title={template?.name ?? templateWord("new_template", language)}
        back={{ href: "/admin/templates", label: templateWord("title", language) }}
      />
      <ReadOnly permission="incidents:write" />
      <div className="mb-8 grid items-start gap-8 lg:grid-cols-2">
        <TemplateForm
          id={template?.id ?? null}
          values={values}
          onChange={setValues}
          components={components}
        />
        <TemplatePreview kind={values.kind} title={values.title} body={values.body} componentNames={names} />
      </div>
      {template && canWrite && (
        <Ending
          name={template.name}
          act={templateWord("delete", language)}
          why={templateWord("delete_why", language)}
          path={`incident_templates/${template.id}`}
          next="/admin/templates?done=saved"
        />
      )}
    </>
  );
}

type FormProps = {
  id: string | null;
  values: TemplateValues;
  onChange: (values: TemplateValues) => void;
  components: Props["components"];
};

function TemplateForm({ id, values, onChange, components }: FormProps) {
  const { language } = useAdmin();
  const canWrite = useMay("incidents:write");
  const { send, isBusy, refusal, faultAt } = useCall();
  const set = (change: Partial<TemplateValues>) => onChange({ ...values, ...change });
  const fault = (name: string) => faultAt(`template.${name}`);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const answer = id
      ? await send("PATCH", `incident_templates/${id}`, templateBody(values))
      : await send("POST", "incident_templates", templateBody(values));
    if (answer.ok) location.assign("/admin/templates?done=saved");
  };
  return (
    <form onSubmit={submit} noValidate>
      <Refusal refusal={refusal} />
      <fieldset disabled={!canWrite} className="grid gap-5">
        <KindAndName values={values} set={set} fault={fault} />
        <TextField
          label={templateWord("incident_title", language)}
          value={values.title}
          onChange={(event) => set({ title: event.target.value })}
          fault={fault("title")}
          isOptional={values.kind === "update"}
        />
        <TextArea
          label={templateWord("body", language)}
          value={values.body}
          onChange={(event) => set({ body: event.target.value })}
          fault={fault("body")}
          rows={8}
        />
        <Names kind={values.kind} onPick={(name) => set({ body: `${values.body}{{${name}}}` })} />
        <OtherLanguages
          labels={{ name: templateWord("incident_title", language), body: templateWord("body", language) }}
          value={values.translations}
          onChange={(translations) => set({ translations })}
          faultAt={faultAt}
          noun="template"
        />
        <StatusField values={values} set={set} fault={fault("update_status")} />
        <ComponentStates values={values} set={set} components={components} />
        <CheckField
          label={templateWord("notify", language)}
          checked={values.notify}
          onChange={(event) => set({ notify: event.target.checked })}
        />
        {canWrite && (
          <div>
            <Button type="submit" look="primary" isBusy={isBusy}>
              {objectWord(id ? "save_changes" : "create", language)}
            </Button>
          </div>
        )}
      </fieldset>
    </form>
  );
}

type PartProps = {
  values: TemplateValues;
  set: (change: Partial<TemplateValues>) => void;
  fault: (name: string) => string | undefined;
};

function KindAndName({ values, set, fault }: PartProps) {
  const { language } = useAdmin();
  return (
    <>
      <SelectField
        label={templateWord("kind", language)}
        hint={templateWord(`${values.kind}_why`, language)}
        value={values.kind}
        onChange={(event) => set({ kind: event.target.value as TemplateKind, status: "" })}
        fault={fault("kind")}
      >
        {TEMPLATE_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {templateWord(kind, language)}
          </option>
        ))}
      </SelectField>
      <TextField
        label={templateWord("template_name", language)}
        hint={templateWord("template_name_hint", language)}
        value={values.name}
        onChange={(event) => set({ name: event.target.value })}
        fault={fault("name")}
      />
    </>
  );
}

function Names({ kind, onPick }: { kind: TemplateKind; onPick: (name: string) => void }) {
  const { language } = useAdmin();
  return (
    <fieldset>
      <legend className="text-sm font-medium">{templateWord("names", language)}</legend>
      <p className="mb-2 text-sm text-muted">{templateWord("names_hint", language)}</p>
      <div className="flex flex-wrap gap-2">
        {TEMPLATE_NAMES[kind].map((name) => (
          <button
            key={name}
            type="button"
            onClick={() => onPick(name)}
            className="min-h-9 rounded-box border border-line bg-surface px-2 text-sm hover:border-muted"
          >
            <code className="font-mono">{`{{${name}}}`}</code>{" "}
            <span className="text-muted">{templateWord(`name_${name}`, language)}</span>
          </button>
        ))}
      </div>
    </fieldset>
  );
}
