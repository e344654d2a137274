import { StateIcon } from "#components/ui/icons.tsx";
import { dayMark } from "#lib/domain/day-mark.ts";
import { stateWord, word } from "#lib/domain/glossary.ts";
import type { Language } from "#lib/domain/language.ts";
import { dayText, durationText, shownPercent } from "#lib/domain/moments.ts";
import type { SnapshotDay } from "#lib/domain/snapshot.ts";
import { STATES, type WireState } from "#lib/domain/status/state.ts";

const EVENTFUL = STATES.filter((state) => state !== "operational").toReversed();

/** The days that were not simply good, each with how long it was what, worst first. */
export function EventfulDays({ days, language }: { days: readonly SnapshotDay[]; language: Language }) {
  const eventful = days.filter((day) => !["operational", "unknown"].includes(dayMark(day).state));
  if (eventful.length === 0) return null;
  return (
    <ul className="eventful">
      {eventful.map((day) => (
        <li key={day.date}>
          <b>{dayText(day.date, language)}</b>
          {day.uptime !== null && (
            <span>{word("percent", language, { value: shownPercent(day.uptime) })}</span>
          )}
          {EVENTFUL.filter((state) => day.seconds[state]).map((state) => (
            <Stretch key={state} state={state} seconds={day.seconds[state] ?? 0} language={language} />
          ))}
        </li>
      ))}
    </ul>
  );
}

function Stretch({ state, seconds, language }: { state: WireState; seconds: number; language: Language }) {
  const name =
    state === "under_maintenance" ? word("impact_maintenance", language) : stateWord(state, language);
  return (
    <div className={`state ${state}`}>
      <StateIcon state={state} />
      {`${name} ${durationText(seconds, language)}`}
    </div>
  );
}
