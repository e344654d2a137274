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
import { type FilterSelect, ListFilters } from "../ui/list-filters.tsx";

type Props = { path: string; search: IncidentSearch; components: readonly ComponentChoice[] };

/** By words, phase, kind and component. */
export function IncidentFilters({ path, search, components }: Props) {
  const { language } = useAdmin();
  const select = (name: "phase" | "kind" | "component", options: FilterSelect["options"]): FilterSelect => ({
    ...{ name, options, value: search[name] },
    label: incidentWord(name, language),
    all: incidentWord(`${name}_all`, language),
  });
  return (
    <ListFilters
      path={path}
      q={search.q}
      isFiltered={isFiltered(search)}
      hrefOf={(given) => searchHref(path, incidentSearch(given))}
      texts={{
        search: incidentWord("search_label", language),
        apply: incidentWord("apply", language),
        clear: incidentWord("clear", language),
      }}
      selects={[
        select(
          "phase",
          SEARCH_PHASES.map((value) => ({ value, text: incidentWord(`phase_${value}`, language) })),
        ),
        select(
          "kind",
          INCIDENT_KINDS.map((value) => ({ value, text: incidentWord(`kind_${value}`, language) })),
        ),
        select(
          "component",
          components.map((one) => ({ value: one.id, text: fullName(one) })),
        ),
      ]}
    />
  );
}
