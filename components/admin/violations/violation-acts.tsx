"use client";
import { type FormEvent, useState } from "react";
import { momentText } from "#lib/domain/moments.ts";
import type { Violation } from "#lib/domain/slo/violation.ts";
import { sloWords } from "#lib/domain/words/slos.ts";
import { useAdmin } from "../client/context.tsx";
import { goWith } from "../client/outcome.tsx";
import { useCall } from "../client/use-call.ts";
import { Button } from "../ui/button.tsx";
import { TextArea } from "../ui/field.tsx";
import { Box } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";

type Props = { violation: Violation; now: number };

/** What somebody may do about an open violation: take it, say something, end it. */
export function Acts({ violation, now }: Props) {
  return (
    <Box className="mb-8 grid gap-6 lg:grid-cols-3">
      <Take violation={violation} now={now} />
      <Say
        path={`violations/${violation.id}/comments`}
        bodyOf={(text) => ({ comment: { text } })}
        words={{ label: "comment", send: "comment_send", done: "commented" }}
        at="comment.text"
      />
      <Say
        path={`violations/${violation.id}/resolve`}
        bodyOf={(text) => ({ violation: { text, revision: violation.revision } })}
        words={{ label: "resolve_reason", send: "resolve", done: "resolved_done", lead: "resolve_lead" }}
        at="violation.text"
      />
    </Box>
  );
}

function Take({ violation: { id, revision, resumesAt }, now }: Props) {
  const { language, timeZone } = useAdmin();
  const { send, isBusy, refusal } = useCall();
  const isHeld = resumesAt !== null && resumesAt > now;
  const take = async () => {
    const answer = await send("POST", `violations/${id}/acknowledge`, { violation: { revision } });
    if (answer.ok) goWith(sloWords("acknowledged_done", language));
  };
  return (
    <div>
      <Refusal refusal={refusal} />
      <Button look="primary" isBusy={isBusy} onClick={() => void take()}>
        {sloWords("acknowledge", language)}
      </Button>
      <p className="mt-2 text-sm text-muted">
        {isHeld
          ? sloWords("held_until", language, { time: momentText(resumesAt, "time", timeZone, language) })
          : sloWords("acknowledge_lead", language)}
      </p>
    </div>
  );
}

type Words = {
  label: "comment" | "resolve_reason";
  send: "comment_send" | "resolve";
  done: "commented" | "resolved_done";
  lead?: "resolve_lead";
};

/** A text and the act that it goes with; what was typed stays where it is refused. */
function Say({
  path,
  bodyOf,
  words,
  at,
}: {
  path: string;
  bodyOf: (text: string) => object;
  words: Words;
  at: string;
}) {
  const { language } = useAdmin();
  const { send, isBusy, refusal, faultAt } = useCall();
  const [text, setText] = useState("");
  const fault = faultAt(at);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await send("POST", path, bodyOf(text));
    if (answer.ok) goWith(sloWords(words.done, language));
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="grid content-start gap-2">
      {refusal && refusal.faults.length === 0 && <Refusal refusal={refusal} />}
      <TextArea
        label={sloWords(words.label, language)}
        {...(words.lead && { hint: sloWords(words.lead, language) })}
        {...(fault !== undefined && { fault })}
        rows={2}
        maxLength={4_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" isBusy={isBusy}>
          {sloWords(words.send, language)}
        </Button>
      </div>
    </form>
  );
}
