import { barShapes } from "#components/ui/day-bar.tsx";
import { StateLabel } from "#components/ui/state-label.tsx";
import { BLIP_SECONDS } from "#lib/domain/day-mark.ts";
import { word } from "#lib/domain/glossary.ts";
import type { Language } from "#lib/domain/language.ts";
import { ALL_STATES, type State } from "#lib/domain/status/state.ts";

/** What colours, shapes and heights mean. live.js takes its words for states from here (`data-state`). */
export function Legend({ language }: { language: Language }) {
  return (
    <ul className="legend" aria-label={word("legend", language)}>
      {ALL_STATES.map((state) => (
        <li key={state} data-state={state}>
          <Swatch state={state} />
          <StateLabel state={state} language={language} />
        </li>
      ))}
      <li>{word("legend_blip", language, { minutes: BLIP_SECONDS / 60 })}</li>
    </ul>
  );
}

/** One day of a bar, drawn by the same rule. */
function Swatch({ state }: { state: State }) {
  const shapes = barShapes([{ date: "", seconds: { [state]: BLIP_SECONDS }, uptime: null }]);
  return (
    <svg className={`swatch ${state}`} viewBox="0 0 1 32" preserveAspectRatio="none" aria-hidden="true">
      {shapes.map((shape) => (
        <path key={shape.className} className={shape.className} d={shape.d} />
      ))}
    </svg>
  );
}
