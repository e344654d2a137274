"use client";
import { type FormEvent, useState } from "react";
import { peopleWord } from "#lib/domain/words/people.ts";
import { useAdmin } from "../client/context.tsx";
import { useCall } from "../client/use-call.ts";
import { addPasskey } from "../sign-in/passkey.ts";
import { post } from "../sign-in/post.ts";
import { useMoment } from "../team/moment.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { Box, Empty, Section } from "../ui/page-head.tsx";
import { Table } from "../ui/table.tsx";
import type { OwnAccount } from "./account.tsx";

type Passkey = OwnAccount["passkeys"][number];
type Outcome = "passkey_added" | "passkey_removed" | "passkey_failed" | "passkey_fresh";

/** Passkeys: what there is, add, remove. */
export function Passkeys({ passkeys }: { passkeys: Passkey[] }) {
  const { language } = useAdmin();
  const { send } = useCall();
  const [known, setKnown] = useState(passkeys);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const reload = async () => {
    const answer = await send<OwnAccount>("GET", "account");
    if (answer.ok) setKnown(answer.body.passkeys);
  };
  const add = async (name: string) => {
    const said = await addPasskey(name);
    const isStale = said?.status === 403 || said?.status === 401;
    setOutcome(said?.isOk ? "passkey_added" : isStale ? "passkey_fresh" : "passkey_failed");
    await reload();
    return said?.isOk ?? false;
  };
  const remove = async (id: string) => {
    const said = await post("/passkey/delete-passkey", { id });
    setOutcome(said.isOk ? "passkey_removed" : "passkey_failed");
    await reload();
  };
  return (
    <Section title={peopleWord("passkeys", language)} lead={peopleWord("passkeys_lead", language)}>
      {outcome && (
        <Notice tone={outcome === "passkey_added" || outcome === "passkey_removed" ? "good" : "danger"}>
          {peopleWord(outcome, language)}{" "}
          {outcome === "passkey_fresh" && (
            <ButtonLink href="/sign-in?next=/admin/account">
              {peopleWord("sign_in_again", language)}
            </ButtonLink>
          )}
        </Notice>
      )}
      {known.length === 0 ? (
        <Empty title={peopleWord("passkey_none", language)} />
      ) : (
        <PasskeyTable passkeys={known} onRemove={remove} />
      )}
      <Box className="mt-4">
        <AddForm onAdd={add} />
      </Box>
    </Section>
  );
}

function PasskeyTable({ passkeys, onRemove }: { passkeys: Passkey[]; onRemove: (id: string) => void }) {
  const { language } = useAdmin();
  const moment = useMoment();
  const nameOf = ({ name }: Passkey) => name || peopleWord("passkey_unnamed", language);
  return (
    <Table
      caption={peopleWord("passkeys", language)}
      rows={passkeys}
      keyOf={({ id }) => id}
      columns={[
        { key: "name", head: peopleWord("name", language), cell: nameOf },
        {
          key: "added",
          head: peopleWord("added", language),
          cell: ({ created_at }) => created_at && moment(created_at),
        },
        {
          key: "remove",
          head: peopleWord("acts", language),
          cell: (one) => (
            <Button
              aria-label={`${peopleWord("remove", language)}: ${nameOf(one)}`}
              onClick={() => onRemove(one.id)}
            >
              {peopleWord("remove", language)}
            </Button>
          ),
        },
      ]}
    />
  );
}

function AddForm({ onAdd }: { onAdd: (name: string) => Promise<boolean> }) {
  const { language } = useAdmin();
  const [name, setName] = useState("");
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    if (await onAdd(name.trim())) setName("");
    setBusy(false);
  };
  return (
    <form className="grid items-start gap-3 sm:grid-cols-[1fr_auto]" onSubmit={submit}>
      <TextField
        label={peopleWord("passkey_name", language)}
        value={name}
        maxLength={100}
        autoComplete="off"
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" isBusy={isBusy} className="sm:mt-7">
        {peopleWord("passkey_add", language)}
      </Button>
    </form>
  );
}
