"use client";
import { importWord } from "#lib/domain/words/subscriber-import.ts";
import { useAdmin } from "../client/context.tsx";
import { Button } from "../ui/button.tsx";
import { Box } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { LINES_A_PART } from "./csv-parts.ts";
import type { ImportWork, Stage } from "./use-import.ts";

type Props = {
  stage: Extract<Stage, { kind: "running" }>;
  refusal: ImportWork["refusal"];
  lines: number;
  onGoOn: () => void;
};

/** How far an import is; where it was cut short it goes on from there. */
export function ImportRunning({ stage, refusal, lines, onGoOn }: Props) {
  const { language } = useAdmin();
  const { done, total, isStopped } = stage;
  const figures = {
    done: Math.min(done * LINES_A_PART, lines).toLocaleString("en-US"),
    total: lines.toLocaleString("en-US"),
  };
  return (
    <Box>
      <Refusal refusal={refusal} />
      <p role="status" className="mb-2 font-medium">
        {importWord(isStopped ? "stopped" : "running", language, figures)}
      </p>
      <progress
        aria-label={importWord("title", language)}
        className="h-2 w-full accent-(--accent)"
        max={total}
        value={done}
      />
      <p className="mt-2 text-sm text-muted">{importWord("leave", language)}</p>
      {isStopped && (
        <div className="mt-3 flex justify-end">
          <Button look="primary" onClick={onGoOn}>
            {importWord("go_on", language)}
          </Button>
        </div>
      )}
    </Box>
  );
}
