import { Moment } from "#components/ui/moment.tsx";
import type { Reader } from "#components/ui/reader.ts";
import { wordAround } from "#lib/domain/glossary.ts";
import { durationText, momentText } from "#lib/domain/moments.ts";
import type { SnapshotMaintenance } from "#lib/domain/snapshot.ts";
import { dayOf } from "#lib/domain/status/calendar.ts";
import { isOverrunning } from "./event-looks.ts";

type Props = { maintenance: SnapshotMaintenance; reader: Reader };

/** The announced window; one that was cancelled is struck out. */
export function MaintenanceWindow({ maintenance, reader }: Props) {
  const { scheduledFor, scheduledUntil, cancelledAt } = maintenance;
  const span = <Span from={scheduledFor} until={scheduledUntil} reader={reader} />;
  return cancelledAt ? <s>{span}</s> : span;
}

/** From when until when, and how long: one zone, and one date if it is one day. */
export function Span({ from, until, reader }: { from: string; until: string; reader: Reader }) {
  const [fromAt, untilAt] = [Date.parse(from), Date.parse(until)];
  const isOneDay = dayOf(fromAt, reader.timeZone) === dayOf(untilAt, reader.timeZone);
  const fromText = momentText(fromAt, "moment", reader.timeZone, reader.language);
  const zone = fromText.slice(fromText.lastIndexOf(" "));
  return (
    <>
      <time dateTime={from}>{fromText.slice(0, -zone.length)}</time>
      {" – "}
      <Moment at={until} form={isOneDay ? "time" : "moment"} reader={reader} />
      {` (${durationText((untilAt - fromAt) / 1000, reader.language, { withDays: true })})`}
    </>
  );
}

/** That a window goes on after its announced end: from there on it counts as downtime. */
export function Overrun({ maintenance, reader }: Props) {
  if (!isOverrunning(maintenance, reader)) return null;
  const [before, after] = wordAround("overrunning", reader.language, "time");
  return (
    <p className="overrun">
      {before}
      <Moment at={maintenance.scheduledUntil} form="moment" reader={reader} />
      {after}
    </p>
  );
}
