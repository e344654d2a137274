"use client";
import { word } from "#lib/domain/glossary.ts";
import { IMPACT_OVERRIDES, type ImpactOverride } from "#lib/domain/incidents/incident.ts";
import { composerWord } from "#lib/domain/words/composer.ts";
import { useAdmin } from "../client/context.tsx";
import { LocalTimeField } from "../time/local-time-field.tsx";
import { CheckField, SelectField } from "../ui/field.tsx";
import type { Writing } from "./writing.ts";

export type FieldFaults = Partial<Record<string, string>>;
type Props = { writing: Writing; onChange: (change: Partial<Writing>) => void; faults: FieldFaults };

/** What is seldom said: folded until somebody needs it. */
export function MoreOptions({ writing, onChange, faults }: Props) {
  const { language } = useAdmin();
  const isWrong = Boolean(faults.started_at || faults.resolved_at);
  return (
    <details
      className="rounded-box border border-line bg-surface"
      open={isWrong || writing.isBackfilled || undefined}
    >
      <summary className="min-h-11 px-4 py-2 font-medium">{composerWord("more", language)}</summary>
      <div className="grid gap-4 border-t border-line p-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <PriorityField value={writing.priority} onChange={(priority) => onChange({ priority })} />
          <ImpactField value={writing.impact} onChange={(impact) => onChange({ impact })} />
        </div>
        <CheckField
          label={composerWord("backfill", language)}
          hint={composerWord("backfill_hint", language)}
          checked={writing.isBackfilled}
          onChange={(event) => onChange({ isBackfilled: event.target.checked })}
        />
        <Times writing={writing} onChange={onChange} faults={faults} />
      </div>
    </details>
  );
}

function Times({ writing, onChange, faults }: Props) {
  const { language } = useAdmin();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <LocalTimeField
        label={composerWord("started_at", language)}
        isOptional={!writing.isBackfilled}
        hint={writing.isBackfilled ? undefined : composerWord("started_hint", language)}
        value={writing.startedAt}
        onChange={(startedAt) => onChange({ startedAt })}
        fault={faults.started_at}
      />
      {writing.isBackfilled && (
        <>
          <LocalTimeField
            label={composerWord("ended_at", language)}
            value={writing.endedAt}
            onChange={(endedAt) => onChange({ endedAt })}
            fault={faults.resolved_at}
          />
          <div className="sm:col-span-2">
            <CheckField
              label={composerWord("backfill_states", language)}
              hint={composerWord("backfill_states_hint", language)}
              checked={writing.changesPast}
              onChange={(event) => onChange({ changesPast: event.target.checked })}
            />
          </div>
        </>
      )}
    </div>
  );
}

/** How urgent it is for the team; never public. */
export function PriorityField({
  value,
  onChange,
}: {
  value: 1 | 2 | null;
  onChange: (priority: 1 | 2 | null) => void;
}) {
  const { language } = useAdmin();
  return (
    <SelectField
      label={composerWord("priority", language)}
      hint={composerWord("priority_hint", language)}
      value={value ?? ""}
      onChange={(event) => onChange(event.target.value ? (Number(event.target.value) as 1 | 2) : null)}
    >
      <option value="">{composerWord("priority_none", language)}</option>
      <option value="1">P1</option>
      <option value="2">P2</option>
    </SelectField>
  );
}

/** An impact that stands in place of the one that follows from the components. */
export function ImpactField({
  value,
  onChange,
}: {
  value: ImpactOverride | null;
  onChange: (impact: ImpactOverride | null) => void;
}) {
  const { language } = useAdmin();
  return (
    <SelectField
      label={composerWord("impact", language)}
      value={value ?? ""}
      onChange={(event) => onChange((event.target.value || null) as ImpactOverride | null)}
    >
      <option value="">{composerWord("impact_derived", language)}</option>
      {IMPACT_OVERRIDES.filter((one) => one !== "maintenance").map((one) => (
        <option key={one} value={one}>
          {word(`impact_${one}`, language)}
        </option>
      ))}
    </SelectField>
  );
}
