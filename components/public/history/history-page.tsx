import type { Reader } from "#components/ui/reader.ts";
import { word } from "#lib/domain/glossary.ts";
import { presentMonth } from "#lib/domain/history/month.ts";
import { eventAt, historyNeighbour, MAX_MONTH_EVENTS, type PublicEvent } from "#lib/domain/history/months.ts";
import { dayText, monthName, monthText } from "#lib/domain/moments.ts";
import { historyPath } from "#lib/domain/paths.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { dayOf } from "#lib/domain/status/calendar.ts";
import { ChainHead } from "./chain-head.tsx";
import { EventSections } from "./event-sections.tsx";
import { SearchForm } from "./search-form.tsx";

type Props = {
  snapshot: Snapshot;
  reader: Reader;
  month: string;
  /** Newest first. */
  events: readonly PublicEvent[];
  isCut: boolean;
};

/** One month of incidents, maintenance and announcements, day by day. */
export function HistoryPage({ snapshot, reader, month, events, isCut }: Props) {
  const { language } = reader;
  const days = Map.groupBy(events, (event) => dayOf(eventAt(event), reader.timeZone));
  return (
    <>
      <div className="title">
        <h1>{word("history", language)}</h1>
      </div>
      <SearchForm snapshot={snapshot} reader={reader} />
      <Months snapshot={snapshot} reader={reader} month={month} />
      {events.length === 0 && <p className="notice">{word("history_quiet", language)}</p>}
      <EventSections sections={days} titleOf={(day) => dayText(day, language)} {...{ snapshot, reader }} />
      {isCut && <p className="notice">{word("history_more", language, { count: MAX_MONTH_EVENTS })}</p>}
      <ChainHead snapshot={snapshot} reader={reader} />
    </>
  );
}

function Months({ snapshot, reader, month }: Pick<Props, "snapshot" | "reader" | "month">) {
  const { language } = reader;
  const link = (step: -1 | 1, key: "previous_month" | "next_month") => {
    const to = historyNeighbour(snapshot, month, step);
    if (!to) return <span />;
    return (
      <a
        href={historyPath(language, to === presentMonth(snapshot) ? undefined : to)}
        rel={step < 0 ? "prev" : "next"}
        aria-label={`${word(key, language)}: ${monthText(to, language)}`}
      >
        {step < 0 ? `← ${monthName(to, language)}` : `${monthName(to, language)} →`}
      </a>
    );
  };
  return (
    <nav className="months" aria-label={word("history", language)}>
      {link(-1, "previous_month")}
      <strong>{monthText(month, language)}</strong>
      {link(1, "next_month")}
    </nav>
  );
}
