"use client";
import { type FormEvent, useState } from "react";
import { signInWord } from "#lib/domain/words/sign-in.ts";
import { useLanguage } from "../client/context.tsx";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { post } from "./post.ts";
import { refusalText } from "./told.ts";

/** The second step: a code of the authenticator app, or one of the backup codes. */
export function CodeForm({ onDone, onRestart }: { onDone: () => void; onRestart: () => void }) {
  const language = useLanguage();
  const [isBackup, setBackup] = useState(false);
  const [code, setCode] = useState("");
  const [fault, setFault] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const verify = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setFault(undefined);
    const path = isBackup ? "/two-factor/verify-backup-code" : "/two-factor/verify-totp";
    const said = await post(path, { code: isBackup ? code.trim() : code.replace(/\D/g, "") });
    if (said.isOk) return onDone();
    setBusy(false);
    setFault(refusalText(said, language, signInWord("wrong_code", language)));
  };
  return (
    <form className="grid gap-4" onSubmit={verify} noValidate>
      <TextField
        key={String(isBackup)}
        label={signInWord(isBackup ? "backup_code" : "code", language)}
        value={code}
        onChange={(event) => setCode(event.target.value)}
        inputMode={isBackup ? "text" : "numeric"}
        autoComplete="one-time-code"
        autoFocus
        required
        fault={fault}
      />
      <Button type="submit" look="primary" isBusy={isBusy}>
        {signInWord("verify", language)}
      </Button>
      <div className="flex flex-wrap gap-2">
        <Button
          look="quiet"
          onClick={() => {
            setBackup(!isBackup);
            setCode("");
            setFault(undefined);
          }}
        >
          {signInWord(isBackup ? "use_app" : "use_backup", language)}
        </Button>
        <Button look="quiet" onClick={onRestart}>
          {signInWord("start_over", language)}
        </Button>
      </div>
    </form>
  );
}
