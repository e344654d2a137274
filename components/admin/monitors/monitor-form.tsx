"use client";
import { type FormEvent, useState } from "react";
import { MONITOR_KINDS } from "#lib/domain/status/monitor.ts";
import { monitorWord } from "#lib/domain/words/monitors.ts";
import { objectWord } from "#lib/domain/words/objects.ts";
import { useAdmin, useMay } from "../client/context.tsx";
import { useCall } from "../client/use-call.ts";
import { Button } from "../ui/button.tsx";
import { CopyBox } from "../ui/copy-box.tsx";
import { SelectField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { Section } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { type FieldsProps, TargetFields } from "./fields.tsx";
import { IncidentFields, JudgingFields } from "./judging-fields.tsx";
import { ProbeNow } from "./probe-now.tsx";
import { bodyOf, type MonitorValues } from "./values.ts";

type Props = {
  /** Null: a new one. */
  monitorId: string | null;
  initial: MonitorValues;
  components: { id: string; name: string }[];
};

/** The settings of a monitor, tried before they are saved. A heartbeat's address is shown once, when it is made. */
export function MonitorForm({ monitorId, initial, components }: Props) {
  const { language } = useAdmin();
  const canWrite = useMay("monitors:write");
  const { send, isBusy, refusal, faultAt } = useCall();
  const [values, setValues] = useState(initial);
  const [secretUrl, setSecretUrl] = useState<string | null>(null);
  const isNew = monitorId === null;
  const body = () => bodyOf(values, isNew);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const answer = isNew
      ? await send<{ heartbeat_url?: string }>("POST", "monitors", { monitor: body() })
      : await send<{ heartbeat_url?: string }>("PATCH", `monitors/${monitorId}`, { monitor: body() });
    if (!answer.ok) return;
    if (answer.body.heartbeat_url) setSecretUrl(answer.body.heartbeat_url);
    else location.assign("/admin/monitors?done=saved");
  };
  if (secretUrl) return <SecretAddress url={secretUrl} />;
  const fields: FieldsProps = {
    values,
    set: (change) => setValues({ ...values, ...change }),
    fault: (name) => faultAt(`monitor.${name}`),
  };
  return (
    <>
      <form onSubmit={submit} noValidate className="max-w-3xl">
        <Refusal refusal={refusal} />
        <fieldset disabled={!canWrite}>
          <Section title={monitorWord("basics", language)}>
            <div className="grid gap-4">
              {isNew && <NewFields {...fields} components={components} />}
              <TargetFields {...fields} />
            </div>
          </Section>
          <Section title={monitorWord("judging", language)}>
            <div className="grid gap-4">
              <JudgingFields {...fields} />
            </div>
          </Section>
          <Section title={monitorWord("incidents", language)}>
            <IncidentFields {...fields} />
          </Section>
          {canWrite && (
            <div className="mb-8">
              <Button type="submit" look="primary" isBusy={isBusy}>
                {objectWord(isNew ? "create" : "save_changes", language)}
              </Button>
            </div>
          )}
        </fieldset>
      </form>
      {canWrite && values.kind !== "heartbeat" && values.kind !== "external" && (
        <ProbeNow monitorId={monitorId} body={body} />
      )}
    </>
  );
}

function NewFields({ components, ...props }: FieldsProps & Pick<Props, "components">) {
  const { language } = useAdmin();
  const { values, set, fault } = props;
  return (
    <>
      <SelectField
        label={monitorWord("component", language)}
        value={values.componentId}
        onChange={(event) => set({ componentId: event.target.value })}
        fault={fault("component_id")}
        required
      >
        {components.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <fieldset>
        <legend className="mb-1 font-medium">{monitorWord("kind", language)}</legend>
        <div className="grid gap-2 md:grid-cols-2">
          {MONITOR_KINDS.map((kind) => (
            <label
              key={kind}
              className="flex cursor-pointer items-start gap-3 rounded-box border border-line bg-surface p-3 has-checked:border-accent"
            >
              <input
                type="radio"
                name="kind"
                className="mt-1 size-5"
                checked={values.kind === kind}
                onChange={() => set({ kind })}
              />
              <span>
                <span className="font-medium">{monitorWord(kind, language)}</span>
                <span className="block text-sm text-muted">{monitorWord(`${kind}_why`, language)}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
    </>
  );
}

/** The address of a heartbeat, shown once. */
export function SecretAddress({ url }: { url: string }) {
  const { language } = useAdmin();
  return (
    <div className="max-w-3xl">
      <Notice tone="good" title={objectWord("saved", language)}>
        {objectWord("shown_once", language)}
      </Notice>
      <CopyBox
        label={monitorWord("secret_url", language)}
        value={url}
        hint={monitorWord("secret_hint", language)}
      />
      <div className="mt-4">
        <Button look="primary" onClick={() => location.assign("/admin/monitors")}>
          {objectWord("done_copying", language)}
        </Button>
      </div>
    </div>
  );
}
