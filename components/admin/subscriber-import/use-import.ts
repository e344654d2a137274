"use client";
import { useState } from "react";
import { useCall } from "../client/use-call.ts";
import { csvParts } from "./csv-parts.ts";

/** What an import does, or would do, as the manage API tells it. */
export type ImportEffect = {
  rows: number;
  new: number;
  known: number;
  suppressed: number;
  faulty_rows: number;
  /** Once it is done: how many were added. */
  imported?: number;
  faults: { line: number; path: string; message: string }[];
};
type Running = { kind: "running"; done: number; total: number; effect: ImportEffect; isStopped: boolean };
export type Stage =
  | { kind: "list" }
  | { kind: "effect"; effect: ImportEffect }
  | Running
  | { kind: "done"; effect: ImportEffect };

const NONE: ImportEffect = { rows: 0, new: 0, known: 0, suppressed: 0, faulty_rows: 0, faults: [] };

/** Faults name the line of the whole file, not of the part that was sent. */
function added(sum: ImportEffect, part: ImportEffect, lines: readonly number[]): ImportEffect {
  return {
    rows: sum.rows + part.rows,
    new: sum.new + (part.imported ?? part.new),
    known: sum.known + part.known,
    suppressed: sum.suppressed + part.suppressed,
    faulty_rows: sum.faulty_rows + part.faulty_rows,
    // Line 1 of each part is the heading.
    faults: [
      ...sum.faults,
      ...part.faults.map((fault) => ({ ...fault, line: lines[fault.line - 2] ?? fault.line })),
    ],
  };
}

/** Goes through a list part by part: first to tell its effect, then to take it in. Each part is done or not done as a whole. */
export function useImport() {
  const { send, isBusy, refusal, faultAt, clear } = useCall();
  const [stage, setStage] = useState<Stage>({ kind: "list" });
  const check = async (csv: string) => {
    let effect = NONE;
    for (const { text, lines } of csvParts(csv)) {
      const answer = await send<ImportEffect>("POST", "subscribers/import/preview", {
        import: { csv: text },
      });
      if (!answer.ok) return;
      effect = added(effect, answer.body, lines);
    }
    setStage({ kind: "effect", effect });
  };
  const run = async (csv: string) => {
    const parts = csvParts(csv);
    const begun = stage.kind === "running" ? stage : { done: 0, effect: NONE };
    const total = parts.length;
    let { done, effect } = begun;
    setStage({ kind: "running", done, total, effect, isStopped: false });
    for (const { text, lines } of parts.slice(done)) {
      const answer = await send<ImportEffect>("POST", "subscribers/import", { import: { csv: text } });
      if (!answer.ok) return setStage({ kind: "running", done, total, effect, isStopped: true });
      effect = added(effect, answer.body, lines);
      done += 1;
      setStage({ kind: "running", done, total, effect, isStopped: false });
    }
    setStage({ kind: "done", effect });
  };
  const back = () => {
    clear();
    setStage({ kind: "list" });
  };
  return { stage, check, run, back, isBusy, refusal, faultAt };
}

export type ImportWork = ReturnType<typeof useImport>;
