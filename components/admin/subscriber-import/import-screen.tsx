"use client";
import { useState } from "react";
import { shellWord } from "#lib/domain/words/shell.ts";
import { importWord } from "#lib/domain/words/subscriber-import.ts";
import { useAdmin } from "../client/context.tsx";
import { PageHead } from "../ui/page-head.tsx";
import { CsvFields } from "./csv-fields.tsx";
import { recordsOf } from "./csv-parts.ts";
import { ImportDone, ImportEffectBox } from "./import-effect.tsx";
import { ImportRunning } from "./import-running.tsx";
import { useImport } from "./use-import.ts";

const LIST = "/admin/subscribers";

/** A list of subscribers from elsewhere: read, shown what it would change, then taken in part by part. */
export function ImportScreen() {
  const { language } = useAdmin();
  const [csv, setCsv] = useState("");
  const work = useImport();
  const { stage } = work;
  return (
    <div className="max-w-3xl">
      <PageHead
        title={importWord("title", language)}
        lead={importWord("lead", language)}
        back={{ href: LIST, label: shellWord("subscribers", language) }}
      />
      {stage.kind === "list" && (
        <CsvFields csv={csv} onChange={setCsv} onCheck={() => void work.check(csv)} work={work} />
      )}
      {stage.kind === "effect" && (
        <ImportEffectBox
          effect={stage.effect}
          onChange={work.back}
          onRun={() => void work.run(csv)}
          isBusy={work.isBusy}
        />
      )}
      {stage.kind === "running" && (
        <ImportRunning
          stage={stage}
          refusal={work.refusal}
          lines={Math.max(0, recordsOf(csv).length - 1)}
          onGoOn={() => void work.run(csv)}
        />
      )}
      {stage.kind === "done" && (
        <ImportDone
          effect={stage.effect}
          onAgain={() => {
            setCsv("");
            work.back();
          }}
        />
      )}
    </div>
  );
}
