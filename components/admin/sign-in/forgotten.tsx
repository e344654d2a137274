"use client";
import { type FormEvent, useState } from "react";
import { signInWord } from "#lib/domain/words/sign-in.ts";
import { useLanguage } from "../client/context.tsx";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { post } from "./post.ts";
import { refusalText } from "./told.ts";

/** The ways back in. The same for everybody: it tells nothing about any account. */
export function Forgotten({ isMailed }: { isMailed: boolean }) {
  const language = useLanguage();
  return (
    <details className="text-sm">
      <summary className="min-h-10 content-center text-link">{signInWord("forgotten", language)}</summary>
      {isMailed && <AskByMail />}
      <p className="text-muted">{signInWord("forgotten_how", language)}</p>
      <code className="mt-2 block overflow-x-auto rounded-box bg-page p-2">
        npm run status -- user recover name@example.com
      </code>
    </details>
  );
}

function AskByMail() {
  const language = useLanguage();
  const [email, setEmail] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [told, setTold] = useState<{ isSent: boolean; text: string }>();
  const ask = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const said = await post("/links/forgotten", { email });
    const failed = signInWord("forgotten_failed", language);
    setTold(
      said.isOk
        ? { isSent: true, text: signInWord("forgotten_sent", language) }
        : { isSent: false, text: refusalText(said, language, failed) },
    );
    setBusy(false);
  };
  return (
    <form className="mb-4 grid gap-3" onSubmit={ask}>
      <p className="text-muted">{signInWord("forgotten_by_mail", language)}</p>
      {told && <Notice tone={told.isSent ? "good" : "danger"}>{told.text}</Notice>}
      <TextField
        label={signInWord("email", language)}
        type="email"
        autoComplete="email"
        required
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <Button type="submit" isBusy={isBusy}>
        {signInWord("forgotten_send", language)}
      </Button>
    </form>
  );
}
