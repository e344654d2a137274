"use client";
import { type FormEvent, useState } from "react";
import { SCOPES, type TokenScope } from "#lib/domain/people/token.ts";
import { objectWord } from "#lib/domain/words/objects.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { tokenWord } from "#lib/domain/words/tokens.ts";
import { useAdmin } from "../client/context.tsx";
import { useCall } from "../client/use-call.ts";
import { Button } from "../ui/button.tsx";
import { CheckField, TextField } from "../ui/field.tsx";
import { Box } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";

type Props = { onMade: (secret: string) => void; onClose: () => void };

/** Name and scopes of a new token. */
export function TokenForm({ onMade, onClose }: Props) {
  const { language } = useAdmin();
  const { send, isBusy, refusal, faultAt } = useCall();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly TokenScope[]>(["page:read"]);
  const isAll = scopes.includes("*");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const token = { name, scopes: isAll ? ["*"] : scopes };
    const answer = await send<{ token: string }>("POST", "tokens", { token });
    if (answer.ok) onMade(answer.body.token);
  };
  const pick = (scope: TokenScope, isPicked: boolean) =>
    setScopes(isPicked ? [...scopes, scope] : scopes.filter((one) => one !== scope));
  return (
    <Box className="mb-6">
      <form onSubmit={submit} noValidate className="grid gap-4">
        <h2 className="text-lg font-semibold">{tokenWord("new_token", language)}</h2>
        <Refusal refusal={refusal} />
        <TextField
          label={objectWord("name", language)}
          hint={tokenWord("name_hint", language)}
          value={name}
          onChange={(event) => setName(event.target.value)}
          fault={faultAt("token.name")}
          maxLength={100}
        />
        <fieldset>
          <legend className="mb-2 font-medium">{tokenWord("scopes", language)}</legend>
          <div className="grid gap-2 md:grid-cols-2">
            {SCOPES.map((scope) => (
              <CheckField
                key={scope}
                label={tokenWord(scope, language)}
                hint={scope === "*" ? undefined : scope}
                checked={isAll || scopes.includes(scope)}
                disabled={isAll && scope !== "*"}
                onChange={(event) => pick(scope, event.target.checked)}
              />
            ))}
          </div>
          {faultAt("token.scopes") && (
            <p className="mt-1 text-sm font-medium text-danger">{faultAt("token.scopes")}</p>
          )}
        </fieldset>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{shellWord("cancel", language)}</Button>
          <Button type="submit" look="primary" isBusy={isBusy}>
            {objectWord("create", language)}
          </Button>
        </div>
      </form>
    </Box>
  );
}
