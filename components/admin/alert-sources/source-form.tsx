"use client";
import { type FormEvent, useState } from "react";
import { ALERT_SOURCE_KINDS, type AlertSourceKind } from "#lib/domain/alerts/source.ts";
import { alertWord } from "#lib/domain/words/alerts.ts";
import { objectWord } from "#lib/domain/words/objects.ts";
import { useAdmin } from "../client/context.tsx";
import { useCall } from "../client/use-call.ts";
import { Button } from "../ui/button.tsx";
import { CheckField, SelectField, TextField } from "../ui/field.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { RuleEditor } from "./rules.tsx";
import { SIGNING, type SourceValues, sourceBody } from "./values.ts";

type Props = {
  /** Null: a new one. */
  id: string | null;
  initial: SourceValues;
  hasSecret: boolean;
  components: { id: string; name: string }[];
  onMade: (url: string, kind: AlertSourceKind) => void;
};
type Part = {
  values: SourceValues;
  set: (change: Partial<SourceValues>) => void;
  fault: (name: string) => string | undefined;
};

/** The settings of a source. */
export function SourceForm({ id, initial, hasSecret, components, onMade }: Props) {
  const { language } = useAdmin();
  const { send, isBusy, refusal, faultAt } = useCall();
  const [values, setValues] = useState(initial);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const answer = id
      ? await send<{ ingest_url?: string }>("PATCH", `alert-sources/${id}`, sourceBody(values))
      : await send<{ ingest_url?: string }>("POST", "alert-sources", sourceBody(values));
    if (!answer.ok) return;
    if (answer.body.ingest_url) onMade(answer.body.ingest_url, values.kind);
    else location.assign("/admin/alert-sources?done=saved");
  };
  const part: Part = {
    values,
    set: (change) => setValues({ ...values, ...change }),
    fault: (name) => faultAt(`alert_source.${name}`),
  };
  return (
    <form onSubmit={submit} noValidate className="mb-8 grid max-w-3xl gap-5">
      <Refusal refusal={refusal} />
      <KindAndName {...part} isNew={id === null} />
      <KindSettings {...part} hasSecret={hasSecret} />
      <Timing {...part} />
      <RuleEditor
        rules={values.rules}
        onChange={(rules) => part.set({ rules })}
        components={components}
        fault={part.fault}
      />
      <div>
        <Button type="submit" look="primary" isBusy={isBusy}>
          {objectWord(id ? "save_changes" : "create", language)}
        </Button>
      </div>
    </form>
  );
}

function KindAndName({ values, set, fault, isNew }: Part & { isNew: boolean }) {
  const { language } = useAdmin();
  return (
    <>
      {isNew && (
        <SelectField
          label={alertWord("kind", language)}
          value={values.kind}
          onChange={(event) => set({ kind: event.target.value as AlertSourceKind, signingSecret: "" })}
          fault={fault("kind")}
        >
          {ALERT_SOURCE_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {alertWord(kind, language)}
            </option>
          ))}
        </SelectField>
      )}
      <TextField
        label={objectWord("name", language)}
        value={values.name}
        onChange={(event) => set({ name: event.target.value })}
        fault={fault("name")}
        maxLength={100}
      />
    </>
  );
}

function KindSettings({ values, set, fault, hasSecret }: Part & { hasSecret: boolean }) {
  const { language } = useAdmin();
  if (values.kind === "cloudwatch")
    return (
      <TextField
        label={alertWord("topic", language)}
        value={values.topicArn}
        onChange={(event) => set({ topicArn: event.target.value })}
        fault={fault("topic_arn")}
        placeholder="arn:aws:sns:ap-northeast-2:123456789012:alarms"
      />
    );
  if (!SIGNING.includes(values.kind)) return null;
  return (
    <TextField
      type="password"
      autoComplete="off"
      label={alertWord("secret", language)}
      hint={
        <>
          {hasSecret && `${alertWord("secret_there", language)} `}
          {alertWord("secret_hint", language)}
        </>
      }
      value={values.signingSecret}
      onChange={(event) => set({ signingSecret: event.target.value })}
      fault={fault("signing_secret")}
      isOptional
    />
  );
}

function Timing({ values, set, fault }: Part) {
  const { language } = useAdmin();
  return (
    <>
      <div className="grid gap-4 md:grid-cols-2">
        <TextField
          inputMode="numeric"
          label={alertWord("damp", language)}
          hint={alertWord("damp_hint", language)}
          value={values.dampSeconds}
          onChange={(event) => set({ dampSeconds: event.target.value })}
          fault={fault("damp_seconds")}
        />
        <TextField
          inputMode="numeric"
          label={alertWord("auto_after", language)}
          hint={alertWord("auto_after_hint", language)}
          value={values.autoAfter}
          onChange={(event) => set({ autoAfter: event.target.value })}
          fault={fault("auto_publish_after_minutes")}
          isOptional
        />
      </div>
      <SelectField
        label={alertWord("unmatched", language)}
        value={values.unmatched}
        onChange={(event) => set({ unmatched: event.target.value as SourceValues["unmatched"] })}
      >
        <option value="draft">{alertWord("unmatched_draft", language)}</option>
        <option value="ignore">{alertWord("unmatched_ignore", language)}</option>
      </SelectField>
      <CheckField
        label={alertWord("enabled", language)}
        hint={alertWord("enabled_hint", language)}
        checked={values.enabled}
        onChange={(event) => set({ enabled: event.target.checked })}
      />
    </>
  );
}
