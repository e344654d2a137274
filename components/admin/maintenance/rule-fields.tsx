"use client";
import { maintenanceWord } from "#lib/domain/words/maintenance.ts";
import { useAdmin } from "../client/context.tsx";
import { LocalTimeField } from "../time/local-time-field.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { kindText, RULE_KINDS, type RuleKind } from "./rule-text.ts";
import type { SeriesPlan } from "./series-plan.ts";

const NOTICE_DAYS = [3, 7, 14, 30] as const;

/** When it repeats, how long it lasts, and how long before it is announced. */
export function RuleFields({
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
