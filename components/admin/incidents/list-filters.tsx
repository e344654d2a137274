"use client";
import { type ComponentChoice, fullName } from "#lib/domain/incidents/desk/choices.ts";
import {
  type IncidentSearch,
  incidentSearch,
  isFiltered,
  SEARCH_PHASES,
  searchHref,
} from "#lib/domain/incidents/desk/search.ts";
import { INCIDENT_KINDS } from "#lib/domain/incidents/incident.ts";
import { incidentWord } from "#lib/domain/words/incidents.ts";
import { useAdmin } from "../client/context.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { SelectField, TextField } from "../ui/field.tsx";

/** A plain GET form: the filters are the address, so that a list can be sent to somebody. Choosing applies at once. */
export function ListFilters({
  path,
  search,
  components,
}: {
  path: string;
  search: IncidentSearch;
  components: readonly ComponentChoice[];
}) {
  const { language } = useAdmin();
  return (
    <form
      action={path}
      className="mb-4 grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-[2fr_1fr_1fr_1fr_auto]"
      // Filters that say nothing stay out of the address.
      onSubmit={(event) => {
        event.preventDefault();
        const given = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
        location.assign(searchHref(path, incidentSearch(given)));
      }}
    >
      <TextField
        label={incidentWord("search_label", language)}
        type="search"
        name="q"
        defaultValue={search.q ?? ""}
        maxLength={200}
      />
      <FilterSelect
        name="phase"
        value={search.phase}
        options={SEARCH_PHASES.map((phase) => ({
          value: phase,
          text: incidentWord(`phase_${phase}`, language),
        }))}
      />
      <FilterSelect
        name="kind"
        value={search.kind}
        options={INCIDENT_KINDS.map((kind) => ({
          value: kind,
          text: incidentWord(`kind_${kind}`, language),
        }))}
      />
      <FilterSelect
        name="component"
        value={search.component}
        options={components.map((one) => ({ value: one.id, text: fullName(one) }))}
      />
      <div className="flex gap-2">
        <Button type="submit">{incidentWord("apply", language)}</Button>
        {isFiltered(search) && (
          <ButtonLink look="quiet" href={path}>
            {incidentWord("clear", language)}
          </ButtonLink>
        )}
      </div>
    </form>
  );
}

function FilterSelect({
  name,
  value = "",
  options,
}: {
  name: "phase" | "kind" | "component";
  value?: string | undefined;
  options: { value: string; text: string }[];
}) {
  const { language } = useAdmin();
  return (
    <SelectField
      label={incidentWord(name, language)}
      name={name}
      defaultValue={value}
      onChange={(event) => event.currentTarget.form?.requestSubmit()}
    >
      <option value="">{incidentWord(`${name}_all`, language)}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.text}
        </option>
      ))}
    </SelectField>
  );
}
