"use client";
import { type FormEvent, useState } from "react";
import type { LinkKind } from "#lib/domain/people/link.ts";
import { MIN_PASSWORD_LENGTH } from "#lib/domain/people/person.ts";
import { signInWord } from "#lib/domain/words/sign-in.ts";
import { useLanguage } from "../client/context.tsx";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { post, type Said } from "./post.ts";
import { faultText, refusalText } from "./told.ts";

const AFTER = {
  done: "/admin",
  code: "/sign-in?step=code",
  "sign-in": "/sign-in?done=member",
} as const;

/** Uses a link up: name and address where they are asked for, and a password. */
export function LinkForm({ kind, token, email }: { kind: LinkKind; token: string; email: string | null }) {
  const language = useLanguage();
  const [given, setGiven] = useState({ name: "", email: "", password: "" });
  const [said, setSaid] = useState<Said | null>(null);
  const [isBusy, setBusy] = useState(false);
  const field = (name: keyof typeof given) => ({
    name,
    value: given[name],
    required: true,
    fault: faultText(said, name, language),
    onChange: (event: { target: { value: string } }) => setGiven({ ...given, [name]: event.target.value }),
  });
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const answer = await post(`/links/${kind}`, { ...given, token });
    setSaid(answer);
    const next = answer.body.next;
    if (answer.isOk && (next === "done" || next === "code" || next === "sign-in"))
      return location.assign(AFTER[next]);
    setBusy(false);
  };
  const isRefused = said !== null && !said.isOk && said.status !== 422;
  return (
    <form className="grid gap-4" onSubmit={send} noValidate>
      {isRefused && (
        <Notice tone="danger" isUrgent>
          {refusalText(said, language, signInWord("dead_title", language))}
        </Notice>
      )}
      {kind !== "reset" && (
        <TextField
          label={signInWord("name", language)}
          hint={signInWord("name_hint", language)}
          autoComplete="name"
          {...field("name")}
        />
      )}
      {kind === "setup" ? (
        <TextField
          label={signInWord("email", language)}
          type="email"
          autoComplete="username"
          {...field("email")}
        />
      ) : (
        <input
          type="email"
          name="username"
          autoComplete="username"
          defaultValue={email ?? ""}
          hidden
          readOnly
        />
      )}
      <TextField
        label={signInWord(kind === "reset" ? "new_password" : "password", language)}
        hint={signInWord("password_hint", language, { min: MIN_PASSWORD_LENGTH })}
        type="password"
        autoComplete="new-password"
        {...field("password")}
      />
      <Button type="submit" look="primary" isBusy={isBusy}>
        {signInWord(`${kind}_act`, language)}
      </Button>
    </form>
  );
}
