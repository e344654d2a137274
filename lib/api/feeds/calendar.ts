import { word } from "#lib/domain/glossary.ts";
import { markdownToText } from "#lib/domain/markdown.ts";
import type { Snapshot, SnapshotMaintenance } from "#lib/domain/snapshot.ts";
import { type Document, type Place, text } from "../document.ts";
import { labelLanguage } from "./items.ts";

/** Longest content line, in octets (RFC 5545, section 3.1). */
const MAX_LINE_OCTETS = 75;
/** A description is a glance; the page behind the link tells the rest. */
const MAX_DESCRIPTION_LENGTH = 2_000;

/**
 * `/maintenance.ics`: every window of maintenance. A changed window keeps its UID with a higher SEQUENCE, a cancelled one
 * stays with STATUS:CANCELLED, so that calendars follow. Instants are in UTC: no calendar can misread a zone.
 */
export function calendarDocument(snapshot: Snapshot, place: Place): Document {
  const name = text(snapshot.page, "name", snapshot, place);
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//T-Developer Status//maintenance//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `X-WR-CALNAME:${escaped(word("calendar_title", labelLanguage(place), { name }))}`,
    `X-WR-TIMEZONE:${escaped(snapshot.page.timeZone)}`,
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
    ...[...snapshot.maintenances]
      .sort((a, b) => (a.scheduledFor < b.scheduledFor ? -1 : 1))
      .flatMap((one) => event(one, snapshot, place)),
    "END:VCALENDAR",
  ];
  return {
    body: lines.map((line) => `${folded(line)}\r\n`).join(""),
    contentType: "text/calendar; charset=utf-8",
  };
}

function event(one: SnapshotMaintenance, snapshot: Snapshot, place: Place): string[] {
  const url = `${place.publicUrl}${place.locale ? `/${place.locale}` : ""}/maintenance/${one.id}`;
  return [
    "BEGIN:VEVENT",
    `UID:${one.id}@${new URL(place.publicUrl).hostname}`,
    `DTSTAMP:${utc(one.updatedAt)}`,
    `CREATED:${utc(one.createdAt)}`,
    `LAST-MODIFIED:${utc(one.updatedAt)}`,
    `SEQUENCE:${sequence(one)}`,
    `DTSTART:${utc(one.scheduledFor)}`,
    `DTEND:${utc(one.scheduledUntil)}`,
    `SUMMARY:${escaped(text(one, "name", snapshot, place))}`,
    `DESCRIPTION:${escaped(description(one, url, snapshot, place))}`,
    `URL:${url}`,
    `STATUS:${one.cancelledAt ? "CANCELLED" : "CONFIRMED"}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

/** Grows with every change and is the same in every process: seconds from the first telling to the last change, a begun one counts. */
const sequence = ({ createdAt, updatedAt }: SnapshotMaintenance): number =>
  Math.max(0, Math.ceil((Date.parse(updatedAt) - Date.parse(createdAt)) / 1000));

function description(one: SnapshotMaintenance, url: string, snapshot: Snapshot, place: Place): string {
  const affected = snapshot.components
    .filter(({ id }) => one.componentIds.includes(id))
    .map((component) => text(component, "name", snapshot, place))
    .join(", ");
  const [newest] = one.updates;
  const body = newest ? markdownToText(text(newest, "body", snapshot, place)) : "";
  const label = word("affects", labelLanguage(place));
  return [body.slice(0, MAX_DESCRIPTION_LENGTH), affected && `${label}: ${affected}`, url]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** "20261123T053205Z" */
const utc = (instant: string): string => `${instant.slice(0, 19).replace(/[-:]/g, "")}Z`;

/** Any text as a TEXT value: nothing in it can end its line and begin a property of its own. */
const escaped = (value: string): string =>
  value
    .toWellFormed()
    .replace(/[\\;,]/g, "\\$&")
    .replace(/\r\n|\r|\n|\u2028|\u2029/g, "\\n")
    .replace(/\p{Cc}/gu, " ");

/** A content line of at most 75 octets, continued behind a space; characters stay whole. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = "";
  let octets = 0;
  for (const character of line) {
    const length = Buffer.byteLength(character);
    if (octets + length > MAX_LINE_OCTETS) {
      parts.push(part);
      part = " ";
      octets = 1;
    }
    part += character;
    octets += length;
  }
  return [...parts, part].join("\r\n");
}
