"use client";
import { faultInKorean } from "#lib/domain/words/fault-words.ts";
import { importWord } from "#lib/domain/words/subscriber-import.ts";
import { useAdmin } from "../client/context.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { Section } from "../ui/page-head.tsx";
import { type Column, Table } from "../ui/table.tsx";
import type { ImportEffect } from "./use-import.ts";

const MAX_FAULTS_SHOWN = 100;
const figure = (n: number) => n.toLocaleString("en-US");

/** What the import would do, before it does: how many of each kind, and which lines have faults. */
export function ImportEffectBox({
  effect,
  onChange,
  onRun,
  isBusy,
}: {
  effect: ImportEffect;
  onChange: () => void;
  onRun: () => void;
  isBusy: boolean;
}) {
  const { language } = useAdmin();
  return (
    <Section
      title={importWord("effect", language)}
      lead={importWord("effect_of", language, { lines: figure(effect.rows) })}
    >
      <EffectFigures effect={effect} />
      {effect.new > 0 ? (
        <p className="mb-4">{importWord("confirm_note", language)}</p>
      ) : (
        <Notice>{importWord("nothing_new", language)}</Notice>
      )}
      <Faults effect={effect} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onChange}>{importWord("change", language)}</Button>
        {effect.new > 0 && (
          <Button look="primary" isBusy={isBusy} onClick={onRun}>
            {importWord("run", language, { n: figure(effect.new) })}
          </Button>
        )}
      </div>
    </Section>
  );
}

/** Four figures with what becomes of each. */
export function EffectFigures({ effect }: { effect: ImportEffect }) {
  const { language } = useAdmin();
  const parts = [
    ["new", effect.new],
    ["known", effect.known],
    ["suppressed", effect.suppressed],
    ["faulty", effect.faulty_rows],
  ] as const;
  return (
    <dl className="mb-4 grid grid-cols-2 gap-3 sm:grid-cols-4">
      {parts.map(([key, n]) => (
        <div key={key} className="rounded-box border border-line bg-surface px-4 py-3">
          <dt className="text-sm text-muted">{importWord(key, language)}</dt>
          <dd>
            <span
              className={`block text-2xl leading-tight font-semibold ${key === "faulty" && n > 0 ? "text-danger" : ""}`}
            >
              {figure(n)}
            </span>
            <span className="text-sm text-muted">{importWord(`${key}_why`, language)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Faults({ effect }: { effect: ImportEffect }) {
  const { faults } = effect;
  const { language } = useAdmin();
  if (faults.length === 0) return null;
  const columns: Column<ImportEffect["faults"][number]>[] = [
    {
      key: "line",
      head: importWord("line", language),
      cell: ({ line }) => figure(line),
    },
    {
      key: "problem",
      head: importWord("problem", language),
      cell: ({ path, message }) => (
        <>
          <code className="font-mono text-sm">{path}</code>:{" "}
          {(language === "ko" && faultInKorean(message)) || message}
        </>
      ),
    },
  ];
  const rest = effect.faulty_rows - MAX_FAULTS_SHOWN;
  return (
    <div className="mb-6">
      <h2 className="font-medium">{importWord("faults", language)}</h2>
      <p className="mb-2 text-sm text-muted">{importWord("faults_lead", language)}</p>
      <Table
        caption={importWord("faults", language)}
        columns={columns}
        rows={faults.slice(0, MAX_FAULTS_SHOWN)}
        keyOf={({ line, path, message }) => `${line} ${path} ${message}`}
      />
      {rest > 0 && (
        <p className="mt-2 text-sm text-muted">{importWord("more_faults", language, { n: figure(rest) })}</p>
      )}
    </div>
  );
}

/** What the import has done. */
export function ImportDone({ effect, onAgain }: { effect: ImportEffect; onAgain: () => void }) {
  const { language } = useAdmin();
  return (
    <>
      <Notice tone="good" title={importWord("done", language)}>
        {importWord("done_told", language, {
          added: figure(effect.new),
          known: figure(effect.known),
          suppressed: figure(effect.suppressed),
          faulty: figure(effect.faulty_rows),
        })}
      </Notice>
      <Faults effect={effect} />
      <div className="flex flex-wrap gap-2">
        <ButtonLink look="primary" href="/admin/subscribers">
          {importWord("to_list", language)}
        </ButtonLink>
        <Button onClick={onAgain}>{importWord("another", language)}</Button>
      </div>
    </>
  );
}
