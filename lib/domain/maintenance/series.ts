import type { Translations } from "#lib/domain/language.ts";

/** A recurring window: its rule, and what every window that it makes begins with. Instants in ms. */
export type MaintenanceSeries = {
  id: string;
  pageId: string;
  name: string;
  body: string;
  translations: Translations;
  componentIds: string[];
  /** RFC 5545, without DTSTART. */
  rrule: string;
  /** Local time in the page's zone: "2026-12-01T02:00". */
  startsAt: string;
  durationMinutes: number;
  /** Windows are published so long before they start. */
  noticeHours: number;
  remindMinutes: number[];
  startsItself: boolean;
  endsItself: boolean;
  archivedAt: number | null;
  revision: number;
  createdAt: number;
  updatedAt: number;
};

/** A series with the zone that its local times are meant in. */
export type ZonedSeries = MaintenanceSeries & { timeZone: string };

const HOUR_MS = 3_600_000;

/** The stretch of starts whose windows are to be announced by `now`: never one that has begun. */
export const noticeRange = ({ noticeHours }: Pick<MaintenanceSeries, "noticeHours">, now: number) => ({
  from: now + 1,
  until: now + noticeHours * HOUR_MS + 1,
});
