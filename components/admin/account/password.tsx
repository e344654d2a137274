"use client";
import { type FormEvent, useState } from "react";
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "#lib/domain/people/person.ts";
import { peopleWord } from "#lib/domain/words/people.ts";
import { signInWord } from "#lib/domain/words/sign-in.ts";
import { useAdmin } from "../client/context.tsx";
import { useCall } from "../client/use-call.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { Box, Section } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";

/** A new password; afterwards one signs in again everywhere. */
export function Password({ isThere, email }: { isThere: boolean; email: string }) {
  const { language } = useAdmin();
  return (
    <Section title={peopleWord("password", language)} lead={peopleWord("change_password_why", language)}>
      <Box>{isThere ? <PasswordForm email={email} /> : <p>{peopleWord("no_password", language)}</p>}</Box>
    </Section>
  );
}

function PasswordForm({ email }: { email: string }) {
  const { language } = useAdmin();
  const { send, isBusy, refusal, faultAt } = useCall();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await send("POST", "account/password", { current_password: current, new_password: next });
    if (answer.ok) location.assign("/sign-in?done=password");
  };
  const limits = { min: MIN_PASSWORD_LENGTH, max: MAX_PASSWORD_LENGTH };
  return (
    <form className="grid gap-4" onSubmit={submit} noValidate>
      {refusal?.status !== 422 && <Refusal refusal={refusal} />}
      <input type="email" name="username" autoComplete="username" value={email} hidden readOnly />
      <TextField
        label={peopleWord("current_password", language)}
        type="password"
        autoComplete="current-password"
        required
        value={current}
        onChange={(event) => setCurrent(event.target.value)}
        fault={faultAt("current_password") && peopleWord("wrong_password", language)}
      />
      <TextField
        label={peopleWord("new_password", language)}
        hint={signInWord("password_hint", language, limits)}
        type="password"
        autoComplete="new-password"
        required
        value={next}
        onChange={(event) => setNext(event.target.value)}
        fault={faultAt("new_password") && signInWord("fault_password", language, limits)}
      />
      <Button type="submit" isBusy={isBusy} className="justify-self-start">
        {peopleWord("change_password", language)}
      </Button>
    </form>
  );
}
