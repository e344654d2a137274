"use client";
import { type KeyboardEvent, type ReactNode, type Ref, useId, useState } from "react";
import { composerWord } from "#lib/domain/words/composer.ts";
import { useAdmin } from "../client/context.tsx";
import { CONTROL, Field } from "../ui/field.tsx";
import { matching } from "./matching.ts";

type Props<T> = {
  label: ReactNode;
  hint?: ReactNode;
  isOptional?: boolean;
  fault?: string | undefined;
  items: readonly T[];
  keyOf: (item: T) => string;
  textOf: (item: T) => string;
  /** Further names by which it is found: those of other languages. */
  alsoNamed?: (item: T) => readonly string[];
  /** What stands in a row beside its text. */
  aside?: (item: T) => ReactNode;
  /** `digit`: which of `digits` ended the letters; null: Enter, or a click. */
  onPick: (item: T, digit: number | null) => void;
  /** Digits that pick at once what stands first, as long as no name goes on with them. */
  digits?: number;
  inputRef?: Ref<HTMLInputElement>;
};

/** A box to find one of many by its first letters: type, arrows, Enter. It is empty again after each choice. */
export function PickBox<T>({ label, hint, isOptional, fault, inputRef, ...given }: Props<T>) {
  const { items, keyOf, textOf, aside } = given;
  const { language } = useAdmin();
  const id = useId();
  const box = usePicking(given);
  const { query, found, active, isOpen } = box;
  return (
    <Field label={label} hint={hint} isOptional={isOptional} fault={fault}>
      {(described) => (
        <div className="relative">
          <input
            {...described}
            ref={inputRef}
            role="combobox"
            type="text"
            autoComplete="off"
            spellCheck={false}
            aria-expanded={isOpen}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={isOpen && found[active] ? `${id}-${keyOf(found[active])}` : undefined}
            className={CONTROL}
            value={query}
            onChange={(event) => box.type(event.target.value)}
            onKeyDown={box.onKey}
            onClick={box.open}
            onBlur={box.close}
          />
          <div
            id={`${id}-list`}
            role="listbox"
            aria-label={typeof label === "string" ? label : undefined}
            hidden={!isOpen}
            className="absolute inset-x-0 top-full z-30 mt-1 max-h-72 overflow-y-auto rounded-box border border-line bg-surface py-1 shadow-lg"
          >
            {found.map((item, at) => (
              <div
                key={keyOf(item)}
                id={`${id}-${keyOf(item)}`}
                role="option"
                tabIndex={-1}
                aria-selected={at === active}
                // The box keeps the focus, so that letters go on.
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => box.pick(item, null)}
                onKeyDown={() => undefined}
                className="flex min-h-10 cursor-pointer items-center justify-between gap-4 px-3 py-1 hover:bg-page aria-selected:bg-info-tint aria-selected:text-info"
              >
                <span>{textOf(item)}</span>
                <span className="text-sm text-muted">{aside?.(item)}</span>
              </div>
            ))}
            {found.length === 0 && (
              <div
                role="option"
                tabIndex={-1}
                aria-selected="false"
                aria-disabled="true"
                className="px-3 py-2 text-muted"
              >
                {composerWord(items.length === 0 ? "nothing_left" : "no_match", language)}
              </div>
            )}
          </div>
        </div>
      )}
    </Field>
  );
}

/** Letters, arrows, Enter, Escape and digits of the box. */
function usePicking<T>({
  items,
  textOf,
  alsoNamed,
  onPick,
  digits = 0,
}: Pick<Props<T>, "items" | "textOf" | "alsoNamed" | "onPick" | "digits">) {
  const find = (letters: string) =>
    matching(letters, items, (item) => [textOf(item), ...(alsoNamed?.(item) ?? [])]);
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const found = find(query);
  const at = Math.min(active, Math.max(0, found.length - 1));
  const pick = (item: T, digit: number | null) => {
    setQuery("");
    setActive(0);
    setOpen(false);
    onPick(item, digit);
  };
  const type = (text: string) => {
    const [, letters = "", digit] = /^(.*\D)\s*(\d)$/.exec(text) ?? [];
    const first = digit && Number(digit) >= 1 && Number(digit) <= digits ? find(letters) : [];
    const isName = find(text).length > 0;
    const meant = found[at] && letters === query ? found[at] : first[0];
    if (meant && first.length > 0 && !isName) return pick(meant, Number(digit));
    setQuery(text);
    setActive(0);
    setOpen(true);
  };
  const onKey = (event: KeyboardEvent) => {
    // Enter that ends the writing of a Korean syllable picks nothing.
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      setOpen(true);
      if (isOpen) setActive((at + step + found.length) % Math.max(1, found.length));
    } else if (event.key === "Enter") {
      if (found[at] && (isOpen || query)) pick(found[at], null);
    } else if (event.key === "Escape" && isOpen) {
      setOpen(false);
      setQuery("");
    } else return;
    event.preventDefault();
  };
  return {
    ...{ query, found, active: at, isOpen, type, onKey, pick },
    open: () => setOpen(true),
    close: () => setOpen(false),
  };
}
