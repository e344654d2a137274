"use client";
import { useEffect, useState } from "react";
import { shellWord } from "#lib/domain/words/shell.ts";
import { useAdmin } from "../client/context.tsx";
import { Dialog } from "../ui/dialog.tsx";
import type { Place } from "./places.ts";

/** Longest pause between `g` and the letter. */
const CHORD_MS = 1_500;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** `g` + letter goes, `n` opens a new incident, `/` searches, `?` shows the list. Never while somebody types. */
export function Keyboard({ places }: { places: readonly Place[] }) {
  const { language } = useAdmin();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    let goneAt = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector("dialog[open]")) return;
      const isChord = Date.now() - goneAt < CHORD_MS;
      goneAt = event.key === "g" ? Date.now() : 0;
      const place = isChord ? places.find(({ letter }) => letter === event.key) : undefined;
      const search = event.key === "/" ? document.querySelector<HTMLElement>('input[type="search"]') : null;
      if (place) location.assign(place.href);
      else if (search) search.focus();
      else if (event.key === "n") location.assign("/admin/incidents/new");
      else if (event.key === "?") setOpen(true);
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [places]);
  return (
    <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={shellWord("keyboard", language)}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <Key keys={["n"]}>{shellWord("key_new", language)}</Key>
        <Key keys={["/"]}>{shellWord("key_search", language)}</Key>
        <Key keys={["?"]}>{shellWord("key_help", language)}</Key>
        {places.map((place) => (
          <Key key={place.key} keys={["g", place.letter]}>
            {shellWord(place.key, language)}
          </Key>
        ))}
      </dl>
    </Dialog>
  );
}

function Key({ keys, children }: { keys: string[]; children: React.ReactNode }) {
  return (
    <>
      <dt>
        {keys.map((key) => (
          <kbd key={key} className="mr-1 rounded border border-line bg-page px-1.5 font-mono text-sm">
            {key}
          </kbd>
        ))}
      </dt>
      <dd>{children}</dd>
    </>
  );
}
