import type { MaintenanceStatus, Snapshot } from "#lib/domain/snapshot.ts";
import { type Document, json, type Place } from "../document.ts";
import { maintenance } from "./events.ts";
import { LIST_LENGTH } from "./incidents.ts";
import { page } from "./page.ts";

const UPCOMING: readonly MaintenanceStatus[] = ["scheduled"];
const ACTIVE: readonly MaintenanceStatus[] = ["in_progress", "verifying"];

/** Maintenance in one of the given states, in the snapshot's order. */
const withStatus = (statuses: readonly MaintenanceStatus[], snapshot: Snapshot, place: Place) =>
  snapshot.maintenances
    .filter((one) => statuses.includes(one.status))
    .slice(0, LIST_LENGTH)
    .map((one) => maintenance(one, snapshot, place));

/** What the summary tells: running now or to come. */
export const unfinished = (snapshot: Snapshot, place: Place) =>
  withStatus([...ACTIVE, ...UPCOMING], snapshot, place);

const list = (scheduled_maintenances: ReturnType<typeof withStatus>, snapshot: Snapshot, place: Place) =>
  json({ page: page(snapshot, place), scheduled_maintenances });

/** `/api/v2/scheduled-maintenances.json`: the newest 50, completed ones too. */
export const maintenancesDocument = (snapshot: Snapshot, place: Place): Document =>
  list(withStatus([...ACTIVE, ...UPCOMING, "completed"], snapshot, place), snapshot, place);

/** `/api/v2/scheduled-maintenances/upcoming.json` */
export const upcomingDocument = (snapshot: Snapshot, place: Place): Document =>
  list(withStatus(UPCOMING, snapshot, place), snapshot, place);

/** `/api/v2/scheduled-maintenances/active.json` */
export const activeDocument = (snapshot: Snapshot, place: Place): Document =>
  list(withStatus(ACTIVE, snapshot, place), snapshot, place);
