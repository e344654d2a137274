import { markdownToHtml } from "#lib/domain/markdown.ts";
import { monthName } from "#lib/domain/moments.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { dayOf, daysOfMonth } from "#lib/domain/status/calendar.ts";
import { type Document, json, type Place, text } from "../document.ts";
import { type FeedEvent, isMaintenance, labelLanguage } from "./items.ts";
import { momentHtml, spanHtml } from "./moments.ts";

/** Statuspage tells three months here. */
const MONTHS = 3;

/** `/history.json`: incidents and maintenance by month, the present one first. */
export function historyJsonDocument(snapshot: Snapshot, place: Place): Document {
  const { timeZone } = snapshot.page;
  const events = [...snapshot.incidents, ...snapshot.maintenances]
    .map((event) => ({ event, at: Date.parse(isMaintenance(event) ? event.scheduledFor : event.startedAt) }))
    .sort((a, b) => b.at - a.at || (a.event.id < b.event.id ? -1 : 1));
  const months = lastMonths(dayOf(Date.parse(snapshot.asOf), timeZone).slice(0, 7)).map((month) => {
    const days = daysOfMonth(month);
    return {
      name: monthName(month, labelLanguage(place)),
      starts_on: new Date(`${month}-01T00:00:00Z`).getUTCDay(),
      days: days.length,
      year: Number(month.slice(0, 4)),
      incidents: events
        .filter(({ at }) => dayOf(at, timeZone).startsWith(month))
        .map(({ event }) => incidentOf(event, snapshot, place)),
    };
  });
  return json({ months });
}

function lastMonths(present: string): string[] {
  const [year = 0, month = 1] = present.split("-").map(Number);
  return Array.from({ length: MONTHS }, (_, i) =>
    new Date(Date.UTC(year, month - 1 - i, 1)).toISOString().slice(0, 7),
  );
}

function incidentOf(event: FeedEvent, snapshot: Snapshot, place: Place) {
  const [newest] = event.updates;
  return {
    code: event.id,
    name: text(event, "name", snapshot, place),
    message: newest ? markdownToHtml(text(newest, "body", snapshot, place)) : "",
    impact: event.impact,
    timestamp: timestampOf(event, snapshot, place),
  };
}

function timestampOf(event: FeedEvent, snapshot: Snapshot, place: Place): string {
  const language = labelLanguage(place);
  const [from, until] = isMaintenance(event)
    ? [event.scheduledFor, event.scheduledUntil]
    : [event.startedAt, event.resolvedAt];
  return until
    ? spanHtml(Date.parse(from), Date.parse(until), snapshot, language)
    : momentHtml(Date.parse(from), snapshot, language);
}
