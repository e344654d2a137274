"use client";
import { useState } from "react";
import { useCall } from "../client/use-call.ts";
import { csvParts } from "./csv-parts.ts";

/** What an import does, or would do, as the manage API tells it. */
export type ImportEffect = {
  lines: number;
  new: number;
  known: number;
  suppressed: number;
  faults: { line: number; message: string }[];
};
type Running = { kind: "running"; done: number; total: number; effect: ImportEffect; isStopped: boolean };
export type Stage =
  | { kind: "list" }
  | { kind: "effect"; effect: ImportEffect }
  | Running
  | { kind: "done"; effect: ImportEffect };

const NONE: ImportEffect = { lines: 0, new: 0, known: 0, suppressed: 0, faults: [] };

/** Faults name the line of the whole file, not of the part that was sent. */
function added(sum: ImportEffect, part: ImportEffect, firstLine: number): ImportEffect {
  return {
    lines: sum.lines + part.lines,
    new: sum.new + part.new,
    known: sum.known + part.known,
    suppressed: sum.suppressed + part.suppressed,
    // The heading is line 1 of each part.
    faults: [
      ...sum.faults,
      ...part.faults.map(({ line, message }) => ({ line: line < 2 ? line : line - 2 + firstLine, message })),
    ],
  };
}

/** Goes through a list part by part: first to tell its effect, then to take it in. Each part is done or not done as a whole. */
export function useImport() {
  const { send, isBusy, refusal, faultAt, clear } = useCall();
  const [stage, setStage] = useState<Stage>({ kind: "list" });
  const check = async (csv: string) => {
    let effect = NONE;
    for (const { text, firstLine } of csvParts(csv)) {
      const answer = await send<ImportEffect>("POST", "subscribers/import/preview", {
        import: { csv: text },
      });
      if (!answer.ok) return;
      effect = added(effect, answer.body, firstLine);
    }
    setStage({ kind: "effect", effect });
  };
  const run = async (csv: string) => {
    const parts = csvParts(csv);
    const begun = stage.kind === "running" ? stage : { done: 0, effect: NONE };
    const total = parts.length;
    let { done, effect } = begun;
    setStage({ kind: "running", done, total, effect, isStopped: false });
    for (const { text, firstLine } of parts.slice(done)) {
      const answer = await send<ImportEffect>("POST", "subscribers/import", { import: { csv: text } });
      if (!answer.ok) return setStage({ kind: "running", done, total, effect, isStopped: true });
      effect = added(effect, answer.body, firstLine);
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
