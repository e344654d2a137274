import type { Reader } from "#components/ui/reader.ts";
import { word } from "#lib/domain/glossary.ts";
import { eventAt, type PublicEvent } from "#lib/domain/history/months.ts";
import { monthText } from "#lib/domain/moments.ts";
import { historyPath } from "#lib/domain/paths.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { dayOf } from "#lib/domain/status/calendar.ts";
import { EventSections } from "./event-sections.tsx";
import { SearchForm } from "./search-form.tsx";

export type Question = { q: string; componentId: string | null; page: number };
type Found = { events: readonly PublicEvent[]; count: number; page: number; pages: number };
type Props = { snapshot: Snapshot; reader: Reader; question: Question; found: Found };

/** What a search found, newest first, by month. */
export function SearchPage({ snapshot, reader, question, found }: Props) {
  const { language } = reader;
  const months = Map.groupBy(found.events, (event) => dayOf(eventAt(event), reader.timeZone).slice(0, 7));
  return (
    <>
      <div className="title">
        <h1>{word("search_results", language)}</h1>
        <p className="hint">{word("search_found", language, { count: found.count })}</p>
      </div>
      <SearchForm snapshot={snapshot} reader={reader} q={question.q} componentId={question.componentId} />
      {found.events.length === 0 && <p className="notice">{word("search_none", language)}</p>}
      <EventSections
        sections={months}
        titleOf={(month) => monthText(month, language)}
        {...{ snapshot, reader }}
      />
      <Pages question={question} found={found} reader={reader} />
      <p className="on">
        <a href={historyPath(language)}>{word("search_clear", language)}</a>
      </p>
    </>
  );
}

function Pages({ question, found, reader }: Pick<Props, "question" | "found" | "reader">) {
  const { language } = reader;
  const { page, pages } = found;
  if (pages <= 1) return null;
  const link = (to: number, key: "newer" | "older") => {
    if (to < 1 || to > pages) return <span />;
    const asked = new URLSearchParams({
      ...(question.q && { q: question.q }),
      ...(question.componentId && { component: question.componentId }),
      page: String(to),
    });
    const rel = key === "newer" ? "prev" : "next";
    return (
      <a href={`${historyPath(language)}?${asked}`} rel={rel}>
        {word(key, language)}
      </a>
    );
  };
  return (
    <nav className="months" aria-label={word("search_results", language)}>
      {link(page - 1, "newer")}
      <span className="hint">{`${page} / ${pages}`}</span>
      {link(page + 1, "older")}
    </nav>
  );
}
