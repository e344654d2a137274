"use client";
import { type FormEvent, useState } from "react";
import { VERDICTS, type Verdict } from "#lib/domain/corrections/correction.ts";
import { instantOfLocal } from "#lib/domain/input/local-time.ts";
import { correctionWord } from "#lib/domain/words/components.ts";
import { wordOf } from "#lib/domain/words/define.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { useAdmin } from "../client/context.tsx";
import { useCall } from "../client/use-call.ts";
import { Button } from "../ui/button.tsx";
import { TextArea, TextField } from "../ui/field.tsx";
import { Box } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";

/** Says what a stretch of the past really was. Times are those of the page's zone. */
export function CorrectionForm({ componentId, onClose }: { componentId: string; onClose: () => void }) {
  const { language, timeZone } = useAdmin();
  const { send, isBusy, refusal, faultAt } = useCall();
  const [verdict, setVerdict] = useState<Verdict>("up");
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const [reason, setReason] = useState("");
  const instant = (local: string) => {
    const at = instantOfLocal(local, timeZone);
    return at === null ? local : new Date(at).toISOString();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const correction = { verdict, started_at: instant(from), ended_at: instant(until), reason };
    const answer = await send("POST", `components/${componentId}/corrections`, { correction });
    if (answer.ok) location.reload();
  };
  const fault = (name: string) => faultAt(`correction.${name}`);
  return (
    <Box className="mb-4">
      <form onSubmit={submit} className="grid gap-4">
        <Refusal refusal={refusal} />
        <VerdictChoice verdict={verdict} onChange={setVerdict} />
        <div className="grid gap-4 md:grid-cols-2">
          <TextField
            type="datetime-local"
            label={correctionWord("from", language)}
            hint={timeZone}
            value={from}
            onChange={(event) => setFrom(event.target.value)}
            fault={fault("started_at")}
            required
          />
          <TextField
            type="datetime-local"
            label={correctionWord("until", language)}
            hint={timeZone}
            value={until}
            onChange={(event) => setUntil(event.target.value)}
            fault={fault("ended_at")}
            required
          />
        </div>
        <TextArea
          label={correctionWord("reason", language)}
          hint={correctionWord("reason_hint", language)}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          fault={fault("reason")}
          rows={2}
          required
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{shellWord("cancel", language)}</Button>
          <Button type="submit" look="primary" isBusy={isBusy}>
            {correctionWord("add", language)}
          </Button>
        </div>
      </form>
    </Box>
  );
}

function VerdictChoice({ verdict, onChange }: { verdict: Verdict; onChange: (verdict: Verdict) => void }) {
  const { language } = useAdmin();
  return (
    <fieldset>
      <legend className="mb-1 font-medium">{correctionWord("verdict", language)}</legend>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        {VERDICTS.map((one) => (
          <label key={one} className="flex min-h-8 items-center gap-2">
            <input
              type="radio"
              name="verdict"
              className="size-5"
              checked={verdict === one}
              onChange={() => onChange(one)}
            />
            {wordOf(correctionWord, `verdict_${one}`, language)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
