import type { IncidentStatus, Snapshot } from "#lib/domain/snapshot.ts";
import { type Document, json, missing, type Place } from "../document.ts";
import { incident, maintenance } from "./events.ts";
import { page } from "./page.ts";

/** How many events a list holds, as at Statuspage. */
export const LIST_LENGTH = 50;

const UNRESOLVED: readonly IncidentStatus[] = ["investigating", "identified", "monitoring"];

/** Incidents that nobody has called resolved yet, newest first. */
export const unresolved = (snapshot: Snapshot, place: Place) =>
  snapshot.incidents
    .filter((one) => UNRESOLVED.includes(one.status))
    .map((one) => incident(one, snapshot, place));

/** `/api/v2/incidents.json`: the newest 50, resolved ones too. */
export const incidentsDocument = (snapshot: Snapshot, place: Place): Document =>
  json({
    page: page(snapshot, place),
    incidents: snapshot.incidents.slice(0, LIST_LENGTH).map((one) => incident(one, snapshot, place)),
  });

/** `/api/v2/incidents/unresolved.json` */
export const unresolvedDocument = (snapshot: Snapshot, place: Place): Document =>
  json({ page: page(snapshot, place), incidents: unresolved(snapshot, place) });

/** `/api/v2/incidents/{id}.json`: an incident or, as Statuspage counts them as incidents too, a maintenance. */
export function incidentDocument(snapshot: Snapshot, place: Place): Document {
  const id = place.params.id?.replace(/\.json$/, "");
  const found = snapshot.incidents.find((one) => one.id === id);
  if (found) return json({ page: page(snapshot, place), incident: incident(found, snapshot, place) });
  const planned = snapshot.maintenances.find((one) => one.id === id);
  return planned
    ? json({ page: page(snapshot, place), incident: maintenance(planned, snapshot, place) })
    : missing("Incident");
}
