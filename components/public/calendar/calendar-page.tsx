import { CoverageHint } from "#components/ui/figure.tsx";
import type { Reader } from "#components/ui/reader.ts";
import { Told, toldText } from "#components/ui/told.tsx";
import { word } from "#lib/domain/glossary.ts";
import { inPageOrder, type MonthMember, neighbourMonth, presentMonth } from "#lib/domain/history/month.ts";
import { monthName, monthText, shownPercent } from "#lib/domain/moments.ts";
import { anchorOf, componentPath, uptimePath } from "#lib/domain/paths.ts";
import type { Snapshot } from "#lib/domain/snapshot.ts";
import { dayOf, monthBounds } from "#lib/domain/status/calendar.ts";
import { Legend } from "../status/legend.tsx";
import { AsOf } from "../status/overall.tsx";
import { Corrections } from "./corrections.tsx";
import { EventfulDays } from "./eventful-days.tsx";
import { MonthGrid } from "./month-grid.tsx";

type Props = { snapshot: Snapshot; reader: Reader; month: string; members: readonly MonthMember[] };

/** Any month, day by day, of every component: the table form of the bars. */
export function CalendarPage({ snapshot, reader, month, members }: Props) {
  return (
    <>
      <div className="title">
        <h1>{word("calendar", reader.language)}</h1>
        <AsOf asOf={snapshot.asOf} reader={reader} />
      </div>
      <MonthNavigation snapshot={snapshot} reader={reader} month={month} />
      {members.length > 0 ? (
        <Members snapshot={snapshot} reader={reader} month={month} members={members} />
      ) : (
        <p className="notice">{word("month_without_data", reader.language)}</p>
      )}
      <Legend language={reader.language} />
      <Corrections
        corrections={correctionsOf(snapshot, month)}
        components={snapshot.components}
        reader={reader}
        withName
      />
    </>
  );
}

/** Corrections of which a part lies in the month. */
function correctionsOf({ corrections, page }: Snapshot, month: string) {
  const { startedAt, endedAt } = monthBounds(month, page.timeZone);
  return corrections.filter(
    (one) => Date.parse(one.startedAt) < endedAt && Date.parse(one.endedAt) > startedAt,
  );
}

function MonthNavigation({ snapshot, reader, month }: Omit<Props, "members">) {
  const { language } = reader;
  const link = (step: -1 | 1, key: "previous_month" | "next_month") => {
    const to = neighbourMonth(snapshot, month, step);
    if (!to) return <span />;
    const isPresent = to === presentMonth(snapshot);
    return (
      <a
        href={uptimePath(language, isPresent ? undefined : to)}
        rel={step < 0 ? "prev" : "next"}
        aria-label={`${word(key, language)}: ${monthText(to, language)}`}
      >
        {step < 0 ? `← ${monthName(to, language)}` : `${monthName(to, language)} →`}
      </a>
    );
  };
  return (
    <nav className="months" aria-label={word("calendar", language)}>
      {link(-1, "previous_month")}
      <strong>{monthText(month, language)}</strong>
      {link(1, "next_month")}
    </nav>
  );
}

/** All components in one grid; the group's name stands above each, and a group's anchor is its first member. */
function Members({ snapshot, reader, month, members }: Props) {
  const today = dayOf(reader.nowAt, reader.timeZone);
  const ordered = inPageOrder(snapshot, members);
  return (
    <div className="calendars">
      {ordered.map((member) => {
        const group = snapshot.groups.find(({ id }) => id === member.groupId) ?? null;
        const isFirst = ordered.find(({ groupId }) => groupId === member.groupId) === member;
        return (
          <article key={member.id} className="card calendar" id={anchorOf(member.id)}>
            <p className="hint" id={group && isFirst ? anchorOf(group.id) : undefined}>
              {group ? <Told noun={group} field="name" reader={reader} /> : "\u00a0"}
            </p>
            <MemberMonth member={member} month={month} today={today} reader={reader} />
          </article>
        );
      })}
    </div>
  );
}

type MemberProps = { member: MonthMember; month: string; today: string; reader: Reader };

function MemberMonth({ member, month, today, reader }: MemberProps) {
  const { language } = reader;
  const { days, uptime, coverage } = member;
  const name = <Told noun={member} field="name" reader={reader} />;
  const caption = { name: toldText(member, reader), month: monthText(month, language) };
  return (
    <>
      <header>
        <h2>{member.isArchived ? name : <a href={componentPath(language, member.id)}>{name}</a>}</h2>
        <p className="figure">
          {uptime === null
            ? word("not_measured", language)
            : word("percent", language, { value: shownPercent(uptime) })}
          {uptime !== null && <CoverageHint coverage={coverage} language={language} />}
        </p>
      </header>
      <MonthGrid
        month={month}
        today={today}
        days={days}
        caption={word("month_days_caption", language, caption)}
        language={language}
      />
      <EventfulDays days={days} language={language} />
    </>
  );
}
