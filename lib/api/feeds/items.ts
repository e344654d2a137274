import { word } from "#lib/domain/glossary.ts";
import type { Language } from "#lib/domain/language.ts";
import { markdownToHtml, markdownToText } from "#lib/domain/markdown.ts";
import type {
  Snapshot,
  SnapshotIncident,
  SnapshotMaintenance,
  SnapshotUpdate,
} from "#lib/domain/snapshot.ts";
import { type Place, text } from "../document.ts";
import { xmlText } from "../xml.ts";
import { momentHtml, windowHtml } from "./moments.ts";

/** How many incidents and maintenance windows a feed tells. */
export const FEED_LENGTH = 50;

export type FeedEvent = SnapshotIncident | SnapshotMaintenance;

export type FeedItem = {
  event: FeedEvent;
  title: string;
  url: string;
  /** Everything that was said, newest first, as HTML. */
  html: string;
  /** The newest update as plain text. */
  summary: string;
  publishedAt: number;
  /** When the newest update was told; an edit does not move it. */
  toldAt: number;
  changedAt: number;
};

/** Labels: English at the root, as clients of Statuspage expect. */
export const labelLanguage = (place: Place): Language => place.locale ?? "en";

export const isMaintenance = (event: FeedEvent): event is SnapshotMaintenance => "scheduledFor" in event;

const eventUrl = (id: string, place: Place): string =>
  `${place.publicUrl}${place.locale ? `/${place.locale}` : ""}/incidents/${id}`;

/** One item for each incident and window, edited in place; what was told last comes first. */
export function feedItems(snapshot: Snapshot, place: Place): FeedItem[] {
  return [...snapshot.incidents, ...snapshot.maintenances]
    .map((event) => itemOf(event, snapshot, place))
    .sort((a, b) => b.toldAt - a.toldAt || (a.event.id < b.event.id ? -1 : 1))
    .slice(0, FEED_LENGTH);
}

function itemOf(event: FeedEvent, snapshot: Snapshot, place: Place): FeedItem {
  const [newest] = event.updates;
  return {
    event,
    title: text(event, "name", snapshot, place),
    url: eventUrl(event.id, place),
    html: eventHtml(event, snapshot, place),
    summary: newest ? markdownToText(text(newest, "body", snapshot, place)) : "",
    publishedAt: Date.parse(event.createdAt),
    toldAt: Date.parse(newest?.displayAt ?? event.createdAt),
    changedAt: Date.parse(event.updatedAt),
  };
}

/** The description of an item, in Statuspage's form: one paragraph for each update. */
function eventHtml(event: FeedEvent, snapshot: Snapshot, place: Place): string {
  const updates: SnapshotUpdate<string>[] = event.updates;
  const told = updates.map((update, i) => updateHtml(update, updates[i + 1], snapshot, place));
  return [...announcement(event, snapshot, place), ...postmortem(event, snapshot, place), ...told].join("");
}

function updateHtml(
  update: SnapshotUpdate<string>,
  before: SnapshotUpdate<string> | undefined,
  snapshot: Snapshot,
  place: Place,
): string {
  const language = labelLanguage(place);
  const isUnchanged = before?.status === update.status;
  const label = isUnchanged ? word("update", language) : word(update.status as "resolved", language);
  return said(
    momentHtml(Date.parse(update.displayAt), snapshot, language),
    label,
    text(update, "body", snapshot, place),
  );
}

/** "when / **label** - body"; a body of several blocks goes on behind the paragraph. */
function said(moment: string, label: string, body: string): string {
  const head = `<small>${moment}</small><br><strong>${xmlText(label)}</strong> - `;
  const html = markdownToHtml(body);
  return html.startsWith("<p>") ? `<p>${head}${html.slice("<p>".length)}` : `<p>${head}</p>${html}`;
}

function announcement(event: FeedEvent, snapshot: Snapshot, place: Place): string[] {
  if (!isMaintenance(event)) return [];
  const language = labelLanguage(place);
  const cancelled = event.cancelledAt ? ` (${word("cancelled", language)})` : "";
  const window = windowHtml(event, snapshot, language);
  return [`<p><strong>${word("scheduled_event", language)} ${window}${cancelled}</strong></p>`];
}

function postmortem(event: FeedEvent, snapshot: Snapshot, place: Place): string[] {
  if (isMaintenance(event) || !event.postmortem) return [];
  const { publishedAt } = event.postmortem;
  const language = labelLanguage(place);
  const moment = momentHtml(Date.parse(publishedAt), snapshot, language);
  return [said(moment, word("postmortem", language), text(event.postmortem, "body", snapshot, place))];
}
