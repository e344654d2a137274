"use client";
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from "react";
import { MAX_INCIDENT_NAME_LENGTH, MAX_UPDATE_BODY_LENGTH } from "#lib/domain/incidents/incident.ts";
import type { Language } from "#lib/domain/language.ts";
import { composerWord } from "#lib/domain/words/composer.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { useAdmin } from "../client/context.tsx";
import { TextArea, TextField } from "../ui/field.tsx";
import type { Texts } from "./writing.ts";

type Props = {
  names?: Texts;
  bodies?: Texts;
  onNames?: (texts: Texts) => void;
  onBodies?: (texts: Texts) => void;
  nameFault?: string;
  bodyFault?: string;
  nameRef?: RefObject<HTMLInputElement | null>;
  bodyRef?: RefObject<HTMLTextAreaElement | null>;
  bodyLabel?: string;
  rows?: number;
  /** Which language's tab is open; the preview shows the same. */
  onLanguage?: (language: Language) => void;
};

/** Title and text in the page's languages: one tab each, the first needed, the others optional. */
export function LanguageTexts({ onLanguage, ...texts }: Props) {
  const { pageLanguages, language } = useAdmin();
  const [shown, setShown] = useState<Language>(pageLanguages[0] ?? "ko");
  const id = useId();
  const choose = (one: Language) => {
    setShown(one);
    onLanguage?.(one);
  };
  const fields = (
    <TextFields
      {...texts}
      shown={shown}
      isFirst={shown === pageLanguages[0]}
      fallback={pageLanguages[0] ?? "ko"}
    />
  );
  if (pageLanguages.length < 2) return fields;
  return (
    <div>
      <LanguageTabs id={id} shown={shown} onChoose={choose} label={composerWord("language_tabs", language)} />
      <div
        id={`${id}-panel`}
        role="tabpanel"
        aria-labelledby={`${id}-${shown}`}
        className="rounded-b-box rounded-tr-box border border-line bg-surface p-4"
      >
        {fields}
      </div>
    </div>
  );
}

function LanguageTabs({
  id,
  shown,
  onChoose,
  label,
}: {
  id: string;
  shown: Language;
  onChoose: (language: Language) => void;
  label: string;
}) {
  const { pageLanguages, language } = useAdmin();
  const list = useRef<HTMLDivElement>(null);
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = (pageLanguages.indexOf(shown) + step + pageLanguages.length) % pageLanguages.length;
    onChoose(pageLanguages[at]!);
    (list.current?.children[at] as HTMLElement | undefined)?.focus();
    event.preventDefault();
  };
  return (
    <div ref={list} role="tablist" aria-label={label} className="flex gap-1">
      {pageLanguages.map((one, at) => (
        <button
          key={one}
          id={`${id}-${one}`}
          type="button"
          role="tab"
          aria-selected={one === shown}
          aria-controls={`${id}-panel`}
          tabIndex={one === shown ? 0 : -1}
          onClick={() => onChoose(one)}
          onKeyDown={onKey}
          className="-mb-px min-h-10 rounded-t-box border border-transparent px-4 text-muted aria-selected:border-line aria-selected:border-b-surface aria-selected:bg-surface aria-selected:font-medium aria-selected:text-ink"
        >
          {composerWord(`lang_${one}`, language)}
          {at > 0 && <span className="ml-1 font-normal text-muted">({shellWord("optional", language)})</span>}
        </button>
      ))}
    </div>
  );
}

/** Words that were typed before the page came to life stand in the fields, but nobody was told of them. */
function useTypedEarly(
  given: Pick<Props, "names" | "bodies" | "onNames" | "onBodies"> & { shown: Language },
) {
  const box = useRef<HTMLDivElement>(null);
  const first = useRef(given);
  useEffect(() => {
    const { shown, names, bodies, onNames, onBodies } = first.current;
    const name = box.current?.querySelector("input")?.value;
    const body = box.current?.querySelector("textarea")?.value;
    if (names && name && name !== names[shown]) onNames?.({ ...names, [shown]: name });
    if (bodies && body && body !== bodies[shown]) onBodies?.({ ...bodies, [shown]: body });
  }, []);
  return box;
}

function TextFields({
  shown,
  isFirst,
  fallback,
  ...given
}: Omit<Props, "onLanguage"> & { shown: Language; isFirst: boolean; fallback: Language }) {
  const { names, bodies, onNames, onBodies, nameFault, bodyFault, nameRef, bodyRef, bodyLabel, rows } = given;
  const { language } = useAdmin();
  const empty = composerWord("lang_empty", language, {
    language: composerWord(`lang_${fallback}`, language),
  });
  const box = useTypedEarly({ shown, ...given });
  return (
    <div ref={box} className="grid gap-4">
      {names && (
        <TextField
          ref={nameRef}
          label={composerWord("title", language)}
          hint={isFirst || names[shown] ? composerWord("title_hint", language) : empty}
          fault={isFirst ? nameFault : undefined}
          lang={shown}
          maxLength={MAX_INCIDENT_NAME_LENGTH}
          autoComplete="off"
          value={names[shown] ?? ""}
          onChange={(event) => onNames?.({ ...names, [shown]: event.target.value })}
        />
      )}
      {bodies && (
        <TextArea
          ref={bodyRef}
          label={bodyLabel ?? composerWord("message", language)}
          hint={isFirst || bodies[shown] ? composerWord("message_hint", language) : empty}
          fault={isFirst ? bodyFault : undefined}
          lang={shown}
          rows={rows ?? 6}
          maxLength={MAX_UPDATE_BODY_LENGTH}
          value={bodies[shown] ?? ""}
          onChange={(event) => onBodies?.({ ...bodies, [shown]: event.target.value })}
        />
      )}
    </div>
  );
}
