"use client";
import { StateIcon } from "#components/ui/icons.tsx";
import { stateWord } from "#lib/domain/glossary.ts";
import type { State } from "#lib/domain/status/state.ts";
import { useAdmin } from "../client/context.tsx";

/** A state by shape, colour and word. */
export function StateMark({ state }: { state: State }) {
  const { language } = useAdmin();
  return (
    <span className={`${state} inline-flex items-center gap-1.5 whitespace-nowrap text-text`}>
      <StateIcon state={state} />
      {stateWord(state, language)}
    </span>
  );
}
