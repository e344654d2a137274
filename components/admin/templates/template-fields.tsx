"use client";
import { stateWord } from "#lib/domain/glossary.ts";
import { STATES, type WireState } from "#lib/domain/status/state.ts";
import { wordOf } from "#lib/domain/words/define.ts";
import { templateWord } from "#lib/domain/words/templates.ts";
import { useAdmin } from "../client/context.tsx";
import { CONTROL, SelectField } from "../ui/field.tsx";
import { statusesOf, type TemplateValues } from "./values.ts";

type Props = { values: TemplateValues; set: (change: Partial<TemplateValues>) => void };

/** The status that an incident or a window made of the template begins with. */
export function StatusField({ values, set, fault }: Props & { fault: string | undefined }) {
  const { language } = useAdmin();
  return (
    <SelectField
      label={templateWord("status", language)}
      value={values.status}
      onChange={(event) => set({ status: event.target.value })}
      fault={fault}
    >
      <option value="">{templateWord("no_status", language)}</option>
      {statusesOf(values.kind).map((status) => (
        <option key={status} value={status}>
          {wordOf(templateWord, status, language)}
        </option>
      ))}
    </SelectField>
  );
}

const ABSENT = "absent";

/** Which components come with the template, and in which state. */
export function ComponentStates({
  values,
  set,
  components,
}: Props & { components: { id: string; name: string }[] }) {
  const { language } = useAdmin();
  const choose = (id: string, chosen: string) => {
    const { [id]: _, ...rest } = values.components;
    set({ components: chosen === ABSENT ? rest : { ...rest, [id]: chosen as WireState | "" } });
  };
  if (components.length === 0) return null;
  return (
    <fieldset>
      <legend className="font-medium">{templateWord("components", language)}</legend>
      <p className="mb-2 text-sm text-muted">{templateWord("components_hint", language)}</p>
      <ul className="grid gap-2">
        {components.map(({ id, name }) => (
          <li key={id} className="grid grid-cols-2 items-center gap-3">
            <label htmlFor={`state-${id}`}>{name}</label>
            <select
              id={`state-${id}`}
              className={CONTROL}
              value={Object.hasOwn(values.components, id) ? values.components[id] : ABSENT}
              onChange={(event) => choose(id, event.target.value)}
            >
              <option value={ABSENT}>{templateWord("not_named", language)}</option>
              <option value="">{templateWord("named_only", language)}</option>
              {STATES.map((state) => (
                <option key={state} value={state}>
                  {stateWord(state, language)}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
