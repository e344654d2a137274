import { Moment } from "#components/ui/moment.tsx";
import type { Reader } from "#components/ui/reader.ts";
import { word } from "#lib/domain/glossary.ts";
import { isOver } from "#lib/domain/history/months.ts";
import { durationText } from "#lib/domain/moments.ts";
import type { SnapshotIncident } from "#lib/domain/snapshot.ts";
import { Fact } from "./fact.tsx";

/** The promise of the next update, counted down from the page's "as of", then by live.js; a broken promise says so. */
export function NextUpdate({ incident, reader }: { incident: SnapshotIncident; reader: Reader }) {
  const { nextUpdateAt } = incident;
  const { language } = reader;
  if (!nextUpdateAt || isOver(incident)) return null;
  const leftSeconds = (Date.parse(nextUpdateAt) - reader.nowAt) / 1000;
  const duration = durationText(Math.ceil(leftSeconds / 60) * 60, language);
  const late = word("overdue", language);
  return (
    <Fact term={word("next_update_by", language)}>
      <Moment at={nextUpdateAt} form="time" reader={reader} />
      {" ("}
      <span
        data-by={nextUpdateAt}
        data-in={word("in_duration", language, { duration: "~" })}
        data-late={late}
      >
        {leftSeconds < 0 ? late : word("in_duration", language, { duration })}
      </span>
      )
    </Fact>
  );
}
