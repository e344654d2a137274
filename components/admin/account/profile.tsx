"use client";
import { type FormEvent, useState } from "react";
import { LANGUAGES } from "#lib/domain/language.ts";
import { peopleWord } from "#lib/domain/words/people.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { signInWord } from "#lib/domain/words/sign-in.ts";
import { useAdmin } from "../client/context.tsx";
import { useCall } from "../client/use-call.ts";
import { Button } from "../ui/button.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { Box, Section } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";
import type { OwnAccount } from "./account.tsx";

const NAMES = { ko: "한국어", en: "English" } as const;

/** Name and language. */
export function Profile({ account }: { account: OwnAccount }) {
  const { language } = useAdmin();
  const { send, isBusy, refusal, faultAt } = useCall();
  const [name, setName] = useState(account.name);
  const [spoken, setSpoken] = useState<string>(account.language ?? "");
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await send("PATCH", "account", { account: { name, language: spoken || null } });
    if (!answer.ok) return;
    // The menu's choice is for one browser and would win: from now on the account's counts here too.
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Safari and Firefox
    document.cookie = "admin_language=; path=/; max-age=0; samesite=lax";
    location.reload();
  };
  const isMalformed = faultAt("account.name") !== undefined;
  return (
    <Section title={peopleWord("profile", language)}>
      <Box>
        <form className="grid gap-4" onSubmit={save} noValidate>
          {!isMalformed && <Refusal refusal={refusal} />}
          <TextField
            label={peopleWord("name", language)}
            value={name}
            autoComplete="name"
            required
            onChange={(event) => setName(event.target.value)}
            fault={isMalformed ? signInWord("fault_name", language) : undefined}
          />
          <SelectField
            label={peopleWord("language", language)}
            value={spoken}
            onChange={(event) => setSpoken(event.target.value)}
          >
            <option value="">{peopleWord("language_browser", language)}</option>
            {LANGUAGES.map((one) => (
              <option key={one} value={one} lang={one}>
                {NAMES[one]}
              </option>
            ))}
          </SelectField>
          <Button type="submit" isBusy={isBusy} className="justify-self-start">
            {shellWord("save", language)}
          </Button>
        </form>
      </Box>
    </Section>
  );
}
