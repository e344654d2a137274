"use client";
import { type ChangeEvent, useId, useState } from "react";
import { importWord } from "#lib/domain/words/subscriber-import.ts";
import { useAdmin } from "../client/context.tsx";
import { Button } from "../ui/button.tsx";
import { TextArea } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { recordsOf } from "./csv-parts.ts";
import type { ImportWork } from "./use-import.ts";

const MEGABYTE = 1024 * 1024;
/** What a browser cuts into parts without standing still: some 200,000 addresses. */
const MAX_FILE_BYTES = 16 * MEGABYTE;
const MAX_SHOWN_LENGTH = 200_000;
const EXAMPLE = [
  "email,consent_at,language,min_impact",
  "kim@example.com,2026-03-02,ko,",
  "lee@example.com,2026-05-17,en,major",
].join("\n");

const megabytes = (bytes: number) => `${(bytes / MEGABYTE).toFixed(1)} MB`;

type Props = {
  csv: string;
  onChange: (csv: string) => void;
  onCheck: () => void;
  work: Pick<ImportWork, "isBusy" | "refusal">;
};

/** What came from a file or from the keyboard, and what is wrong with a file. */
function useCsv(csv: string, onChange: (csv: string) => void) {
  const { language } = useAdmin();
  const [fault, setFault] = useState<string | null>(null);
  const [fileName, setFileName] = useState<string | null>(null);
  const lines = Math.max(0, recordsOf(csv).length - 1);
  const read = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    event.target.value = "";
    if (!file) return;
    setFault(null);
    if (file.size > MAX_FILE_BYTES)
      return setFault(
        importWord("too_large", language, { max: megabytes(MAX_FILE_BYTES), size: megabytes(file.size) }),
      );
    const text = await textOf(file);
    if (text === null) return setFault(importWord("not_text", language));
    setFileName(file.name);
    onChange(text);
  };
  const type = (text: string) => {
    setFault(null);
    setFileName(null);
    onChange(text);
  };
  return { fault, fileName, lines, read, type, setFault };
}

/** The list: from a file, or pasted. */
export function CsvFields({ csv, onChange, onCheck, work }: Props) {
  const { language } = useAdmin();
  const { fault, fileName, lines, read, type, setFault } = useCsv(csv, onChange);
  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (lines === 0) setFault(importWord("empty", language));
        else onCheck();
      }}
    >
      <Refusal refusal={work.refusal} />
      {fault && (
        <Notice tone="danger" isUrgent>
          {fault}
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <FileChoice onChange={(event) => void read(event)} />
        {fileName && csv && (
          <span className="text-muted">
            {importWord("file_chosen", language, { name: fileName, lines: lines.toLocaleString("en-US") })}
          </span>
        )}
      </div>
      {csv.length <= MAX_SHOWN_LENGTH && (
        <TextArea
          label={importWord("paste", language)}
          hint={importWord("paste_hint", language)}
          rows={10}
          spellCheck={false}
          value={csv}
          onChange={({ target }) => type(target.value)}
        />
      )}
      <details>
        <summary className="min-h-8 text-link">{importWord("example", language)}</summary>
        <pre className="overflow-x-auto rounded-box border border-line bg-surface p-3 font-mono text-sm">
          {EXAMPLE}
        </pre>
      </details>
      <div className="flex items-center justify-end gap-3">
        <Button type="submit" look="primary" isBusy={work.isBusy}>
          {importWord(work.isBusy ? "checking" : "check", language)}
        </Button>
      </div>
    </form>
  );
}

/** UTF-8 alone: a guess would spoil names without a word. */
async function textOf(file: File): Promise<string | null> {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    return text.includes("\0") ? null : text;
  } catch {
    return null;
  }
}

function FileChoice({ onChange }: { onChange: (event: ChangeEvent<HTMLInputElement>) => void }) {
  const { language } = useAdmin();
  const id = useId();
  return (
    <label
      htmlFor={id}
      className="inline-flex min-h-10 cursor-pointer items-center rounded-box border border-line bg-surface px-4 font-medium focus-within:outline-2 focus-within:outline-link hover:border-muted max-sm:min-h-11"
    >
      {importWord("file", language)}
      <input id={id} type="file" accept=".csv,text/csv,text/plain" className="sr-only" onChange={onChange} />
    </label>
  );
}
