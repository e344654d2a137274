"use client";
import { useEffect, useRef, useState } from "react";
import { mergeWord } from "#lib/domain/words/merge.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { useAdmin } from "../client/context.tsx";
import { Button } from "../ui/button.tsx";
import { TextArea } from "../ui/field.tsx";
import { Notice, Tag } from "../ui/notice.tsx";
import { Box } from "../ui/page-head.tsx";
import { changedBy, hasMarks, mergedText } from "./three-way.ts";

/** One field in its three forms. Texts are merged line by line, other values are one's or the other's. */
export type MergeField = {
  key: string;
  label: string;
  base: string;
  mine: string;
  theirs: string;
  isText: boolean;
  /** How a value is told: a name for an id, a time for an instant. */
  tell?: (value: string) => string;
};

type Props = {
  fields: readonly MergeField[];
  isBusy: boolean;
  onSave: (values: Record<string, string>) => void;
  onCancel: () => void;
};

/** Theirs, mine, and what comes of both: shown when what was edited is not the newest any more. */
export function MergeView({ fields, isBusy, onSave, onCancel }: Props) {
  const { language } = useAdmin();
  const ref = useRef<HTMLElement>(null);
  const touched = fields.filter((field) => changedBy(field.base, field.mine, field.theirs) !== "nobody");
  const [values, setValues] = useState(() => firstValues(fields, language));
  const hasConflict = touched.some(({ key, isText }) => isText && hasMarks(values[key] ?? ""));
  useEffect(() => ref.current?.focus(), []);
  return (
    <section ref={ref} tabIndex={-1} aria-label={mergeWord("title", language)} className="grid gap-4">
      <Notice tone="warn" isUrgent title={mergeWord("title", language)}>
        {mergeWord("lead", language)}
      </Notice>
      {touched.map((field) => (
        <MergeRow
          key={field.key}
          field={field}
          value={values[field.key] ?? ""}
          onChange={(value) => setValues({ ...values, [field.key]: value })}
        />
      ))}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>{shellWord("cancel", language)}</Button>
        <Button look="primary" isBusy={isBusy} disabled={hasConflict} onClick={() => onSave(values)}>
          {mergeWord("save", language)}
        </Button>
      </div>
    </section>
  );
}

function firstValues(fields: readonly MergeField[], language: "ko" | "en"): Record<string, string> {
  const labels = { theirs: mergeWord("theirs", language), mine: mergeWord("mine", language) };
  return Object.fromEntries(
    fields.map(({ key, base, mine, theirs, isText }) => {
      const by = changedBy(base, mine, theirs);
      if (isText) return [key, mergedText(base, mine, theirs, labels)];
      return [key, by === "theirs" ? theirs : mine];
    }),
  );
}

type RowProps = { field: MergeField; value: string; onChange: (value: string) => void };

function MergeRow({ field, value, onChange }: RowProps) {
  const { language } = useAdmin();
  const { label, base, mine, theirs, isText, tell = (text: string) => text } = field;
  const by = changedBy(base, mine, theirs);
  const told = (text: string) => (text ? tell(text) : mergeWord("empty", language));
  const forms = [
    { name: "theirs", act: "take_theirs", text: theirs },
    { name: "mine", act: "take_mine", text: mine },
  ] as const;
  return (
    <Box>
      <h3 className="mb-3 flex flex-wrap items-center gap-2 font-semibold">
        {label}
        {by !== "nobody" && (
          <Tag tone={by === "both" ? "warn" : undefined}>
            {mergeWord(by === "both" ? "both" : `only_${by}`, language)}
          </Tag>
        )}
      </h3>
      <div className="grid gap-3 sm:grid-cols-2">
        {forms.map(({ name, act, text }) => (
          <div key={name} className="flex min-w-0 flex-col rounded-box border border-line p-3">
            <p className="text-sm text-muted">{mergeWord(name, language)}</p>
            <p className="flex-1 whitespace-pre-wrap">{told(text)}</p>
            <Button
              look={!isText && value === text ? "primary" : "plain"}
              aria-pressed={value === text}
              className="mt-3 self-start"
              onClick={() => onChange(text)}
            >
              {mergeWord(act, language)}
            </Button>
          </div>
        ))}
      </div>
      {isText && (
        <div className="mt-4">
          <TextArea
            label={mergeWord("merged", language)}
            rows={8}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            fault={hasMarks(value) ? mergeWord("marks", language) : undefined}
          />
        </div>
      )}
    </Box>
  );
}
