import { stateWord } from "#lib/domain/glossary.ts";
import type { Language } from "#lib/domain/language.ts";
import type { State } from "#lib/domain/status/state.ts";
import { StateIcon } from "./icons.tsx";

/** A state as icon and word, in its colour. */
export function StateLabel({ state, language }: { state: State; language: Language }) {
  return (
    <span className={`state ${state}`}>
      <StateIcon state={state} />
      {stateWord(state, language)}
    </span>
  );
}
