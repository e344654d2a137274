import type { Snapshot } from "#lib/domain/snapshot.ts";
import { overallStatus } from "#lib/domain/status/indicator.ts";
import { type Place, text } from "../document.ts";

/** Statuspage's `page`; `updated_at` moves with the content only, never with the clock. */
export const page = (snapshot: Snapshot, place: Place) => ({
  id: snapshot.page.id,
  name: text(snapshot.page, "name", snapshot, place),
  url: place.publicUrl,
  time_zone: snapshot.page.timeZone,
  updated_at: snapshot.updatedAt,
});

/** The rollup of everything known; unknown components take no part. */
export const status = (snapshot: Snapshot) => overallStatus(snapshot.components.map((one) => one.state));
