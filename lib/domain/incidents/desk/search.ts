import { ID_FORM } from "../../id.ts";
import { INCIDENT_KINDS, type IncidentKind } from "../incident.ts";

/** Rows of one page of the admin's list. */
export const LIST_LENGTH = 50;
const MAX_QUERY_LENGTH = 200;
const MAX_PAGE = 1_000;

export const SEARCH_PHASES = ["open", "draft", "closed"] as const;

/** The filters of the list, as they stand in its address. */
export type IncidentSearch = {
  phase?: (typeof SEARCH_PHASES)[number] | undefined;
  kind?: IncidentKind | undefined;
  component?: string | undefined;
  q?: string | undefined;
  page: number;
};

type Given = Record<string, string | string[] | undefined>;

/** Reads the filters of an address; what is none is left out, so that an old link still leads somewhere. */
export function incidentSearch(given: Given): IncidentSearch {
  const text = (name: string) => [given[name]].flat()[0]?.trim() || undefined;
  const component = text("component");
  const page = Number(text("page") ?? 1);
  return {
    phase: SEARCH_PHASES.find((one) => one === text("phase")),
    kind: INCIDENT_KINDS.find((one) => one === text("kind")),
    component: component && ID_FORM.test(component) ? component : undefined,
    q: text("q")?.slice(0, MAX_QUERY_LENGTH),
    page: Number.isInteger(page) && page >= 1 && page <= MAX_PAGE ? page : 1,
  };
}

/** The address of the list with these filters. */
export function searchHref(path: string, search: IncidentSearch): string {
  const { page, ...filters } = search;
  const entries = Object.entries(filters).filter((entry): entry is [string, string] => Boolean(entry[1]));
  if (page > 1) entries.push(["page", String(page)]);
  const query = new URLSearchParams(entries).toString();
  return query ? `${path}?${query}` : path;
}

export const isFiltered = ({ phase, kind, component, q }: IncidentSearch): boolean =>
  [phase, kind, component, q].some(Boolean);
