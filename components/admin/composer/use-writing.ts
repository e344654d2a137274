"use client";
import { useRef, useState } from "react";
import type { Choices, TemplateChoice } from "#lib/domain/incidents/desk/choices.ts";
import type { Incident } from "#lib/domain/incidents/incident.ts";
import type { Language } from "#lib/domain/language.ts";
import { useAdmin } from "../client/context.tsx";
import { useKept } from "../client/use-kept.ts";
import { useNow } from "../time/now.ts";
import { faultsOf, type WritingFault } from "./wire.ts";
import { applied, filledIn, hasText, type Writing } from "./writing.ts";

const namedOf = (choices: Choices, writing: Writing) =>
  writing.components.flatMap(
    ({ componentId }) => choices.components.find(({ id }) => id === componentId) ?? [],
  );

/** What is being written, what is wrong with it, and where the focus goes: shared by the composer and by updates. */
export function useWriting({
  name,
  initial,
  choices,
  nowAt,
  incident,
}: {
  name: string;
  initial: Writing;
  choices: Choices;
  nowAt: number;
  incident?: Incident;
}) {
  const { pageLanguages, timeZone, pageName } = useAdmin();
  const kept = useKept(name, initial);
  const now = useNow(nowAt);
  const [faults, setFaults] = useState<WritingFault[]>([]);
  const [unfinishedLetters, setUnfinished] = useState("");
  const [shown, setShown] = useState<Language>(pageLanguages[0] ?? "ko");
  const nameRef = useRef<HTMLInputElement>(null);
  const bodyRef = useRef<HTMLTextAreaElement>(null);
  const writing = kept.value;
  const change = (part: Partial<Writing>) => {
    setFaults([]);
    setUnfinished("");
    kept.change((present) => ({ ...present, ...part }));
  };
  const ready = (at: number): Writing =>
    filledIn(writing, {
      page: { name: pageName, translations: {}, timeZone, languages: pageLanguages },
      components: namedOf(choices, writing),
      at,
      incident,
    });
  /** True when it may be sent; else the first fault takes the focus. */
  const check = (isUpdate: boolean): boolean => {
    const letters = unfinished();
    if (letters) {
      letters.focus();
      setUnfinished(letters.value);
      return false;
    }
    const found = faultsOf(writing, { languages: pageLanguages, timeZone, now: Date.now() }, isUpdate);
    setFaults(found);
    if (found[0] === "name") nameRef.current?.focus();
    if (found[0] === "body") bodyRef.current?.focus();
    return found.length === 0;
  };
  const apply = (template: TemplateChoice): "template_kept" | "template_applied" => {
    const told = hasText(writing) ? "template_kept" : "template_applied";
    setFaults([]);
    kept.change((present) => applied(present, template, pageLanguages));
    return told;
  };
  return {
    ...kept,
    writing,
    change,
    ready,
    check,
    apply,
    faults,
    unfinishedLetters,
    now,
    nameRef,
    bodyRef,
    shown,
    setShown,
  };
}

/** Letters in a box from which nothing was chosen yet: a component that somebody believes to have named. */
const unfinished = (): HTMLInputElement | undefined =>
  [...document.querySelectorAll<HTMLInputElement>('input[role="combobox"]')].find(({ value }) =>
    value.trim(),
  );

export type WritingState = ReturnType<typeof useWriting>;
