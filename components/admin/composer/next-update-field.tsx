"use client";
import { composerWord } from "#lib/domain/words/composer.ts";
import { useAdmin } from "../client/context.tsx";
import { Segments } from "../pick/segments.tsx";
import { LocalTimeField } from "../time/local-time-field.tsx";
import { localIn, type NextUpdate } from "./writing.ts";

const QUICK_MINUTES = [15, 30, 60] as const;

/** The promise of the next update: quick choices, or a time. */
export function NextUpdateField({
  next,
  onChange,
  now,
  fault,
}: {
  next: NextUpdate;
  onChange: (next: NextUpdate) => void;
  now: number;
  fault?: string;
}) {
  const { language, timeZone } = useAdmin();
  const value = next.kind === "in" ? String(next.minutes) : next.kind;
  const choose = (chosen: string) => {
    if (chosen === "none") onChange({ kind: "none" });
    else if (chosen === "at") onChange({ kind: "at", local: localIn(30, now, timeZone) });
    else onChange({ kind: "in", minutes: Number(chosen) });
  };
  return (
    <div className="grid gap-3">
      <Segments
        label={composerWord("next_update", language)}
        hint={composerWord("next_hint", language)}
        value={value}
        onChange={choose}
        options={[
          { value: "none", label: composerWord("next_none", language) },
          ...QUICK_MINUTES.map((n) => ({
            value: String(n),
            label: composerWord("next_minutes", language, { n }),
          })),
          { value: "at", label: composerWord("next_at", language) },
        ]}
      />
      {next.kind === "at" && (
        <LocalTimeField
          className="max-w-sm"
          label={composerWord("next_time", language)}
          value={next.local}
          onChange={(local) => onChange({ kind: "at", local })}
          fault={fault}
        />
      )}
    </div>
  );
}
