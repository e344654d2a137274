"use client";
import { type FormEvent, useState } from "react";
import { ROLES, type Role } from "#lib/domain/people/permission.ts";
import { peopleWord } from "#lib/domain/words/people.ts";
import { shellWord } from "#lib/domain/words/shell.ts";
import { signInWord } from "#lib/domain/words/sign-in.ts";
import { useAdmin } from "../client/context.tsx";
import { useCall } from "../client/use-call.ts";
import { Button } from "../ui/button.tsx";
import { CopyBox } from "../ui/copy-box.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { Box, Empty, Section } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";
import { Table } from "../ui/table.tsx";
import { useMoment } from "./moment.ts";
import type { OpenInvitation } from "./person.ts";

type Made = OpenInvitation & { url: string };

/** Makes invitation links, and lists those that nobody has used. */
export function Invitations({ invitations }: { invitations: OpenInvitation[] }) {
  const { language } = useAdmin();
  const [open, setOpen] = useState(invitations);
  const [made, setMade] = useState<Made | null>(null);
  const add = (link: Made) => {
    setMade(link);
    setOpen((known) => [...known.filter(({ email }) => email !== link.email), link]);
  };
  const withdrawn = (id: string) => {
    setOpen((known) => known.filter((one) => one.id !== id));
    setMade((known) => (known?.id === id ? null : known));
  };
  return (
    <>
      <Section title={peopleWord("invite", language)} lead={peopleWord("invite_lead", language)}>
        <Box className="grid gap-4">
          <InviteForm onMade={add} />
          {made && <Link made={made} />}
        </Box>
      </Section>
      <Section title={peopleWord("open_invitations", language)}>
        <OpenInvitations open={open} onWithdrawn={withdrawn} />
      </Section>
    </>
  );
}

function Link({ made }: { made: Made }) {
  const { language } = useAdmin();
  const moment = useMoment();
  const hint = peopleWord("reset_link_hint", language, { email: made.email, until: moment(made.expires_at) });
  return <CopyBox label={peopleWord("invitation_link", language)} value={made.url} hint={hint} />;
}

function InviteForm({ onMade }: { onMade: (made: Made) => void }) {
  const { language } = useAdmin();
  const { send, isBusy, refusal, faultAt } = useCall();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("responder");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await send<Made>("POST", "invitations", { invitation: { email, role } });
    if (!answer.ok) return;
    onMade(answer.body);
    setEmail("");
  };
  const isMalformed = refusal?.status === 422 && faultAt("invitation.email") !== undefined;
  return (
    <form onSubmit={submit} noValidate>
      {!isMalformed && <Refusal refusal={refusal} />}
      <div className="grid items-start gap-4 sm:grid-cols-[1fr_12rem]">
        <TextField
          label={peopleWord("email", language)}
          type="email"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          autoComplete="off"
          required
          fault={isMalformed ? signInWord("fault_email", language) : undefined}
        />
        <SelectField
          label={peopleWord("role", language)}
          hint={peopleWord(`role_what_${role}`, language)}
          value={role}
          onChange={(event) => setRole(event.target.value as Role)}
        >
          {ROLES.map((one) => (
            <option key={one} value={one}>
              {shellWord(`role_${one}`, language)}
            </option>
          ))}
        </SelectField>
      </div>
      <Button type="submit" look="primary" isBusy={isBusy} className="mt-4">
        {peopleWord("invite_act", language)}
      </Button>
    </form>
  );
}

function OpenInvitations({
  open,
  onWithdrawn,
}: {
  open: OpenInvitation[];
  onWithdrawn: (id: string) => void;
}) {
  const { language } = useAdmin();
  const { send, isBusy, refusal } = useCall();
  const moment = useMoment();
  const withdraw = async (id: string) => {
    const answer = await send("DELETE", `invitations/${id}`);
    if (answer.ok || answer.status === 404) onWithdrawn(id);
  };
  if (open.length === 0) return <Empty title={peopleWord("no_invitations", language)} />;
  return (
    <>
      <Refusal refusal={refusal} />
      <Table
        caption={peopleWord("open_invitations", language)}
        rows={open}
        keyOf={({ id }) => id}
        columns={[
          {
            key: "email",
            head: peopleWord("email", language),
            cell: ({ email }) => <span className="break-all">{email}</span>,
          },
          {
            key: "role",
            head: peopleWord("role", language),
            cell: ({ role }) => shellWord(`role_${role}`, language),
          },
          {
            key: "until",
            head: peopleWord("until", language),
            cell: ({ expires_at }) => moment(expires_at),
          },
          {
            key: "withdraw",
            head: peopleWord("acts", language),
            cell: ({ id, email }) => (
              <Button
                isBusy={isBusy}
                aria-label={`${peopleWord("withdraw", language)}: ${email}`}
                onClick={() => withdraw(id)}
              >
                {peopleWord("withdraw", language)}
              </Button>
            ),
          },
        ]}
      />
    </>
  );
}
