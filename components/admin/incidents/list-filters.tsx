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
  const submit = (event: { currentTarget: HTMLSelectElement }) => event.currentTarget.form?.requestSubmit();
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
      <SelectField
        label={incidentWord("phase", language)}
        name="phase"
        defaultValue={search.phase ?? ""}
        onChange={submit}
      >
        <option value="">{incidentWord("phase_all", language)}</option>
        {SEARCH_PHASES.map((phase) => (
          <option key={phase} value={phase}>
            {incidentWord(`phase_${phase}`, language)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={incidentWord("kind", language)}
        name="kind"
        defaultValue={search.kind ?? ""}
        onChange={submit}
      >
        <option value="">{incidentWord("kind_all", language)}</option>
        {INCIDENT_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {incidentWord(`kind_${kind}`, language)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={incidentWord("component", language)}
        name="component"
        defaultValue={search.component ?? ""}
        onChange={submit}
      >
        <option value="">{incidentWord("component_all", language)}</option>
        {components.map((component) => (
          <option key={component.id} value={component.id}>
            {fullName(component)}
          </option>
        ))}
      </SelectField>
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
