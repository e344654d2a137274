"use client";
import type { ComponentProps } from "react";
import { monitorWord } from "#lib/domain/words/monitors.ts";
import { useAdmin } from "../client/context.tsx";
import { CheckField, SelectField, TextArea, TextField } from "../ui/field.tsx";
import { type MonitorValues, RECORDS } from "./values.ts";

export type FieldsProps = {
  values: MonitorValues;
  set: (change: Partial<MonitorValues>) => void;
  fault: (name: string) => string | undefined;
};

type TextName = {
  [K in keyof MonitorValues]: MonitorValues[K] extends boolean ? never : K;
}[keyof MonitorValues];
type MonitorWord = Parameters<typeof monitorWord>[0];

/** One text of the form, bound by its name. */
export function Bound({
  values,
  set,
  fault,
  name,
  word,
  path,
  ...rest
}: FieldsProps & { name: TextName; word: Exclude<MonitorWord, "ms">; path: string } & Omit<
    ComponentProps<typeof TextField>,
    "label" | "name" | "fault"
  >) {
  const { language } = useAdmin();
  return (
    <TextField
      {...rest}
      label={monitorWord(word, language)}
      value={values[name]}
      onChange={(event) => set({ [name]: event.target.value })}
      fault={fault(path)}
    />
  );
}

const NUMBER = { inputMode: "numeric", autoComplete: "off" } as const;
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** What the chosen kind asks. */
export function TargetFields(props: FieldsProps) {
  const { kind } = props.values;
  if (kind === "http") return <HttpFields {...props} />;
  if (kind === "heartbeat") return <GraceField {...props} />;
  if (kind === "external") return null;
  return <HostFields {...props} />;
}

function GraceField(props: FieldsProps) {
  const { language } = useAdmin();
  const hint = monitorWord("grace_hint", language);
  return (
    <Bound {...props} name="graceSeconds" word="grace_seconds" path="grace_seconds" hint={hint} {...NUMBER} />
  );
}

function HostFields(props: FieldsProps) {
  const { language } = useAdmin();
  const { values, set, fault } = props;
  return (
    <>
      <div className="grid gap-4 md:grid-cols-[1fr_8rem]">
        <Bound {...props} name="host" word="host" path="host" required placeholder="api.example.com" />
        {values.kind !== "dns" && (
          <Bound
            {...props}
            name="port"
            word="port"
            path="port"
            placeholder={values.kind === "tls" ? "443" : undefined}
            required={values.kind === "tcp"}
            {...NUMBER}
          />
        )}
        {values.kind === "dns" && (
          <SelectField
            label={monitorWord("record", language)}
            value={values.record}
            onChange={(event) => set({ record: event.target.value })}
            fault={fault("record")}
          >
            {RECORDS.map((record) => (
              <option key={record}>{record}</option>
            ))}
          </SelectField>
        )}
      </div>
      {values.kind === "dns" && (
        <Bound
          {...props}
          name="expected"
          word="expected"
          path="expected"
          hint={monitorWord("expected_hint", language)}
          isOptional
        />
      )}
      {values.kind === "tls" && (
        <Bound {...props} name="minimumDays" word="minimum_days" path="minimum_days" isOptional {...NUMBER} />
      )}
    </>
  );
}

function HttpFields(props: FieldsProps) {
  const { language } = useAdmin();
  const { values, set, fault } = props;
  return (
    <>
      <div className="grid gap-4 md:grid-cols-[8rem_1fr]">
        <SelectField
          label={monitorWord("method", language)}
          value={values.method}
          onChange={(event) => set({ method: event.target.value })}
          fault={fault("method")}
        >
          {METHODS.map((method) => (
            <option key={method}>{method}</option>
          ))}
        </SelectField>
        <Bound
          {...props}
          name="url"
          word="url"
          path="url"
          type="url"
          required
          placeholder="https://api.example.com/health"
        />
      </div>
      <div className="grid gap-4 md:grid-cols-2">
        <Bound
          {...props}
          name="expectedStatus"
          word="expected_status"
          path="expected_status"
          hint={monitorWord("expected_status_hint", language)}
        />
        <Bound {...props} name="keyword" word="keyword" path="keyword" isOptional />
      </div>
      <RequestDetails {...props} />
    </>
  );
}

function RequestDetails(props: FieldsProps) {
  const { language } = useAdmin();
  const { values, set, fault } = props;
  return (
    <details
      open={values.headers !== "" || values.body !== ""}
      className="rounded-box border border-line px-4 py-3"
    >
      <summary className="font-medium">
        {monitorWord("headers", language)} · {monitorWord("body", language)} ·{" "}
        {monitorWord("follow_redirects", language)}
      </summary>
      <div className="mt-3 grid gap-4">
        <TextArea
          label={monitorWord("headers", language)}
          hint={monitorWord("headers_hint", language)}
          value={values.headers}
          onChange={(event) => set({ headers: event.target.value })}
          fault={fault("headers")}
          rows={3}
          placeholder="Authorization: Bearer …"
          isOptional
        />
        <TextArea
          label={monitorWord("body", language)}
          hint={monitorWord("body_hint", language)}
          value={values.body}
          onChange={(event) => set({ body: event.target.value })}
          fault={fault("body")}
          rows={3}
          isOptional
        />
        <CheckField
          label={monitorWord("follow_redirects", language)}
          checked={values.followRedirects}
          onChange={(event) => set({ followRedirects: event.target.checked })}
        />
        <Bound {...props} name="minimumDays" word="minimum_days" path="minimum_days" isOptional {...NUMBER} />
      </div>
    </details>
  );
}
