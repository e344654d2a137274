"use client";
import { type FormEvent, useState } from "react";
import { signInWord } from "#lib/domain/words/sign-in.ts";
import { useLanguage } from "../client/context.tsx";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { CodeForm } from "./code-form.tsx";
import { Forgotten } from "./forgotten.tsx";
import { signInByPasskey } from "./passkey.ts";
import { post, type Said } from "./post.ts";
import { refusalText } from "./told.ts";

export type SignInProps = {
  /** Where to go afterwards: checked by the server. */
  next: string;
  /** What single sign-on is called; null where there is none. */
  ssoName: string | null;
  /** A link was used just now and a code is still asked for. */
  asksForCode: boolean;
  /** Links that set a new password can be mailed. */
  isMailed: boolean;
};

/** Password, passkey or single sign-on; then a code where the person has a second factor. */
export function SignIn({ next, ssoName, asksForCode, isMailed }: SignInProps) {
  const language = useLanguage();
  const [isCodeStep, setCodeStep] = useState(asksForCode);
  const [refusal, setRefusal] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const enter = () => location.assign(next);
  const follow = (said: Said | null, otherwise: string) => {
    if (said?.isOk && said.body.next === "code") setCodeStep(true);
    else if (said?.isOk) return enter();
    else setRefusal(said ? refusalText(said, language, otherwise) : otherwise);
    setBusy(false);
  };
  const attempt = async (work: () => Promise<Said | null>, otherwise: string) => {
    setBusy(true);
    setRefusal(undefined);
    follow(await work(), otherwise);
  };
  const single = async () => {
    const said = await post("/sign-in/social", { callbackURL: next });
    if (!said.isOk || typeof said.body.url !== "string") return said;
    location.assign(said.body.url);
    return null;
  };
  if (isCodeStep) return <CodeForm onDone={enter} onRestart={() => setCodeStep(false)} />;
  return (
    <div className="grid gap-4">
      {refusal && (
        <Notice tone="danger" isUrgent>
          {refusal}
        </Notice>
      )}
      <PasswordForm
        isBusy={isBusy}
        onSend={(given) =>
          attempt(() => post("/sign-in/email", given), signInWord("wrong_password", language))
        }
      />
      <p className="text-center text-sm text-muted">{signInWord("or", language)}</p>
      <Button
        isBusy={isBusy}
        onClick={() => attempt(signInByPasskey, signInWord("passkey_failed", language))}
      >
        {signInWord("with_passkey", language)}
      </Button>
      {ssoName !== null && (
        <Button
          isBusy={isBusy}
          onClick={() => attempt(single, signInWord("sso_failed", language, { name: ssoName }))}
        >
          {signInWord("with_sso", language, { name: ssoName })}
        </Button>
      )}
      <Forgotten isMailed={isMailed} />
    </div>
  );
}

function PasswordForm({
  isBusy,
  onSend,
}: {
  isBusy: boolean;
  onSend: (given: { email: string; password: string }) => void;
}) {
  const language = useLanguage();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const send = (event: FormEvent) => {
    event.preventDefault();
    onSend({ email: email.trim(), password });
  };
  return (
    <form className="grid gap-4" onSubmit={send}>
      <TextField
        label={signInWord("email", language)}
        type="email"
        name="email"
        autoComplete="username webauthn"
        required
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <TextField
        label={signInWord("password", language)}
        type="password"
        name="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Button type="submit" look="primary" isBusy={isBusy}>
        {signInWord("sign_in", language)}
      </Button>
    </form>
  );
}
