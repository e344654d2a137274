"use client";
import { type ReactNode, useRef, useState } from "react";
import type { Reach } from "#lib/domain/incidents/desk/choices.ts";
import { blastWord } from "#lib/domain/words/blast.ts";
import { useAdmin } from "../client/context.tsx";
import { figure } from "../deliveries/progress-bar.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/field.tsx";
import type { BlastDraft } from "./draft.ts";
import { useAudience } from "./use-audience.ts";

/** More recipients than this are told only after their number was typed. */
export const MAX_UNASKED = 1_000;

type Question = { total: number; isSure: boolean; answer: (yes: boolean) => void };

/**
 * Who would be told by what is being written, and the question before very many are. `confirmed` answers at once where
 * the page has few subscribers: nobody waits for a count when seconds matter.
 */
export function useBlast(draft: BlastDraft, delivers: boolean, reach: Reach) {
  const audience = useAudience(draft, delivers && reach.activeSubscribers > 0);
  const [question, setQuestion] = useState<Question | null>(null);
  const isAsking = useRef(false);
  const confirmed = async (): Promise<boolean> => {
    if (!delivers || reach.activeSubscribers <= MAX_UNASKED) return true;
    if (isAsking.current) return false;
    isAsking.current = true;
    const counted = await audience.settled();
    const total = counted?.total ?? reach.activeSubscribers;
    const isMeant =
      total <= MAX_UNASKED ||
      (await new Promise<boolean>((answer) => setQuestion({ total, isSure: counted !== null, answer })));
    setQuestion(null);
    isAsking.current = false;
    return isMeant;
  };
  return { ...audience, confirmed, dialog: <ManyDialog question={question} /> };
}

export type Blast = ReturnType<typeof useBlast>;

/** Says how many will get it and asks for that number, so that it was read. */
function ManyDialog({ question }: { question: Question | null }): ReactNode {
  const { language } = useAdmin();
  const n = figure(question?.total ?? 0);
  return (
    <Dialog
      isOpen={question !== null}
      onClose={() => question?.answer(false)}
      title={blastWord("confirm_title", language, { n })}
    >
      {question && <ManyForm question={question} n={n} />}
    </Dialog>
  );
}

function ManyForm({ question, n }: { question: Question; n: string }) {
  const { language } = useAdmin();
  const [typed, setTyped] = useState("");
  const isRight = typed.replace(/[\s,.]/g, "") === String(question.total);
  return (
    // No form of its own: it stands inside the composer's, whose keys must not reach through.
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps keys to itself
    <div className="grid gap-4" onKeyDown={(event) => event.stopPropagation()}>
      <p>{blastWord("confirm_why", language)}</p>
      {!question.isSure && <p>{blastWord("confirm_unsure", language)}</p>}
      <TextField
        label={blastWord("confirm_type", language, { n })}
        inputMode="numeric"
        autoComplete="off"
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          if (isRight) question.answer(true);
        }}
      />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={() => question.answer(false)}>{blastWord("confirm_back", language)}</Button>
        <Button look="danger" disabled={!isRight} onClick={() => question.answer(true)}>
          {blastWord("confirm_send", language, { n })}
        </Button>
      </div>
    </div>
  );
}
