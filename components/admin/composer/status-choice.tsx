"use client";
import { word } from "#lib/domain/glossary.ts";
import type { EventStatus } from "#lib/domain/incidents/incident.ts";
import { composerWord } from "#lib/domain/words/composer.ts";
import { useAdmin } from "../client/context.tsx";
import { Segments } from "../pick/segments.tsx";

/** Which status the words are said in. */
export function StatusChoice({
  options,
  value,
  onChange,
}: {
  options: readonly EventStatus[];
  value: EventStatus;
  onChange: (status: EventStatus) => void;
}) {
  const { language } = useAdmin();
  return (
    <Segments
      label={composerWord("status", language)}
      value={value}
      onChange={onChange}
      options={options.map((status) => ({ value: status, label: word(status, language) }))}
    />
  );
}
