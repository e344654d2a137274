import { StateIcon } from "#components/ui/icons.tsx";
import { dayMark } from "#lib/domain/day-mark.ts";
import { stateWord, word } from "#lib/domain/glossary.ts";
import { weeksOf } from "#lib/domain/history/month.ts";
import type { Language } from "#lib/domain/language.ts";
import { shownPercent, weekdays } from "#lib/domain/moments.ts";
import type { SnapshotDay } from "#lib/domain/snapshot.ts";

type Props = {
  month: string;
  today: string;
  days: readonly SnapshotDay[];
  caption: string;
  language: Language;
};

/** One month of one component as a real table: what the bar shows as shapes, here in words too. */
export function MonthGrid({ month, today, days, caption, language }: Props) {
  const byDate = new Map(days.map((day) => [day.date, day]));
  const long = weekdays(language, "long");
  return (
    <table className="month">
      <caption className="vh">{caption}</caption>
      <thead>
        <tr>
          {weekdays(language, "short").map((name, i) => (
            <th key={name} scope="col" abbr={long[i]}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week, row) => (
          <tr key={week.find(Boolean)}>
            {week.map((date, column) =>
              date ? (
                <DayCell
                  key={date}
                  date={date}
                  day={byDate.get(date)}
                  isToday={date === today}
                  language={language}
                />
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: empty cells have nothing else
                <td key={`${row}-${column}`} />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type CellProps = { date: string; day: SnapshotDay | undefined; isToday: boolean; language: Language };

function DayCell({ date, day, isToday, language }: CellProps) {
  const number = Number(date.slice(8));
  if (!day) return <td className="coming">{number}</td>;
  const { state, isBlip } = dayMark(day);
  const percent =
    day.uptime === null ? "" : ` ${word("percent", language, { value: shownPercent(day.uptime) })}`;
  return (
    <td className={isBlip ? `${state} blip` : state} aria-current={isToday ? "date" : undefined}>
      {number}
      {state !== "operational" && state !== "unknown" && <StateIcon state={state} />}
      <span className="vh">{` ${stateWord(state, language)}${percent}`}</span>
    </td>
  );
}
