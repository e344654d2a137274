"use client";
import { monitorWord } from "#lib/domain/words/monitors.ts";
import { useAdmin } from "../client/context.tsx";
import { CheckField, SelectField } from "../ui/field.tsx";
import { Bound, type FieldsProps } from "./fields.tsx";

const NUMBER = { inputMode: "numeric", autoComplete: "off" } as const;

/** How often, how patiently, and when a verdict changes. */
export function JudgingFields(props: FieldsProps) {
  const { language } = useAdmin();
  const { values, set } = props;
  const isAsked = values.kind !== "heartbeat" && values.kind !== "external";
  return (
    <>
      <div className="grid gap-4 md:grid-cols-2">
        <Bound
          {...props}
          name="intervalSeconds"
          word={values.kind === "heartbeat" ? "interval_heartbeat" : "interval"}
          path="interval_seconds"
          {...NUMBER}
        />
        {isAsked && <Bound {...props} name="timeoutMs" word="timeout" path="timeout_ms" {...NUMBER} />}
        <Bound
          {...props}
          name="confirmations"
          word="confirmations"
          path="confirmations"
          hint={monitorWord("confirmations_hint", language)}
          {...NUMBER}
        />
        {isAsked && (
          <Bound
            {...props}
            name="degradedAboveMs"
            word="degraded_above"
            path="degraded_above_ms"
            isOptional
            {...NUMBER}
          />
        )}
      </div>
      <CheckField
        label={monitorWord("enabled", language)}
        hint={monitorWord("enabled_hint", language)}
        checked={values.enabled}
        onChange={(event) => set({ enabled: event.target.checked })}
      />
    </>
  );
}

/** What becomes of an outage that the monitor finds. */
export function IncidentFields(props: FieldsProps) {
  const { language } = useAdmin();
  const { values, set, fault } = props;
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <SelectField
        label={monitorWord("auto_incident", language)}
        value={values.autoIncident}
        onChange={(event) => set({ autoIncident: event.target.value })}
        fault={fault("auto_incident")}
      >
        <option value="off">{monitorWord("auto_off", language)}</option>
        <option value="draft">{monitorWord("auto_draft", language)}</option>
        <option value="publish">{monitorWord("auto_publish", language)}</option>
      </SelectField>
      {values.autoIncident === "draft" && (
        <Bound
          {...props}
          name="autoAfter"
          word="auto_after"
          path="auto_publish_after_minutes"
          hint={monitorWord("auto_after_hint", language)}
          isOptional
          {...NUMBER}
        />
      )}
    </div>
  );
}
