"use client";
import { maintenanceWord } from "#lib/domain/words/maintenance.ts";
import { useAdmin } from "../client/context.tsx";
import type { Question } from "../client/use-asking.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

/** Something unusual that may be meant: asked, never mended in silence. */
export function QuestionDialog({ question, onNo }: { question: Question | null; onNo: () => void }) {
  const { language } = useAdmin();
  return (
    <Dialog isOpen={question !== null} onClose={onNo} title={maintenanceWord("question", language)}>
      <ul className="mb-4 grid gap-2">
        {question?.messages.map((message) => (
          <li key={message}>{message}</li>
        ))}
      </ul>
      <div className="flex justify-end gap-2">
        <Button onClick={onNo}>{maintenanceWord("question_no", language)}</Button>
        <Button look="primary" onClick={question?.yes}>
          {maintenanceWord("question_yes", language)}
        </Button>
      </div>
    </Dialog>
  );
}
