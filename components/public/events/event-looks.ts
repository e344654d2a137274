import type { Reader } from "#components/ui/reader.ts";
import { word } from "#lib/domain/glossary.ts";
import { isMaintenance, type PublicEvent } from "#lib/domain/history/months.ts";
import { durationText } from "#lib/domain/moments.ts";
import { incidentPath, maintenancePath } from "#lib/domain/paths.ts";
import type { Impact, SnapshotMaintenance } from "#lib/domain/snapshot.ts";
import type { State } from "#lib/domain/status/state.ts";

export const IMPACT_TONES: Record<Impact, State> = {
  none: "unknown",
  minor: "degraded_performance",
  major: "partial_outage",
  critical: "major_outage",
  maintenance: "under_maintenance",
};

/** Calm for announcements, the impact's own colour and shape for all else. */
export const toneOf = (event: PublicEvent): State =>
  isMaintenance(event) ? "under_maintenance" : IMPACT_TONES[event.impact];

export const isAnnouncement = (event: PublicEvent): boolean =>
  !isMaintenance(event) && event.kind === "announcement";

export const eventPath = (event: PublicEvent, { language }: Reader): string =>
  isMaintenance(event) ? maintenancePath(language, event.id) : incidentPath(language, event.id);

/** What kind of thing it is, in a word: the impact of an incident, the stage of a window, "Announcement". */
export function kindWord(event: PublicEvent, { language }: Reader): string {
  if (isAnnouncement(event)) return word("announcement", language);
  if (!isMaintenance(event)) return word(`impact_${event.impact}`, language);
  return event.cancelledAt ? word("cancelled", language) : word(event.status, language);
}

const MINUTE_MS = 60_000;

/** How long it has lasted; of one that goes on, whole minutes up to the page's "as of". */
export function lastedText(event: PublicEvent, { language, nowAt }: Reader): string {
  const beganAt = Date.parse(event.startedAt);
  const text = (ms: number) => durationText(ms / 1000, language, { withDays: true });
  if (event.resolvedAt) return text(Date.parse(event.resolvedAt) - beganAt);
  return word("so_far", language, { duration: text(Math.floor((nowAt - beganAt) / MINUTE_MS) * MINUTE_MS) });
}

/** A running window whose announced end has passed. */
export const isOverrunning = ({ status, scheduledUntil }: SnapshotMaintenance, { nowAt }: Reader): boolean =>
  (status === "in_progress" || status === "verifying") && Date.parse(scheduledUntil) < nowAt;
