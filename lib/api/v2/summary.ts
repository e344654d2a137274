import type { Snapshot } from "#lib/domain/snapshot.ts";
import { type Document, json, type Place } from "../document.ts";
import { components } from "./components.ts";
import { unresolved } from "./incidents.ts";
import { page, status } from "./page.ts";
import { unfinished } from "./scheduled-maintenances.ts";

/** `/api/v2/summary.json` */
export const summaryDocument = (snapshot: Snapshot, place: Place): Document =>
  json({
    page: page(snapshot, place),
    components: components(snapshot, place),
    incidents: unresolved(snapshot, place),
    scheduled_maintenances: unfinished(snapshot, place),
    status: status(snapshot),
  });

/** `/api/v2/status.json` */
export const statusDocument = (snapshot: Snapshot, place: Place): Document =>
  json({ page: page(snapshot, place), status: status(snapshot) });
