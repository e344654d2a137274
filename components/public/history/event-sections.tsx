import type { Reader } from "#components/ui/reader.ts";
import type { PublicEvent } from "#lib/domain/history/months.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { EventLine } from "../events/event-line.tsx";

type Props = {
  /** Events by day or by month, as they shall stand. */
  sections: ReadonlyMap<string, readonly PublicEvent[]>;
  titleOf: (key: string) => string;
  snapshot: Snapshot;
  reader: Reader;
};

/** What happened, under the day or the month in which it did. */
export function EventSections({ sections, titleOf, snapshot, reader }: Props) {
  return [...sections].map(([key, list]) => (
    <section key={key} className="stretch">
      <h2>{titleOf(key)}</h2>
      {list.map((event) => (
        <EventLine
          key={event.id}
          event={event}
          components={snapshot.components}
          reader={reader}
          level={3}
          withComponents
        />
      ))}
    </section>
  ));
}
