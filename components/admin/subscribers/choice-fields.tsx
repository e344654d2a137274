"use client";
import { type ImpactRank, SUBSCRIPTION_KINDS } from "#lib/domain/delivery/plan.ts";
import type { ComponentChoice } from "#lib/domain/incidents/desk/choices.ts";
import type { Language } from "#lib/domain/language.ts";
import { subscriberWord } from "#lib/domain/words/subscribers.ts";
import { useAdmin } from "../client/context.tsx";
import { CheckField, SelectField, TextField } from "../ui/field.tsx";
import type { ChoiceValues } from "./choice-values.ts";
import { floorText } from "./hears.ts";
import { type GroupChoice, LimitSet } from "./limit-set.tsx";

const RANKS: readonly ImpactRank[] = [0, 1, 2, 3];

type Props = {
  values: ChoiceValues;
  onChange: (part: Partial<ChoiceValues>) => void;
  components: readonly ComponentChoice[];
  groups: readonly GroupChoice[];
  faultAt: (path: string) => string | undefined;
};

/** What somebody hears of, from which impact on, when, and in which language. */
export function ChoiceFields({ values, onChange, components, groups, faultAt }: Props) {
  const { language } = useAdmin();
  return (
    <>
      <LimitSet components={components} groups={groups} value={values} onChange={onChange} />
      <fieldset>
        <legend className="mb-1 font-medium">{subscriberWord("kinds", language)}</legend>
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          {SUBSCRIPTION_KINDS.map((kind) => (
            <CheckField
              key={kind}
              label={subscriberWord(`kind_${kind}`, language)}
              checked={values.kinds.includes(kind)}
              onChange={({ target }) =>
                onChange({
                  kinds: SUBSCRIPTION_KINDS.filter((one) =>
                    one === kind ? target.checked : values.kinds.includes(one),
                  ),
                })
              }
            />
          ))}
        </div>
        {faultAt("kinds") && <p className="text-sm font-medium text-danger">{faultAt("kinds")}</p>}
      </fieldset>
      <SelectField
        className="max-w-md"
        label={subscriberWord("min_impact", language)}
        value={values.minImpact}
        onChange={({ target }) => onChange({ minImpact: Number(target.value) as ImpactRank })}
        fault={faultAt("min_impact")}
      >
        {RANKS.map((rank) => (
          <option key={rank} value={rank}>
            {floorText(rank, language)}
          </option>
        ))}
      </SelectField>
      <TimeFields values={values} onChange={onChange} faultAt={faultAt} />
    </>
  );
}

function TimeFields({ values, onChange, faultAt }: Pick<Props, "values" | "onChange" | "faultAt">) {
  const { language, pageLanguages } = useAdmin();
  return (
    <>
      <fieldset>
        <legend className="sr-only">{subscriberWord("quiet_hours", language)}</legend>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            type="time"
            isOptional
            label={subscriberWord("quiet_from", language)}
            value={values.quietFrom}
            onChange={({ target }) => onChange({ quietFrom: target.value })}
            fault={faultAt("quiet_from")}
          />
          <TextField
            type="time"
            isOptional
            label={subscriberWord("quiet_until", language)}
            value={values.quietUntil}
            onChange={({ target }) => onChange({ quietUntil: target.value })}
            fault={faultAt("quiet_until")}
          />
        </div>
        <p className="mt-1 text-sm text-muted">{subscriberWord("quiet_hint", language)}</p>
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-3">
        <TextField
          type="time"
          isOptional
          label={subscriberWord("digest", language)}
          hint={subscriberWord("digest_hint", language)}
          value={values.digestAt}
          onChange={({ target }) => onChange({ digestAt: target.value })}
          fault={faultAt("digest_at")}
        />
        <SelectField
          label={subscriberWord("language", language)}
          value={values.language}
          onChange={({ target }) => onChange({ language: target.value as Language })}
          fault={faultAt("language")}
        >
          {pageLanguages.map((one) => (
            <option key={one} value={one}>
              {subscriberWord(`language_${one}`, language)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={subscriberWord("time_zone", language)}
          value={values.timeZone}
          onChange={({ target }) => onChange({ timeZone: target.value })}
          fault={faultAt("time_zone")}
          autoComplete="off"
        />
      </div>
    </>
  );
}
