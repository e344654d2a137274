"use client";
import { type FormEvent, useState } from "react";
import { encode } from "uqr";
import { peopleWord } from "#lib/domain/words/people.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { useAdmin } from "../client/context.tsx";
import { post, type Said } from "../sign-in/post.ts";
import { refusalText } from "../sign-in/told.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { Box, Section } from "../ui/page-head.tsx";

type Begun = { totpURI: string; backupCodes: string[] };

/** Codes of an authenticator app: on, off, and new backup codes. */
export function SecondFactor({ isOn: wasOn }: { isOn: boolean }) {
  const { language } = useAdmin();
  const [isOn, setOn] = useState(wasOn);
  const [begun, setBegun] = useState<Begun | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [told, setTold] = useState<"factor_enabled" | "factor_disabled" | null>(null);
  const enabled = () => {
    setOn(true);
    setBegun(null);
    setTold("factor_enabled");
  };
  const disabled = () => {
    setOn(false);
    setCodes(null);
    setTold("factor_disabled");
  };
  return (
    <Section
      title={peopleWord("second_factor", language)}
      lead={peopleWord(isOn ? "factor_on" : "factor_off", language)}
    >
      {told && <Notice tone="good">{peopleWord(told, language)}</Notice>}
      <Box className="grid gap-6">
        {!isOn && !begun && (
          <PasswordStep
            act={peopleWord("factor_enable", language)}
            path="/two-factor/enable"
            onDone={(body) => setBegun(body as unknown as Begun)}
          />
        )}
        {begun && <ConfirmStep begun={begun} onDone={enabled} onCancel={() => setBegun(null)} />}
        {isOn && (
          <>
            <PasswordStep
              act={peopleWord("new_backup_codes", language)}
              why={peopleWord("new_backup_codes_why", language)}
              path="/two-factor/generate-backup-codes"
              onDone={(body) => setCodes(body.backupCodes as string[])}
            />
            {codes && <BackupCodes codes={codes} />}
            <PasswordStep
              act={peopleWord("factor_disable", language)}
              path="/two-factor/disable"
              look="danger"
              onDone={disabled}
            />
          </>
        )}
      </Box>
    </Section>
  );
}

/** Whoever sits at an open browser must also know the password. */
function PasswordStep({
  act,
  why,
  path,
  look = "plain",
  onDone,
}: {
  act: string;
  why?: string;
  path: string;
  look?: "plain" | "danger";
  onDone: (body: Said["body"]) => void;
}) {
  const { language } = useAdmin();
  const [password, setPassword] = useState("");
  const [fault, setFault] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const said = await post(path, { password });
    setBusy(false);
    if (!said.isOk) return setFault(refusalText(said, language, peopleWord("wrong_password", language)));
    setFault(undefined);
    setPassword("");
    onDone(said.body);
  };
  return (
    <form className="grid items-start gap-3 sm:grid-cols-[1fr_auto]" onSubmit={submit} noValidate>
      <TextField
        label={peopleWord("current_password", language)}
        hint={why}
        type="password"
        autoComplete="current-password"
        value={password}
        required
        onChange={(event) => setPassword(event.target.value)}
        fault={fault}
      />
      <Button type="submit" look={look} isBusy={isBusy} className="sm:mt-7">
        {act}
      </Button>
    </form>
  );
}

function ConfirmStep({
  begun,
  onDone,
  onCancel,
}: {
  begun: Begun;
  onDone: () => void;
  onCancel: () => void;
}) {
  const { language } = useAdmin();
  const [code, setCode] = useState("");
  const [fault, setFault] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const said = await post("/two-factor/verify-totp", { code: code.replace(/\D/g, "") });
    setBusy(false);
    if (said.isOk) onDone();
    else setFault(refusalText(said, language, peopleWord("wrong_code", language)));
  };
  const secret = new URL(begun.totpURI).searchParams.get("secret") ?? "";
  return (
    <form className="grid gap-4" onSubmit={submit} noValidate>
      <p>{peopleWord("factor_scan", language)}</p>
      <QrCode text={begun.totpURI} label={peopleWord("factor_qr", language)} />
      <p className="text-sm text-muted">
        {peopleWord("factor_secret", language)}: <code className="break-all">{secret}</code>
      </p>
      <p>{peopleWord("factor_backup", language)}</p>
      <BackupCodes codes={begun.backupCodes} />
      <TextField
        label={peopleWord("factor_code", language)}
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        required
        onChange={(event) => setCode(event.target.value)}
        fault={fault}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" isBusy={isBusy}>
          {peopleWord("factor_confirm", language)}
        </Button>
        <Button onClick={onCancel}>{shellWord("cancel", language)}</Button>
      </div>
    </form>
  );
}

function BackupCodes({ codes }: { codes: string[] }) {
  const { language } = useAdmin();
  return (
    <ul
      aria-label={peopleWord("backup_codes", language)}
      className="grid grid-cols-2 gap-x-6 rounded-box border border-line bg-page p-3 font-mono text-sm"
    >
      {codes.map((code) => (
        <li key={code}>{code}</li>
      ))}
    </ul>
  );
}

/** Black on white in any theme: cameras want it so. */
function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { border: 2 });
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} className="w-48 max-w-full">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
