"use client";
import { type RefObject, useState } from "react";
import { StateIcon } from "#components/ui/icons.tsx";
import { stateWord } from "#lib/domain/glossary.ts";
import { type ComponentChoice, fullName, otherNames } from "#lib/domain/incidents/desk/choices.ts";
import type { WireState } from "#lib/domain/status/state.ts";
import { composerWord } from "#lib/domain/words/composer.ts";
import { useAdmin } from "../client/context.tsx";
import { PickBox } from "../pick/pick-box.tsx";
import { Tag } from "../ui/notice.tsx";

/** In the order of their digits. */
export const STATE_DIGITS: readonly WireState[] = [
  "operational",
  "degraded_performance",
  "partial_outage",
  "major_outage",
  "under_maintenance",
];

type Chosen = { componentId: string; state: WireState };
type Props = {
  choices: readonly ComponentChoice[];
  chosen: readonly Chosen[];
  onSet: (componentId: string, state: WireState) => void;
  onRemove: (componentId: string) => void;
  /** A component that the incident has already: its state may change, it stays. */
  isFixed?: (componentId: string) => boolean;
  /** Letters that were left in the box. */
  unfinished?: string;
  inputRef?: RefObject<HTMLInputElement | null>;
};

/** Components and the state that each gets: a few letters and a digit, several in a row; or the lists below. */
export function ComponentPicker({ choices, chosen, onSet, onRemove, isFixed, unfinished, inputRef }: Props) {
  const { language } = useAdmin();
  const [last, setLast] = useState<WireState>("partial_outage");
  const [told, setTold] = useState("");
  const rest = choices.filter(({ id }) => !chosen.some(({ componentId }) => componentId === id));
  const add = (component: ComponentChoice, digit: number | null) => {
    const state = digit === null ? last : STATE_DIGITS[digit - 1]!;
    setLast(state);
    onSet(component.id, state);
    setTold(
      composerWord("component_added", language, { name: component.name, state: stateWord(state, language) }),
    );
  };
  return (
    <div className="grid gap-2">
      <PickBox
        label={composerWord("components_add", language)}
        hint={composerWord("components_hint", language)}
        items={rest}
        keyOf={({ id }) => id}
        textOf={fullName}
        alsoNamed={otherNames}
        aside={({ state }) => composerWord("now_state", language, { state: stateWord(state, language) })}
        onPick={add}
        fault={unfinished && composerWord("fault_unfinished", language, { letters: unfinished })}
        digits={STATE_DIGITS.length}
        inputRef={inputRef}
      />
      {chosen.length === 0 ? (
        <p className="text-sm text-muted">{composerWord("no_components_chosen", language)}</p>
      ) : (
        <ul className="rounded-box border border-line">
          {chosen.map((one) => (
            <ChosenRow
              key={one.componentId}
              chosen={one}
              component={choices.find(({ id }) => id === one.componentId)}
              onSet={(state) => {
                setLast(state);
                onSet(one.componentId, state);
              }}
              isFixed={isFixed?.(one.componentId) ?? false}
              onRemove={(name) => {
                onRemove(one.componentId);
                setTold(composerWord("component_removed", language, { name }));
                inputRef?.current?.focus();
              }}
            />
          ))}
        </ul>
      )}
      <p role="status" className="sr-only">
        {told}
      </p>
    </div>
  );
}

function ChosenRow({
  chosen: { componentId, state },
  component,
  isFixed,
  onSet,
  onRemove,
}: {
  chosen: Chosen;
  component: ComponentChoice | undefined;
  isFixed: boolean;
  onSet: (state: WireState) => void;
  onRemove: (name: string) => void;
}) {
  const { language } = useAdmin();
  const name = component ? fullName(component) : componentId;
  return (
    <li
      className={`flex flex-wrap items-center gap-x-3 gap-y-1 border-line px-3 py-2 not-last:border-b ${state}`}
    >
      <span className="flex min-w-0 flex-1 items-center gap-2 max-sm:basis-full">
        <StateIcon state={state} />
        {name} {component && !component.isPublished && <Tag>{composerWord("private", language)}</Tag>}
      </span>
      <select
        aria-label={composerWord("state_of", language, { name })}
        value={state}
        onChange={(event) => onSet(event.target.value as WireState)}
        className="min-h-10 rounded-box border border-line bg-surface px-2 text-ink max-sm:min-h-11 max-sm:flex-1"
      >
        {STATE_DIGITS.map((one) => (
          <option key={one} value={one}>
            {stateWord(one, language)}
          </option>
        ))}
      </select>
      <button
        type="button"
        aria-label={composerWord("remove", language, { name })}
        disabled={isFixed}
        className="size-10 rounded-box border border-transparent text-muted disabled:invisible hover:border-line max-sm:size-11"
        onClick={() => onRemove(name)}
      >
        ✕
      </button>
    </li>
  );
}
